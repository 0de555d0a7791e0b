"""Sends a text without its markup where Telegram cannot read that: words are worth more than bold.

No text of the shop should need this. Where one does, a person waits for it all the same, be it the
news that their money came back; the log keeps Telegram's complaint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.exceptions import TelegramBadRequest

from locales.html import words_of

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import Response, TelegramMethod
    from aiogram.methods.base import TelegramType

COMPLAINT: Final = "can't parse entities"
_TEXTS: Final = ("text", "caption")

logger = structlog.get_logger(__name__)


class PlainText(BaseRequestMiddleware):
    """Stands around every request."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a request, and where its markup is refused, once more without it.

        Raises:
            TelegramAPIError: as without this.
        """
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as refusal:
            changes = _without_markup(method) if COMPLAINT in refusal.message else {}
            if not changes:
                raise
            logger.warning(  # never the text itself: it may name a customer's link
                "markup.refused", method=method.__api_method__, complaint=refusal.message
            )
        return await make_request(bot, method.model_copy(update=changes))


def _without_markup(method: TelegramMethod[Any]) -> dict[str, object]:
    """What to change in a request; nothing where it has no text of its own."""
    given = {name: getattr(method, name, None) for name in _TEXTS}
    texts = {name: words_of(text) for name, text in given.items() if text}
    return {**texts, "parse_mode": None} if texts else {}
