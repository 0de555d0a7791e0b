"""Sends long files as documents: written while they are sent, one at a time for a customer."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import CallbackQuery, InputFile, Message

from domain.csv_text import BOM
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Screen
from handlers.kit.show import answer

if TYPE_CHECKING:
    from aiogram import Bot

    from domain.ids import UserId
    from handlers.kit.caller import Caller
    from locales.translator import Translator
    from services.export import Export, Lines

PART_BYTES: Final = 40_000_000
"""Behind this a document ends and the next begins: Telegram takes 50 MB."""
TELL_EVERY_S: Final = 3.0
SEND_S: Final = 200
"""How long Telegram may take for one document."""

Tell = Callable[[int, int], Awaitable[None]]
"""Shows how many lines are written, of how many; called every few seconds at most."""


@dataclass(slots=True)
class _Source:
    """The lines of a file, read one batch ahead, so that it is known whether more follow."""

    export: Export
    tell: Tell
    written: int = 0
    told: bool = False
    _next: Lines | None = None
    _told_at: float = field(default_factory=time.monotonic)

    async def look(self) -> Lines | None:
        """The next lines, or None at the end; they stay the next."""
        if self._next is None:
            self._next = await anext(self.export.batches, None)
        return self._next

    async def take(self, lines: Lines) -> bytes:
        """Write these lines out, and go on to those behind them."""
        self._next = None
        self.written += lines.number
        if time.monotonic() - self._told_at >= TELL_EVERY_S:
            self._told_at = time.monotonic()
            self.told = True
            await self.tell(self.written, self.export.total)
        return lines.text.encode()


class _Part(InputFile):
    """One document of a file."""

    def __init__(self, filename: str, source: _Source) -> None:
        super().__init__(filename)
        self._source = source

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:  # noqa: ARG002 - aiogram's signature
        """Write the heading, and as many lines as a document takes."""
        written = (BOM + self._source.export.heading).encode()
        size = len(written)
        yield written
        while size < PART_BYTES and (lines := await self._source.look()) is not None:
            written = await self._source.take(lines)
            size += len(written)
            yield written


class Writer(Protocol):
    """A use case that writes something of a customer out."""

    async def __call__(self, *, user_id: UserId) -> Export:
        """Begin a file."""


async def send_file(callback: CallbackQuery, caller: Caller, name: str, write: Writer) -> bool:
    """Send the file, in as many documents as it needs; one is sent at a time.

    Returns True where the tapped screen gave way to news of the file: it is to be shown again.
    """
    t, services = caller.t, caller.services
    if not await services.begin_export(user_id=caller.id):
        await answer(callback, t.plain("Your file is on its way already."))
        return False
    try:
        export = await write(user_id=caller.id)
        await answer(callback, t.plain("Your file is coming."))
        return await _send(callback, caller, name, export)
    except TelegramForbiddenError:
        raise
    except TelegramAPIError:
        await caller.show(_failed(callback, t))
        return False
    finally:
        await services.end_export(user_id=caller.id)


async def _send(callback: CallbackQuery, caller: Caller, name: str, export: Export) -> bool:
    bot = callback.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    source = _Source(export, partial(_tell, callback, caller.t))
    async with aclosing(export.batches):
        number = 1
        while number == 1 or await source.look() is not None:
            part = f"{name}.csv" if number == 1 else f"{name}-{number}.csv"
            await bot.send_chat_action(caller.id, ChatAction.UPLOAD_DOCUMENT)
            await bot.send_document(caller.id, _Part(part, source), request_timeout=SEND_S)
            number += 1
    return source.told


async def _tell(callback: CallbackQuery, t: Translator, written: int, total: int) -> None:
    """Edit the tapped screen; news that do not get through are only news."""
    text = t(
        "Writing your file: {n} of {total} lines ({percent})",
        n=t.number(written),
        total=t.number(total),
        percent=t.percent(min(written * 100 // max(total, 1), 100)),
    )
    if isinstance(callback.message, Message):
        with suppress(TelegramAPIError):
            await callback.message.edit_text(text)


def _failed(callback: CallbackQuery, t: Translator) -> Screen:
    text = t("The file did not get through. Nothing was changed. Try again in a minute.")
    return Screen(text, ((Button(t.plain("Try again"), callback.data),), home_row(t)))
