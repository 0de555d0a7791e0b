"""Orders are checked, charged and answered as a real panel does it."""

from decimal import Decimal

import pytest

from sandbox.provider.provider import LocalProvider
from tests.sandbox.provider.conftest import COMMENTS, KEY, PACKAGE, PLAIN, POSTS, SERVICES, Shop


async def test_services_are_listed_in_the_canonical_form(shop: Shop) -> None:
    rows = await shop.ask("services")
    assert len(rows) == len(SERVICES)
    assert rows[0] == {
        "service": 7,
        "name": "Likes",
        "type": "Default",
        "category": "Likes",
        "rate": "0.90",
        "min": "10",
        "max": "10000",
        "dripfeed": True,
        "refill": False,
        "cancel": True,
    }


async def test_an_accepted_order_is_charged_exactly(shop: Shop) -> None:
    order = await shop.order(PLAIN, quantity="123")
    assert order.charge == Decimal("1.23456") * 123 / 1000
    assert shop.provider.balance == Decimal(100) - order.charge
    assert await shop.ask("balance") == {"balance": "99.84814912", "currency": "USD"}


async def test_every_way_of_sending_the_fields_is_read(shop: Shop) -> None:
    url, fields = shop.provider.api_url, {"key": KEY, "action": "balance"}
    answers = [
        await shop.http.get(url, params=fields),
        await shop.http.post(url, json=fields),
        await shop.http.post(url + "/", data=fields),
        await shop.http.post(url, files={name: (None, text) for name, text in fields.items()}),
    ]
    assert {answer.json()["balance"] for answer in answers} == {"100.00"}
    assert (await shop.http.put(url, data=fields)).status_code == 405


async def test_drip_feed_is_charged_for_all_its_runs(shop: Shop) -> None:
    order = await shop.order(quantity="100", runs="5", interval="30")
    assert (order.quantity, order.runs, order.interval) == (500, 5, 30)
    assert order.charge == Decimal("0.45")


async def test_a_package_costs_its_rate_whatever_the_quantity(shop: Shop) -> None:
    order = await shop.order(PACKAGE, quantity="1000")
    assert (order.charge, order.quantity) == (Decimal("4.50"), 1)


async def test_comments_are_counted_by_their_lines(shop: Shop) -> None:
    order = await shop.order(COMMENTS, comments="nice, pic\r\n\r\nwow\nok")
    assert (order.quantity, order.charge) == (3, Decimal("0.075"))
    assert order.fields["comments"] == "nice, pic\r\n\r\nwow\nok"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"key": "wrong"}, "Invalid API key"),
        ({"action": "dance"}, "Incorrect request"),
        ({"service": "999"}, "Incorrect service ID"),
        ({"service": "seven"}, "Incorrect service ID"),
        ({"link": ""}, "Incorrect link"),
        ({"quantity": "9"}, "Quantity less than minimal 10"),
        ({"quantity": "10001"}, "Quantity more than maximum 10000"),
        ({"quantity": "-5"}, "Incorrect quantity"),
        ({"quantity": "١٢"}, "Incorrect quantity"),
        ({"runs": "2"}, "interval/runs is required"),
        (
            {"service": "8", "runs": "2", "interval": "5"},
            "This services does not support Dripfeed feature!",
        ),
        ({"service": "10"}, "neworder.error.comment"),
        ({"service": "10", "comments": "one"}, "Quantity less than minimal 2"),
        ({"key": "other", "quantity": "10000"}, "Not enough funds on balance"),
    ],
)
async def test_a_bad_order_is_refused_and_costs_nothing(
    shop: Shop, fields: dict[str, str], text: str
) -> None:
    good = {"key": KEY, "action": "add", "service": "7", "link": "https://e.com", "quantity": "10"}
    answer = await shop.http.post(shop.provider.api_url, data=good | fields)
    assert (answer.status_code, answer.json()) == (200, {"error": text})
    assert not shop.provider.orders
    assert shop.provider.balance == 100


async def test_many_statuses_are_keyed_by_the_ids_asked_for(shop: Shop) -> None:
    order = await shop.order()
    found = await shop.ask("status", orders=f"{order.id},77, {order.id}")
    assert found == {
        str(order.id): {
            "charge": "0.09",
            "start_count": str(order.start_count),
            "status": "Pending",
            "remains": "100",
            "currency": "USD",
        },
        "77": {"error": "Incorrect order ID"},
    }


async def test_a_hundred_and_one_ids_are_too_many(shop: Shop) -> None:
    assert "error" in await shop.ask("status", orders=",".join(map(str, range(1, 102))))


async def test_nobody_sees_the_orders_of_another_account(shop: Shop) -> None:
    order = await shop.order()
    answer = await shop.ask("status", key="other", order=str(order.id))
    assert answer == {"error": "Incorrect order ID"}


async def test_a_subscription_is_charged_by_its_posts(shop: Shop) -> None:
    parent = await shop.order(POSTS, username="name", min="10", max="20", delay="0", posts="2")
    assert shop.provider.balance == 100
    shop.provider.advance(60)
    answer = await shop.ask("status", order=str(parent.id))
    charges = [shop.provider.orders[child].charge for child in answer["orders"]]
    assert (answer["status"], len(charges)) == ("Completed", 2)
    assert shop.provider.balance == 100 - sum(charges)


async def test_the_log_of_requests_holds_no_key(provider: LocalProvider, shop: Shop) -> None:
    await shop.order()
    await shop.ask("balance")
    assert [(asked.action, asked.outcome) for asked in provider.requests] == [
        ("add", "ok"),
        ("balance", "ok"),
    ]
    assert KEY not in repr(provider.requests)
