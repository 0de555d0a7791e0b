"""Tickets in the owner's chat: answered by reply or command, listed, closed, no stranger's."""

from __future__ import annotations

import pytest

from handlers.admin.usage import COMMANDS
from tests.handler.admin.conftest import Shop


async def asked(shop: Shop) -> None:
    await shop.customer.say("/support")
    await shop.customer.tap("Something else")
    await shop.customer.say("Is <b>this</b> safe?")
    await shop.deliver()


async def test_a_reply_to_the_tickets_message_answers_its_customer(shop: Shop) -> None:
    await asked(shop)
    shown = shop.owner.screen
    assert "Is <b>this</b> safe?" in shown.text

    await shop.owner.person.send("Yes & no", reply_to=shown)
    await shop.owner.person.settle()
    await shop.deliver()

    assert "Sent to the customer of T-1." in shop.owner.text
    assert "💬 Olga answers T-1:" in shop.customer.text
    assert "Yes & no" in shop.customer.text
    assert not shop.customer.screen.silent


async def test_a_command_as_a_reply_stays_a_command(shop: Shop) -> None:
    await asked(shop)

    await shop.owner.person.send("/topup 5 sorry", reply_to=shop.owner.screen)
    await shop.owner.person.settle()

    assert "+$5.00" in shop.owner.text


@pytest.mark.parametrize(
    ("written", "problem", "command"),
    [
        ("/reply", "Answers a customer", "reply"),
        ("/reply T-1", "Write something", "reply"),
        ("/reply hats yes", "is no ticket", "reply"),
        ("/close", "Closes a ticket", "close"),
        ("/close hats", "is no ticket", "close"),
        ("/reply T-99 hello", "nothing by this number", ""),
    ],
)
async def test_wrong_words_are_answered_with_a_filled_example(
    shop: Shop, written: str, problem: str, command: str
) -> None:
    await asked(shop)

    await shop.owner.say(written)

    assert problem in shop.owner.text
    if command:
        assert COMMANDS[command].example in shop.owner.text


async def test_a_ticket_is_listed_opened_and_closed(shop: Shop) -> None:
    await asked(shop)
    await shop.owner.say("/tickets")
    assert "T-1 · Something else" in shop.owner.text

    await shop.owner.tap("T-1")
    assert "Is <b>this</b> safe?" in shop.owner.text
    await shop.owner.tap("Close")
    await shop.deliver()

    assert "T-1 is closed." in shop.owner.text
    assert "How was the help?" in shop.customer.text
    await shop.owner.say("/close T-1")
    assert "was closed already" in shop.owner.text


async def test_strangers_have_no_desk(shop: Shop) -> None:
    await asked(shop)

    for words in ("/tickets", "/reply T-1 I am Olga", "/close T-1"):
        await shop.stranger.say(words)
        assert "I do not know this command" in shop.stranger.text
    await shop.stranger.forge("av:1")
    assert "Is <b>this</b> safe?" not in shop.stranger.text
