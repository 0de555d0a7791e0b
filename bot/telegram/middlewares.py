"""What every update passes: a trace, the person's pace, their account and language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, TelegramObject, Update
from aiogram.types import User as Sender
from aiogram.types.update import UpdateTypeLookupError

from bot.metrics import UPDATES
from bot.telegram.mishaps import Mishaps
from domain.ids import UserId
from handlers.kit.show import slow_down
from locales.translator import translator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.throttle import Throttle
    from services.shop import Services

    Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Trace(BaseMiddleware):
    """Names the update in every log line and answers for what goes wrong behind it."""

    def __init__(self, mishaps: Mishaps) -> None:
        self._mishaps = mishaps

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's signature
        assert isinstance(event, Update)  # noqa: S101 - registered on updates alone
        try:
            UPDATES.labels(event.event_type).inc()
        except UpdateTypeLookupError:  # newer than the library: nobody could answer it
            return None
        with structlog.contextvars.bound_contextvars(update_id=event.update_id):
            return await self._mishaps.guarded(handler, event, data)


class Pace(BaseMiddleware):
    """Tells floods to slow down."""

    def __init__(self, throttle: Throttle, currency: str) -> None:
        self._throttle = throttle
        self._currency = currency

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's signature
        sender: Sender | None = data.get("event_from_user")
        wait = 0 if sender is None else self._throttle.wait_s(sender.id)
        if sender is None or not wait:
            return await handler(event, data)
        t = translator(sender.language_code, self._currency)
        return await _tell(event, slow_down(t, wait))


class Account(BaseMiddleware):
    """Knows the person: hands `user`, `t` and `services` to handlers, private chat or not."""

    def __init__(self, services: Services, currency: str) -> None:
        self._services = services
        self._currency = currency

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's signature
        sender: Sender | None = data.get("event_from_user")
        data["services"] = self._services
        if sender is None or sender.is_bot:
            return await handler(event, data)
        data["t"] = translator(sender.language_code, self._currency)
        if _is_private(data.get("event_chat")) and not _is_standing(event):
            await self._enter(sender, data)
        return await handler(event, data)

    async def _enter(self, sender: Sender, data: dict[str, Any]) -> None:
        user = await self._services.enter(
            user_id=UserId(sender.id),
            first_name=sender.first_name,
            username=sender.username,
            language_code=sender.language_code,
        )
        data["user"] = user
        data["t"] = translator(user.language, self._currency)


def _is_private(chat: Chat | None) -> bool:
    """Inline queries have no chat and come from one person alone."""
    return chat is None or chat.type == "private"


def _is_standing(event: TelegramObject) -> bool:
    """Blocking the bot is not writing to it: whoever deleted their account stays forgotten."""
    return isinstance(event, Update) and event.my_chat_member is not None


async def _tell(event: TelegramObject, text: str) -> None:
    """Answer a flood; where Telegram itself refuses, the person is told by Telegram."""
    inner = event.event if isinstance(event, Update) else event
    try:
        if isinstance(inner, Message | CallbackQuery):
            await inner.answer(text)
        elif isinstance(inner, InlineQuery):
            await inner.answer([], cache_time=1)
    except TelegramAPIError as refusal:
        structlog.get_logger(__name__).info("flood.untold", error=type(refusal).__name__)
