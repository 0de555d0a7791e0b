"""Support as a customer meets it: known answers, a ticket, its limits, help and terms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.orders import OrderStatus
from domain.tickets import TicketTopic
from services.support.customer import Subject
from services.support.words import Said
from tests.handler.people.conftest import BOSS, Lobby
from tests.service.shopfloor import CUSTOMER

MORE = timedelta(minutes=1)


async def open_ticket(lobby: Lobby) -> None:
    await lobby.services.open_ticket(
        user_id=CUSTOMER, subject=Subject(TicketTopic.OTHER), said=Said("hello")
    )


async def test_support_asks_what_it_is_about(lobby: Lobby) -> None:
    await lobby.move_in()

    told = await lobby.say("/support")

    assert "What is it about?" in told.text
    assert told.button_texts[:3] == ["An order", "A payment", "Something else"]


@pytest.mark.parametrize(
    ("status", "known"),
    [
        (OrderStatus.COMPLETED, "Everything was delivered"),
        (OrderStatus.CANCELED, "is back in your wallet"),
    ],
)
async def test_what_is_known_of_an_order_comes_first(
    lobby: Lobby, status: OrderStatus, known: str
) -> None:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    refund = "0.9" if status is OrderStatus.CANCELED else "0"
    order = await lobby.books.ended(status, refund=refund)
    await lobby.say("/support")
    await lobby.tap("An order")

    answer = await lobby.tap(f"#{order.id}")

    assert known in answer.text
    assert {"View order", "Still write to us"} <= set(answer.button_texts)


async def test_questions_about_money_are_answered_from_the_wallet(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    await lobby.books.order()

    answer = await lobby.say("/paysupport")

    assert "Available: $19.10" in answer.text
    assert "On hold: $0.90." in answer.text
    assert "Last money added: $20.00" in answer.text


async def test_words_open_a_ticket_and_more_words_are_added(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/support")
    await lobby.tap("Something else")

    opened = await lobby.say("Do you sell <b>hats</b>?")
    assert "Ticket T-1 opened." in opened.text
    assert "Added to T-1." in (await lobby.say("Or socks?")).text

    ticket = await lobby.tap("Open ticket")
    assert "Do you sell <b>hats</b>?" in ticket.text
    assert "Or socks?" in ticket.text


async def test_what_is_typed_much_later_is_not_for_the_ticket(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lobby.move_in()
    await lobby.say("/support")
    await lobby.tap("Something else")
    monkeypatch.setattr("handlers.support.writing.MORE_WITHIN", -MORE)
    await lobby.say("hello")

    await lobby.say("instagram likes")

    found = await lobby.services.read_support(user_id=CUSTOMER)
    ticket = await lobby.services.read_ticket(user_id=CUSTOMER, ticket_id=found.open[0].id)
    assert [message.text for message in ticket.messages] == ["hello"]


async def test_a_command_ends_the_writing(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/support")
    await lobby.tap("Something else")

    await lobby.say("/wallet")
    await lobby.say("hello")

    assert (await lobby.services.read_support(user_id=CUSTOMER)).open == ()


async def test_a_fourth_ticket_becomes_words_in_one_of_three(lobby: Lobby) -> None:
    await lobby.move_in()
    for _ in range(3):
        await open_ticket(lobby)
    await lobby.say("/support")
    await lobby.tap("Something else")

    told = await lobby.say("one more thing")
    assert "Open tickets: 3." in told.text

    assert "Added to T-2." in (await lobby.tap("Add to T-2")).text
    assert "one more thing" in (await lobby.tap("Open ticket")).text


async def test_what_is_no_words_is_refused_kindly(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/support")
    await lobby.tap("Something else")

    assert "text, photos and files" in (await lobby.say("\u200b")).text
    assert "Ticket T-1 opened." in (await lobby.say("hello")).text


async def test_blocked_customers_appeal_by_a_ticket(lobby: Lobby) -> None:
    await lobby.move_in()
    async with lobby.floor.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, "chargebacks")
        await uow.commit()
    await lobby.say("/start")

    assert "Appeal" in (await lobby.tap("Appeal")).text
    assert "Ticket T-1 opened." in (await lobby.say("It was my bank.")).text
    found = await lobby.services.read_support(user_id=CUSTOMER)
    assert found.open[0].topic is TicketTopic.APPEAL


async def test_an_errors_code_is_filled_in(lobby: Lobby) -> None:
    await lobby.move_in()

    asked = await lobby.forge("er:E7K2QA")
    await lobby.say("It broke")

    assert "E7K2QA" in asked.text
    found = await lobby.services.read_support(user_id=CUSTOMER)
    assert (found.open[0].topic, found.open[0].code) == (TicketTopic.ERROR, "E7K2QA")


async def test_a_thumb_ends_it(lobby: Lobby) -> None:
    await lobby.move_in()
    await open_ticket(lobby)
    await lobby.say("/support")
    await lobby.tap("T-1")

    assert "How was the help?" in (await lobby.tap("Solved")).text
    assert "We will do better" in (await lobby.tap("👎 Not good")).text


async def test_tickets_of_others_look_absent(lobby: Lobby) -> None:
    await lobby.services.enter(user_id=BOSS, first_name="Bo", username=None, language_code="en")
    await lobby.services.open_ticket(
        user_id=BOSS, subject=Subject(TicketTopic.OTHER), said=Said("secret")
    )
    await lobby.move_in()

    for data in ("ti:1", "tm:1", "ts:1", "tj:1:1", "ti:999"):
        assert "I cannot find that" in (await lobby.forge(data)).text


async def test_every_page_of_the_help_leads_back(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/help")

    for page in ("Statuses", "Money back", "Refill rules"):
        assert page in (await lobby.tap(page)).text
        await lobby.tap("‹ Back")
    await lobby.tap("Which link?")
    guide = await lobby.tap("TikTok")
    assert "tiktok.com/@name" in guide.text
    assert "Which link?" in (await lobby.tap("‹ Back")).text
    assert "How it works" in (await lobby.tap("‹ Back")).text
    assert "We do not promise growth" in (await lobby.tap("Terms")).text


async def test_an_unspoken_language_chooses_first(lobby: Lobby) -> None:
    lobby.person.profile.language_code = "sw"

    picker = await lobby.say("/start s7")
    assert "Choose your language." in picker.text
    welcome = await lobby.tap("English")

    assert "Before you start" in welcome.text
    assert (await lobby.tap("I agree, continue")).text == "service 7"
