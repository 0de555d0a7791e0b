"""The switches and the page that holds them."""

from decimal import Decimal

import httpx
import pytest

from sandbox.provider.modes import MODES
from tests.sandbox.provider.conftest import SERVICES, Shop

ADD = {"service": "7", "link": "https://example.com/a", "quantity": "100"}


async def test_out_of_money_refuses_orders_until_it_is_off(shop: Shop) -> None:
    await shop.provider.switch("out_of_money", on=True)
    assert await shop.ask("add", **ADD) == {"error": "Not enough funds on balance"}
    await shop.provider.switch("out_of_money", on=False)
    assert "order" in await shop.ask("add", **ADD)


async def test_down_refuses_connections_and_comes_back_at_the_same_address(shop: Shop) -> None:
    await shop.ask("balance")
    before = shop.provider.api_url
    await shop.provider.switch("down", on=True)
    async with httpx.AsyncClient() as fresh:
        with pytest.raises(httpx.ConnectError):
            await fresh.get(before)
        assert (await fresh.get(shop.provider.page_url)).status_code == 200
    await shop.provider.switch("down", on=False)
    assert shop.provider.api_url == before
    async with httpx.AsyncClient() as fresh:
        assert (await fresh.get(before)).json() == {"error": "Invalid API key"}


async def test_failing_before_and_after_differ_in_what_was_accepted(shop: Shop) -> None:
    await shop.provider.switch("fail_before", on=True)
    assert (await shop.raw("add", **ADD)).status_code == 500
    await shop.provider.switch("fail_before", on=False)
    assert not shop.provider.orders
    await shop.provider.switch("fail_after", on=True)
    with pytest.raises(httpx.TransportError):
        await shop.raw("add", **ADD)
    assert len(shop.provider.orders) == 1


async def test_the_catalogue_can_be_empty_broken_halved_or_dearer(shop: Shop) -> None:
    provider = shop.provider
    await provider.switch("services_empty", on=True)
    assert await shop.ask("services") == []
    await provider.switch("services_empty", on=False)
    await provider.switch("services_broken", on=True)
    with pytest.raises(httpx.RemoteProtocolError):
        await shop.ask("services")
    await provider.switch("services_broken", on=False)
    await provider.switch("services_half", on=True)
    assert len(await shop.ask("services")) == len(SERVICES) // 2
    await provider.switch("price_rise", on=True)
    assert (await shop.ask("services"))[0]["rate"] == "1.35"
    assert (await shop.order()).charge == Decimal("0.135")


async def test_one_order_per_link_when_the_panel_says_so(shop: Shop) -> None:
    await shop.provider.switch("one_per_link", on=True)
    first = await shop.order()
    assert (await shop.ask("add", **ADD))["error"].startswith("You have active order")
    shop.provider.complete(first.id)
    assert "order" in await shop.ask("add", **ADD)


async def test_other_services_can_be_put_on_sale(shop: Shop) -> None:
    await shop.ask("services")
    shop.provider.services = SERVICES[:2]
    assert [row["service"] for row in await shop.ask("services")] == [7, 8]


async def test_the_page_stands_alone(shop: Shop) -> None:
    text = (await shop.http.get(shop.provider.page_url)).text
    assert "/* page" not in text
    outside = ("http://", "https://", "@import", "url(")
    assert not [sign for sign in outside if sign in text.replace("http://www.w3.org", "")]


async def test_the_page_shows_what_is_going_on(shop: Shop) -> None:
    order = await shop.order(link="https://example.com/<b>")
    state = (await shop.http.get(f"{shop.provider.page_url}state")).json()
    assert (state["balance"], state["services"]) == ("99.91", len(SERVICES))
    assert [row["id"] for row in state["orders"]] == [order.id]
    assert state["requests"][0]["action"] == "add"
    assert {mode["name"] for mode in state["modes"]} == set(MODES)


async def test_the_buttons_of_an_order_move_it_and_its_money(shop: Shop) -> None:
    order = await shop.order(quantity="1000")
    seen = []
    for act in ("start", "progress", "progress", "partial"):
        assert (await shop.act(do="order", id=order.id, act=act)).status_code == 200
        seen.append((order.status, order.remains))
    assert seen == [
        ("In progress", 1000),
        ("In progress", 800),
        ("In progress", 500),
        ("Partial", 500),
    ]
    assert shop.provider.balance == Decimal("99.55")
    assert (await shop.act(do="order", id=order.id, act="cancel")).status_code == 400


async def test_the_levers_of_the_page_work(shop: Shop) -> None:
    await shop.act(do="balance", amount="12,5")
    await shop.act(do="switch", name="out_of_money", on=True)
    await shop.act(do="speed", speed="20")
    state = (await shop.act(do="skip", seconds=60)).json()
    assert shop.provider.balance == Decimal("12.5")
    assert shop.provider.modes == {"out_of_money"}
    assert state["clock"] == {"now": 60.0, "speed": 20.0, "running": False}
    assert (await shop.act(do="pause", on=False)).json()["clock"]["running"]


@pytest.mark.parametrize(
    "command",
    [
        {},
        [],
        {"do": "dance"},
        {"do": "balance", "amount": "lots"},
        {"do": "skip"},
        {"do": "balance", "amount": "-1"},
        {"do": "balance", "amount": "NaN"},
        {"do": "speed", "speed": "-2"},
        {"do": "switch", "name": "moon", "on": True},
        {"do": "order", "id": 1, "act": "start"},
        {"do": "skip", "seconds": "x"},
    ],
)
async def test_nonsense_from_the_page_is_answered_plainly(shop: Shop, command: object) -> None:
    answer = await shop.http.post(f"{shop.provider.page_url}do", json=command)
    assert (answer.status_code, "error" in answer.json()) == (400, True)


async def test_a_form_of_another_site_cannot_pull_the_levers(shop: Shop) -> None:
    answer = await shop.http.post(f"{shop.provider.page_url}do", data={"do": "skip"})
    assert answer.status_code == 415
