"""Keeps updates of one chat in their order while chats run side by side."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aiogram.types.update import UpdateTypeLookupError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram.types import Update


NOBODY: Final = 0


def chat_of(update: Update) -> int:
    """The person or chat that an update belongs to; updates of one run one after another."""
    try:
        event = update.event
    except UpdateTypeLookupError:  # a kind that is newer than the library
        return NOBODY
    sender = getattr(event, "from_user", None) or getattr(event, "chat", None)
    return sender.id if sender is not None else NOBODY


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class ChatOrder:
    """Hands out turns by chat; a chat that nobody waits for is forgotten."""

    def __init__(self) -> None:
        self._turns: dict[int, _Turn] = {}

    @asynccontextmanager
    async def turn(self, chat: int) -> AsyncIterator[None]:
        """Wait until earlier updates of this chat are done. Turns come in the order asked."""
        turn = self._turns.setdefault(chat, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._turns.pop(chat, None)
