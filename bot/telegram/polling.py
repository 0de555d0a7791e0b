"""Long polling that confirms an update to Telegram only after it was handled.

aiogram's own loop runs handlers as tasks and confirms them with its next request: a kill in
between loses a customer's tap. Here the offset never passes an update that is still in hand.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.telegram.chats import ChatOrder, chat_of
from bot.waiting import either

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram import Bot, Dispatcher
    from aiogram.types import Update

LONG_POLL_S: Final = 25
NETWORK_GRACE_S: Final = 10
IN_HAND: Final = 64
"""With so many in hand no more are fetched; Telegram keeps them."""
BUSY_WAIT_S: Final = 0.2
PAUSE_S: Final = 3.0
PASSING: Final = (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramServerError,
)
"""What may be over at the next try: a proxy's page, the network."""

logger = structlog.get_logger(__name__)


class Poller:
    """Fetches updates until stopped; handles chats side by side, each chat in order."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, *, opened: Callable[[], None]) -> None:
        """`opened` is called once, after the first answer of getUpdates: people can be served."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._opened: Callable[[], None] | None = opened
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._next: int | None = None
        self._asked: int | None = None
        self._chats = ChatOrder()
        self._allowed = dispatcher.resolve_used_update_types()

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until `stopping`; then finish what is in hand and confirm it."""
        async with asyncio.TaskGroup() as group:
            while not stopping.is_set():
                fetch = group.create_task(self._fetch())
                await either(fetch, stopping)
                if not fetch.done():
                    fetch.cancel()
                    break
                self._take(fetch.result(), group)
                await self._breathe(stopping)
        await self._confirm()

    async def _fetch(self) -> list[Update]:
        wait = 0 if self._in_hand or self._opened else LONG_POLL_S
        self._asked = self._offset()
        try:
            updates = await self._bot.get_updates(
                offset=self._asked,
                timeout=wait,
                allowed_updates=self._allowed,
                request_timeout=wait + NETWORK_GRACE_S,
            )
        except TelegramRetryAfter as flood:
            await self._pause(flood, flood.retry_after)
        except TelegramConflictError as conflict:
            await self._end_webhook()
            await self._pause(conflict, PAUSE_S)
        except PASSING as error:
            await self._pause(error, PAUSE_S)
        else:
            self._tell_opened()
            return updates
        return []

    async def _end_webhook(self) -> None:
        """Take back a webhook set before; against another poller this changes nothing."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramAPIError as error:
            logger.warning("webhook.kept", error=type(error).__name__)

    def _tell_opened(self) -> None:
        if self._opened is not None:
            opened, self._opened = self._opened, None
            opened()

    def _take(self, updates: list[Update], group: asyncio.TaskGroup) -> None:
        for update in updates:
            if update.update_id in self._in_hand or self._is_done(update.update_id):
                continue
            self._in_hand[update.update_id] = group.create_task(self._handle(update))
            self._next = update.update_id + 1

    def _is_done(self, update_id: int) -> bool:
        """Whether an update was handled while an earlier one held the offset back.

        What was asked counts, not what is in hand now: handlers end while an answer is under way.
        """
        asked = self._asked
        return asked is not None and self._next is not None and asked <= update_id < self._next

    async def _handle(self, update: Update) -> None:
        try:
            async with self._chats.turn(chat_of(update)):
                await self._dispatcher.feed_update(self._bot, update)
        except Exception:  # the error router has failed too: one update must not stop the shop
            logger.exception("update.failed", update_id=update.update_id)
        finally:
            self._in_hand.pop(update.update_id, None)

    def _offset(self) -> int | None:
        return min(self._in_hand) if self._in_hand else self._next

    async def _breathe(self, stopping: asyncio.Event) -> None:
        """While updates are in hand Telegram answers at once: wait for one of them, shortly."""
        while self._in_hand and not stopping.is_set():
            await asyncio.wait(
                set(self._in_hand.values()),
                timeout=BUSY_WAIT_S,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if len(self._in_hand) < IN_HAND:
                return

    async def _pause(self, error: AiogramError, seconds: float) -> None:
        logger.warning(
            "polling.paused", error=type(error).__name__, reason=str(error), seconds=seconds
        )
        await asyncio.sleep(seconds)

    async def _confirm(self) -> None:
        """Tell Telegram what was handled, so that it does not come again after a clean stop."""
        if self._next is not None:
            try:
                await self._bot.get_updates(offset=self._next, limit=1, timeout=0)
            except TelegramAPIError as error:
                logger.warning("polling.unconfirmed", error=type(error).__name__)
