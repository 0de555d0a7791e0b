"""Puts a screen before its reader: a tap edits the message, typing anchors a new one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message

from handlers.kit.live import card_of
from handlers.kit.screen import Screen, body, markup

if TYPE_CHECKING:
    from aiogram import Bot

    from domain.accounts import User
    from locales.translator import Translator
    from services.shop import Services

MAX_TOAST: Final = 200
PATIENCE_S: Final = 30
"""A typed question waits so long for Telegram's leave to answer; a tap gets a toast at once."""
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_SAME: Final = "message is not modified"
_answered: ContextVar[str | None] = ContextVar("answered", default=None)
"""The tap that was answered already: Telegram takes one answer, and long work answers early."""


async def show(  # noqa: PLR0913 - the one door of every screen; all but two are handed on as they came
    event: Message | CallbackQuery,
    screen: Screen,
    *,
    user: User,
    services: Services,
    t: Translator,
    toast: str | None = None,
) -> None:
    """Show a screen: edit the tapped message, or send anew; a callback is always answered.

    Raises:
        TelegramForbiddenError: the reader blocked the bot.
    """
    bot = event.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    reader = _Reader(bot, user, services, t)
    if isinstance(event, Message):
        await reader.anchor(screen)
        return
    try:
        await reader.edit(event.message, screen)
    except TelegramRetryAfter as flood:
        toast = slow_down(t, flood.retry_after)
    finally:
        await answer(event, toast)


async def answer(event: CallbackQuery, toast: str | None = None) -> None:
    """Answer a tap without a new screen; one that waited too long needs no answer any more."""
    if _answered.get() == event.id:
        return
    _answered.set(event.id)
    with suppress(TelegramBadRequest):
        await event.answer(toast[:MAX_TOAST] if toast else None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One person's private chat."""

    bot: Bot
    user: User
    services: Services
    t: Translator

    async def anchor(self, screen: Screen) -> None:
        """Send the screen below what was typed; the one before loses its buttons."""
        try:
            sent = await self._send(screen)
        except TelegramRetryAfter as flood:
            if flood.retry_after > PATIENCE_S:
                raise
            await asyncio.sleep(flood.retry_after)
            sent = await self._send(screen)
        await self._remember(screen, sent.message_id)
        await self._strip()

    async def _send(self, screen: Screen) -> Message:
        return await self.bot.send_message(
            self.user.id,
            body(screen, self.t.rtl),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup(screen, self.t.rtl),
        )

    async def edit(self, message: object, screen: Screen) -> None:
        """Turn the tapped message into the screen."""
        if not isinstance(message, Message):  # too old to be read, or deleted
            await self.anchor(screen)
            return
        await self._leave_card(message, screen)
        if not await self._edited(message, screen):
            await self.anchor(screen)
            return
        await self._remember(screen, message.message_id)
        if self.user.screen_id != message.message_id:
            await self._strip()

    async def _edited(self, message: Message, screen: Screen) -> bool:
        try:
            await message.edit_text(
                body(screen, self.t.rtl),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup(screen, self.t.rtl),
            )
        except TelegramBadRequest as refusal:
            return _SAME in refusal.message
        return True

    async def _leave_card(self, message: Message, screen: Screen) -> None:
        """Stop the live updates of a card before its message becomes something else."""
        shown = card_of(message)
        if shown is not None and shown != screen.order_id:
            await self.services.forget_card(user_id=self.user.id, order_id=shown)

    async def _remember(self, screen: Screen, message_id: int) -> None:
        if self.user.screen_id != message_id:
            await self.services.remember_screen(user_id=self.user.id, message_id=message_id)
        if screen.order_id is not None:
            await self.services.remember_card(
                order_id=screen.order_id, message_id=message_id, shown=screen.shown
            )

    async def _strip(self) -> None:
        """Take the buttons of the screen before; one that is gone or has none is as good."""
        if self.user.screen_id is None:
            return
        with suppress(TelegramBadRequest, TelegramRetryAfter):
            await self.bot.edit_message_reply_markup(
                chat_id=self.user.id, message_id=self.user.screen_id, reply_markup=None
            )


def slow_down(t: Translator, seconds: int) -> str:
    """Ask a person to wait, in the words of a toast."""
    return t.plain_plural(
        "Slow down a little. Try in {n} second.",
        "Slow down a little. Try in {n} seconds.",
        n=seconds,
    )
