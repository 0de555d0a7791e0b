"""The one place where errors of handlers end: refusals in words, surprises with a code."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any, Final

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message, Update

from domain.errors import ShopError
from domain.ids import UserId
from handlers.kit.callbacks import PayQuote
from handlers.kit.errors import broken_screen, error_screen
from handlers.kit.show import show
from locales.translator import translator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram.types import TelegramObject

    from domain.accounts import User
    from handlers.kit.screen import Screen
    from services.shop import Services

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

HANDLER_S: Final = 240.0
"""A handler that takes longer is ended: while it hangs, Telegram brings its update again."""

logger = structlog.get_logger(__name__)


class Mishaps:
    """Runs a handler and answers its errors to the person who met them."""

    def __init__(self, services: Services, currency: str) -> None:
        self._services = services
        self._currency = currency

    async def guarded(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        update: Update,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - whatever the handler returns
        """Handle; no error of a handler leaves this."""
        try:
            async with asyncio.timeout(HANDLER_S):
                return await handler(update, data)
        except TelegramForbiddenError:
            await self._left(data)
        except ShopError as refusal:
            await self._answer(update, data, refusal=refusal)
        except Exception:  # the last door: the person gets a code, the log the cause
            code = "E" + "".join(secrets.choice(ALPHABET) for _ in range(5))
            logger.exception("handler.failed", code=code)
            await self._answer(update, data, code=code)
        return None

    async def _answer(
        self,
        update: Update,
        data: dict[str, Any],
        *,
        refusal: ShopError | None = None,
        code: str = "",
    ) -> None:
        user: User | None = data.get("user")
        event = update.event
        if user is None or not isinstance(event, Message | CallbackQuery):
            return
        t = data.get("t") or translator(user.language, self._currency)
        if refusal is not None:
            screen = error_screen(refusal, t)
        else:
            screen = broken_screen(code, t, paying=_is_paying(event))
        await self._show(event, screen, user=user, t=t)

    async def _show(self, event: Message | CallbackQuery, screen: Screen, **given: Any) -> None:  # noqa: ANN401 - handed on
        try:
            await show(event, screen, services=self._services, **given)
        except TelegramAPIError as error:
            logger.warning("error.untold", error=type(error).__name__)

    async def _left(self, data: dict[str, Any]) -> None:
        """They blocked the bot while we answered: stop writing to them until they return."""
        user: User | None = data.get("user")
        if user is not None:
            await self._services.mark_reachable(user_id=UserId(user.id), reachable=False)


def _is_paying(event: Message | CallbackQuery) -> bool:
    return isinstance(event, CallbackQuery) and (event.data or "").startswith(
        f"{PayQuote.__prefix__}:"
    )
