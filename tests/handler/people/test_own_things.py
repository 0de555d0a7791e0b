"""Wallet, statement, orders, profile and support, as their owner meets them."""

from __future__ import annotations

import re

import pytest

from domain.orders import OrderStatus
from tests.handler.people.conftest import BOSS, Lobby
from tests.service.shopfloor import CUSTOMER, OTHER


@pytest.fixture
async def rich(lobby: Lobby) -> Lobby:
    """A customer with twenty dollars."""
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    return lobby


async def test_an_empty_wallet_tells_how_to_add_money(lobby: Lobby) -> None:
    await lobby.move_in()

    asked = await lobby.tap("👛 Add money")

    assert "1. Write to the shop, where you found this bot." in asked.text
    assert str(CUSTOMER) in asked.text
    assert asked.button("Copy my id")


async def test_money_is_asked_from_owners_who_are_known(lobby: Lobby) -> None:
    await lobby.services.enter(user_id=BOSS, first_name="Bo", username="Boss", language_code="en")
    await lobby.move_in()

    asked = await lobby.say("/topup")

    assert "1. Write to @boss." in asked.text
    assert "Write to @boss" in asked.button_texts


async def test_the_wallet_explains_what_is_on_hold(rich: Lobby) -> None:
    await rich.books.order()

    wallet = await rich.say("/wallet")

    assert "$19.10" in wallet.text
    assert "$0.90" in wallet.text
    assert "held for 1 order" in wallet.text
    assert "−$0.90" in wallet.text


async def test_every_line_of_the_statement_says_what_it_was(rich: Lobby) -> None:
    await rich.books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    released = await rich.books.released()

    await rich.say("/wallet")
    statement = await rich.tap("Statement")

    told = re.sub("[\u2068\u2069]", "", statement.text)
    for line in (
        f"+$0.90 · Returned, #{released.id} did not run",
        f"−$0.90 · Order #{released.id}",
        "+$0.324 · Returned, order #1",
        "+$20.00 · Top-up",
        "balance $19.424",
        "All lines add up to your balance: exactly $19.424.",
    ):
        assert line in told


async def test_the_statement_turns_its_pages(rich: Lobby) -> None:
    for _ in range(11):
        await rich.books.order(100)
    await rich.say("/wallet")
    first = await rich.tap("Statement")
    assert "1/2" in first.button_texts

    second = await rich.tap("›")

    assert "Top-up" in second.text
    assert "2/2" in second.button_texts
    assert "available" in (await rich.tap("‹ Back")).text


async def test_orders_open_from_their_list_and_lead_back_to_the_same_page(rich: Lobby) -> None:
    orders = [await rich.books.order(100) for _ in range(9)]
    await rich.say("/orders")
    await rich.tap("Active")
    page = await rich.tap("›")
    assert "Active: 9" in page.text
    assert f"1. #{orders[0].id} ⏳ Waiting" in page.text

    card = await rich.tap("1")
    assert f"Order #{orders[0].id}" in card.text
    assert "On hold: $0.09" in card.text

    assert (await rich.tap("‹ Back")).text == page.text


async def test_no_orders_yet_leads_to_the_first(lobby: Lobby) -> None:
    await lobby.move_in()

    empty = await lobby.say("/orders")

    assert empty.text == "No orders yet. Paste a link to start."
    assert "New order" in empty.button_texts


async def test_a_card_is_live_while_its_message_shows_it(rich: Lobby) -> None:
    order = await rich.books.order()
    await rich.say("/orders")
    card = await rich.tap("1")
    live = await rich.services.read_live_order(order_id=order.id)
    assert live.card is not None
    assert live.card.message_id == card.id

    await rich.tap("Home")

    left = (await rich.services.read_live_order(order_id=order.id)).card
    assert left is not None
    assert left.is_left


async def test_refreshing_a_card_shows_what_is_new(rich: Lobby) -> None:
    order = await rich.books.accepted()
    await rich.say("/orders")
    await rich.tap("1")
    await rich.books.set(order.id, remains=580, start_count=3572)

    card = await rich.tap("Refresh")

    assert "▰▰▰▰▱▱▱▱▱▱ 420 of 1,000 (42%)" in card.text
    assert "3,572" in card.text
    assert rich.toast == "Asked. The card changes by itself."


async def test_orders_of_others_look_absent(rich: Lobby) -> None:
    await rich.floor.add_customer(OTHER, money="5")
    offer = await rich.floor.quote((await rich.books.order()).service_id, user_id=OTHER)
    foreign = (await rich.floor.place(offer.quote.id, OTHER)).order

    seen = {(await rich.forge(f"o:{number}:")).text for number in (foreign.id, 10**12, -5)}

    assert seen == {"I cannot find that. It may have been removed."}


async def test_a_language_is_chosen_once_and_kept(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/language")

    await lobby.tap("Русский")

    assert (await lobby.user()).language == "ru"
    assert "Русский" in lobby.toast
