"""Whom a command means: a numeric id, an @name, or the person that a message is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram.types import Message, MessageOriginUser

from handlers.admin.callbacks import HistoryAt, OpenCustomer

NAMED = re.compile(r"@\w{3,}|[0-9]{5,15}", re.ASCII)
"""What can only be a person; shorter numbers may be an amount after a reply."""
PERSON = re.compile(r"@?\w{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A person and the rest of a command's words."""

    who: str
    rest: str


def read_person(message: Message, words: str | None) -> Asked | None:
    """The person meant, by word or by reply; None where there is neither."""
    first, _, rest = (words or "").strip().partition(" ")
    replied = person_in(message.reply_to_message)
    if replied is not None and not NAMED.fullmatch(first):
        return Asked(replied, (words or "").strip())
    if PERSON.fullmatch(first):
        return Asked(first, rest.strip())
    return None


def person_in(message: Message | None) -> str | None:
    """Whom a message is from or about, where Telegram tells: forwarded, a contact, our card."""
    if message is None:
        return None
    if isinstance(message.forward_origin, MessageOriginUser):
        return str(message.forward_origin.sender_user.id)
    if message.contact is not None and message.contact.user_id is not None:
        return str(message.contact.user_id)
    return _on_card(message)


def _on_card(message: Message) -> str | None:
    """Our own cards carry their customer in a button."""
    if message.reply_markup is None:
        return None
    for row in message.reply_markup.inline_keyboard:
        for button in row:
            for kind in (OpenCustomer, HistoryAt):
                data = button.callback_data or ""
                if data.startswith(f"{kind.__prefix__}{kind.__separator__}"):
                    return data.split(kind.__separator__)[1]
    return None
