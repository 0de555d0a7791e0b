"""Who may speak, and whom a command means."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, Contact, Message, MessageOriginUser, User

from domain.ids import UserId
from handlers.admin.callbacks import OpenCustomer
from handlers.admin.gate import OwnersOnly
from handlers.admin.who import Asked, read_person
from handlers.kit.screen import Button, Screen, markup

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OWNER = User(id=7, is_bot=False, first_name="Olga")
ANN = User(id=1001, is_bot=False, first_name="Ann")


def a_message(**given: Any) -> Message:
    plain = {"message_id": 1, "date": NOW, "chat": Chat(id=7, type="private"), "from_user": OWNER}
    return Message(**{**plain, **given})


FORWARDED = a_message(forward_origin=MessageOriginUser(date=NOW, sender_user=ANN))
CONTACT = a_message(contact=Contact(phone_number="1", first_name="Ann", user_id=1001))
CARD = a_message(
    from_user=User(id=99, is_bot=True, first_name="Shop"),
    reply_markup=markup(Screen("", ((Button("Customer", OpenCustomer(id=1001)),),))),
)


@pytest.mark.parametrize("about", [FORWARDED, CONTACT, CARD])
def test_a_reply_means_the_person_it_is_about(about: Message) -> None:
    reply = a_message(reply_to_message=about)

    assert read_person(reply, "10 bank") == Asked("1001", "10 bank")


def test_a_named_person_wins_over_the_reply() -> None:
    reply = a_message(reply_to_message=FORWARDED)

    assert read_person(reply, "@bob 10 bank") == Asked("@bob", "10 bank")
    assert read_person(reply, "58213 10 bank") == Asked("58213", "10 bank")


@pytest.mark.parametrize("words", [None, "", "<b>", "a" * 50])
def test_without_a_person_there_is_nobody(words: str | None) -> None:
    assert read_person(a_message(), words) is None


@pytest.mark.parametrize(
    ("given", "passes"),
    [
        ({}, True),
        ({"from_user": ANN}, False),
        ({"from_user": None}, False),
        ({"chat": Chat(id=-5, type="supergroup")}, False),
        ({"forward_origin": MessageOriginUser(date=NOW, sender_user=ANN)}, False),
        ({"via_bot": User(id=5, is_bot=True, first_name="Other")}, False),
    ],
)
async def test_only_an_owners_own_words_in_private_pass(
    *, given: dict[str, Any], passes: bool
) -> None:
    assert await OwnersOnly(frozenset({UserId(7)}))(a_message(**given)) is passes
