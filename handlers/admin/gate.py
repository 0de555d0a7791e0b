"""Who gets in: owners, by their numeric id, in their own chat, with their own words."""

from __future__ import annotations

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from domain.ids import UserId


class OwnersOnly(Filter):
    """Lets nobody else pass, and says nothing: the next router answers as to any stranger."""

    def __init__(self, owners: frozenset[UserId]) -> None:
        self._owners = owners

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        sender = event.from_user
        if sender is None or sender.id not in self._owners:
            return False
        message = event if isinstance(event, Message) else event.message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return False
        return not isinstance(event, Message) or is_own(event)


def is_own(message: Message) -> bool:
    """A forwarded text is somebody else's word, also when it begins with a command."""
    return message.forward_origin is None and message.via_bot is None
