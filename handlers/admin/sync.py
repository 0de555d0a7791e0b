"""/sync: the providers' services read with a progress line; with numbers, orders asked about."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

import structlog
from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.ids import ProviderName
from domain.sync_report import SyncReport
from handlers.admin.callbacks import AtPage, Page, SyncProvider
from handlers.admin.duty import Duty
from handlers.admin.orders import read_number
from handlers.admin.views.sync import progress_text, refreshed_screen, report_screen
from handlers.kit.show import answer
from locales.translator import Translator

EVERY_S: Final = 3.0
"""Edits of one message faster than this make Telegram ask for long pauses."""
MOST: Final = 100
"""Orders that a provider is asked about in one call."""

logger = structlog.get_logger(__name__)


def register(router: Router) -> None:
    router.message.register(sync, Command("sync"))
    router.callback_query.register(sync_all, AtPage.filter(F.page == Page.SYNC))
    router.callback_query.register(sync_one, SyncProvider.filter())


@dataclass(slots=True)
class ProgressLine:
    """A message that says how far a synchronisation is, edited at most each three seconds."""

    message: Message
    provider: ProviderName
    t: Translator
    edited_at: float = field(default_factory=time.monotonic)

    async def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.edited_at < EVERY_S:
            return
        self.edited_at = time.monotonic()
        try:
            await self.message.edit_text(progress_text(self.provider, done, total, self.t))
        except TelegramAPIError as error:  # the synchronisation matters, its line does not
            logger.info("progress.untold", error=type(error).__name__)


async def sync(message: Message, command: CommandObject, duty: Duty) -> None:
    words = (command.args or "").replace(",", " ").split()
    numbers = [number for word in words if (number := read_number(word)) is not None]
    if len(numbers) != len(words) or len(numbers) > MOST:
        await duty.explain("sync")
    elif numbers:
        refreshed = await duty.services.refresh_orders(order_ids=numbers)
        await duty.show(refreshed_screen(refreshed, duty.t))
    else:
        await _sync(message, duty, duty.services.sync_by_hand.names)


async def sync_all(event: CallbackQuery, duty: Duty) -> None:
    await _sync_by_tap(event, duty, duty.services.sync_by_hand.names)


async def sync_one(event: CallbackQuery, callback_data: SyncProvider, duty: Duty) -> None:
    names = (ProviderName(callback_data.provider),)
    await _sync_by_tap(event, duty, names, sure=callback_data.sure)


async def _sync_by_tap(
    event: CallbackQuery, duty: Duty, names: tuple[ProviderName, ...], *, sure: bool = False
) -> None:
    """A list takes longer than a tap may wait for its answer."""
    await answer(event)
    if isinstance(event.message, Message):
        await _sync(event.message, duty, names, sure=sure)


async def _sync(
    message: Message, duty: Duty, names: tuple[ProviderName, ...], *, sure: bool = False
) -> None:
    reports: list[SyncReport] = []
    for name in names:
        line = await message.answer(progress_text(name, 0, 0, duty.t))
        reports.append(
            await duty.services.sync_by_hand(
                actor_id=duty.actor_id,
                provider=name,
                progress=ProgressLine(line, name, duty.t),
                sure=sure,
            )
        )
        await line.delete()
    await duty.show(report_screen(reports, duty.t))
