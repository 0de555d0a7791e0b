"""Orders sifted, found and taken away; a statement whose lines open what they came from."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from domain.ids import OrderId
from domain.orders import OrderStatus
from sandbox.telegram.messages import Message
from tests.handler.people.conftest import Lobby
from tests.service.shopfloor import CUSTOMER, OTHER

MARKS = re.compile("[\u2066-\u2069]")


@pytest.fixture
async def rich(lobby: Lobby) -> Lobby:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    return lobby


def said(message: Message) -> str:
    return MARKS.sub("", message.text)


async def mixed(rich: Lobby) -> dict[str, OrderId]:
    """One order of each sort."""
    books = rich.books
    done = await books.ended(OrderStatus.COMPLETED)
    await books.set(done.id, finished_at=rich.floor.clock.now())
    return {
        "waiting": (await books.order()).id,
        "running": (await books.accepted()).id,
        "done": done.id,
        "partial": (await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)).id,
    }


async def test_each_filter_shows_its_own_and_marks_itself(rich: Lobby) -> None:
    orders = await mixed(rich)
    await rich.say("/orders")

    shown = {}
    for button in ("Active 2", "Finished 1", "Partial/Canceled 1", "Can refill", "All 4"):
        page = await rich.tap(button)
        assert any(text.startswith("• ") for text in page.button_texts)
        shown[button] = {OrderId(int(n)) for n in re.findall(r"\. #(\d+)", said(page))}

    assert shown["Active 2"] == {orders["waiting"], orders["running"]}
    assert shown["Finished 1"] == {orders["done"]}
    assert shown["Partial/Canceled 1"] == {orders["partial"]}
    assert shown["Can refill"] == {orders["done"]}
    assert shown["All 4"] == set(orders.values())


async def test_a_guarantee_is_named_in_the_list_and_on_the_card(rich: Lobby) -> None:
    await mixed(rich)
    await rich.say("/orders")

    page = await rich.tap("Can refill")
    assert "refill until Dec 21, 2026" in said(page)
    assert "Can refill: 1" in said(page)

    assert "Refill until Dec 21, 2026" in said(await rich.tap("1"))


async def test_a_card_leads_back_to_the_filter_and_page_it_came_from(rich: Lobby) -> None:
    await mixed(rich)
    await rich.say("/orders")
    page = await rich.tap("Partial/Canceled")

    await rich.tap("1")

    assert (await rich.tap("‹ Back")).text == page.text


@pytest.mark.parametrize("typed", ["{id}", "#{id}", "@name", "https://instagram.com/name?a=1"])
async def test_what_is_typed_after_find_opens_the_order(rich: Lobby, typed: str) -> None:
    order = await rich.books.order()
    await rich.say("/orders")
    await rich.tap("Find")

    card = await rich.say(typed.format(id=order.id))

    assert f"Order #{order.id}" in card.text


async def test_a_command_may_say_what_is_looked_for(rich: Lobby) -> None:
    orders = [await rich.books.order() for _ in range(9)]

    found = await rich.say("/orders @name")
    assert "@name · 9 orders" in said(found)
    await rich.tap("›")
    await rich.tap("1")

    card = rich.screen
    assert f"Order #{orders[0].id}" in card.text
    assert "@name · 9 orders" in said(await rich.tap("‹ Back"))
    assert "2/2" in rich.screen.button_texts


async def test_what_fits_no_order_is_asked_again(rich: Lobby) -> None:
    order = await rich.books.order()
    await rich.say("/orders")
    await rich.tap("Find")

    none = await rich.say("<b>nobody</b>")
    assert "None of your orders fits <b>nobody</b>." in said(none)

    assert f"Order #{order.id}" in (await rich.say(str(order.id))).text


async def test_orders_of_others_are_not_found(rich: Lobby) -> None:
    await rich.floor.add_customer(OTHER, money="5")
    offer = await rich.floor.quote((await rich.books.order()).service_id, user_id=OTHER)
    foreign = (await rich.floor.place(offer.quote.id, OTHER)).order

    assert "None of your orders fits" in said(await rich.say(f"/orders {foreign.id}"))


async def test_orders_come_as_a_file_that_spreadsheets_read(rich: Lobby) -> None:
    orders = await mixed(rich)
    await rich.say("/orders")

    await rich.tap("Export CSV")

    document = rich.person.messages[-1].document
    assert document is not None
    assert document.name == "orders.csv"
    assert document.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(document.content.decode("utf-8-sig"))))
    assert {int(row["order_id"]) for row in rows} == set(orders.values())
    assert rich.toast == "Your file is coming."


async def test_a_second_tap_does_not_send_the_file_again(rich: Lobby) -> None:
    await rich.books.order()
    await rich.say("/orders")
    listed = rich.screen
    await rich.person.press("Export CSV", listed)
    await rich.person.press("Export CSV", listed)
    await rich.person.settle()

    files = [one for one in rich.person.messages if one.document]
    assert len(files) == 1
    assert rich.toast == "Your file is on its way already."


async def test_a_long_file_comes_in_parts(rich: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.kit.export.PART_BYTES", 300)
    monkeypatch.setattr("services.ordering.export.BATCH", 1)
    monkeypatch.setattr("handlers.kit.export.TELL_EVERY_S", 0.0)
    for _ in range(3):
        await rich.books.order()
    listed = await rich.say("/orders")

    await rich.person.press("Export CSV", listed)
    await rich.person.settle()

    files = [one.document for one in rich.person.messages if one.document]
    assert [file.name for file in files] == ["orders.csv", "orders-2.csv", "orders-3.csv"]
    assert all(file.content.count(b"order_id") == 1 for file in files)
    assert b"\n" in files[-1].content
    assert "Orders · All: 3" in said(rich.person.messages[-4])


async def test_a_file_that_telegram_refuses_is_said_and_can_be_tried_again(rich: Lobby) -> None:
    await rich.books.order()
    await rich.say("/orders")
    rich.telegram.faults.add("sendDocument", kind="500")

    failed = await rich.tap("Export CSV")
    assert "The file did not get through. Nothing was changed." in failed.text
    rich.floor.clock.advance(seconds=5)
    await rich.tap("Try again")

    assert rich.person.messages[-1].document


async def test_what_is_on_hold_is_one_tap_from_the_wallet(rich: Lobby) -> None:
    order = await rich.books.order()
    await rich.books.ended(OrderStatus.COMPLETED)
    await rich.say("/wallet")

    held = await rich.tap("What is on hold")

    assert "On hold: 1" in said(held)
    assert f"#{order.id}" in held.text
    await rich.tap("1")
    assert (await rich.tap("‹ Back")).text == held.text
    assert "available" in (await rich.tap("‹ Back")).text


async def test_a_line_of_the_statement_opens_its_order_and_leads_back(rich: Lobby) -> None:
    order = await rich.books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    await rich.say("/wallet")
    await rich.tap("Statement")

    returned = await rich.tap("Returned")
    assert "1. +$0.324 · Returned, order #" in said(returned)
    card = await rich.tap("1")

    assert f"Order #{order.id}" in card.text
    assert (await rich.tap("‹ Back")).text == returned.text


async def test_filters_of_the_statement_keep_true_balances(rich: Lobby) -> None:
    await rich.books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    await rich.books.order()
    await rich.say("/wallet")
    await rich.tap("Statement")

    added, taken = said(await rich.tap("In")), said(await rich.tap("Out"))
    everything = said(await rich.tap("All"))

    assert "+$20.00 · Top-up" in added
    assert "balance $20.00" in added
    assert "balance $18.524" in taken
    assert "Top-up" not in taken
    assert "All lines add up to your balance" in everything
    assert "add up" not in added + taken, "some of the lines are not all of them"


async def test_a_top_up_opens_with_its_reason(rich: Lobby) -> None:
    await rich.say("/wallet")
    await rich.tap("Statement")

    line = await rich.tap("1")

    assert "+$20.00" in said(line)
    assert "Top-up" in line.text
    assert "Statement" in (await rich.tap("‹ Back")).text


async def test_a_statement_comes_as_a_file(rich: Lobby) -> None:
    await rich.books.order()
    await rich.say("/wallet")
    await rich.tap("Statement")

    await rich.tap("Export CSV")

    document = rich.person.messages[-1].document
    assert document is not None
    assert document.name == "statement.csv"
    assert b'"0.900000"' in document.content


async def test_a_late_order_offers_remedies_on_its_card(rich: Lobby) -> None:
    order = await rich.books.accepted()
    early = rich.floor.clock.now() - timedelta(days=2)
    await rich.books.set(order.id, accepted_at=early)
    await rich.say(f"/orders {order.id}")
    assert "It takes longer than usual." in rich.screen.text

    await rich.tap("It is late")
    asked = await rich.tap("Ask to speed up")

    assert f"A person at the shop talks to the provider about #{order.id}." in asked.text
    await rich.tap("View order")
    await rich.tap("It is late")
    assert f"Order #{order.id}" in (await rich.tap("Wait")).text
    assert rich.toast == "I keep watching it."


async def test_remedies_of_an_order_that_ended_meanwhile_show_how_it_stands(rich: Lobby) -> None:
    order = await rich.books.ended(OrderStatus.COMPLETED)
    await rich.say("/orders")

    for data in (f"ot:{order.id}", f"os:{order.id}", f"ow:{order.id}"):
        assert f"Order #{order.id}" in (await rich.forge(data)).text


async def test_forged_lines_and_late_orders_of_others_look_absent(rich: Lobby) -> None:
    await rich.floor.add_customer(OTHER, money="5")
    offer = await rich.floor.quote((await rich.books.order()).service_id, user_id=OTHER)
    foreign = (await rich.floor.place(offer.quote.id, OTHER)).order
    forged = ("sl:2:a1", "sl:999999:", "sl:-1:", f"ot:{foreign.id}", f"os:{foreign.id}",
              f"ow:{foreign.id}", f"rc:{foreign.id}:")  # fmt: skip

    seen = {(await rich.forge(data)).text for data in forged}

    assert seen == {"I cannot find that. It may have been removed."}
