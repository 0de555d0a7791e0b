"""What somebody says in a ticket, and which messages are words of one."""

from __future__ import annotations

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from domain.tickets import Attachment, FileKind
from services.shop import Services
from services.support.words import Said


class RepliesToTicket(Filter):
    """Let replies pass whose message stands for a ticket; hands on its number as `ticket_id`.

    A command is one also as a reply: cards are answered with commands too.
    """

    async def __call__(self, message: Message, services: Services) -> bool | dict[str, Any]:
        replied = message.reply_to_message
        if replied is None or (message.text or message.caption or "").startswith("/"):
            return False
        found = await services.find_ticket(chat_id=message.chat.id, message_id=replied.message_id)
        return False if found is None else {"ticket_id": found}


def said_by(message: Message, text: str | None = None) -> Said:
    """The words and the file of a message; `text` in the place of its words."""
    words = text if text is not None else message.text or message.caption or ""
    return Said(words, _file_of(message))


def _file_of(message: Message) -> Attachment | None:
    if message.photo:
        return Attachment(message.photo[-1].file_id, FileKind.PHOTO)
    if message.document is not None:
        return Attachment(message.document.file_id, FileKind.DOCUMENT)
    return None
