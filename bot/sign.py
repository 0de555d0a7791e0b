"""The shop's sign: its documentation bears the name that Telegram knows the bot by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from aiogram.exceptions import TelegramAPIError

from api.docs.model import About
from api.docs.web import Documentation
from bot.waiting import pause

if TYPE_CHECKING:
    import asyncio

    from aiogram import Bot

    from bot.config import Settings

FIRST_TRY_S: Final = 5.0
LAST_TRY_S: Final = 3600.0
"""Seconds until Telegram is asked again, doubling from the first to the last."""

logger = structlog.get_logger(__name__)


def documentation_of(settings: Settings) -> Documentation:
    """The documentation, without a name so far."""
    url = settings.public_url or ""
    return Documentation(About("", settings.currency, url, settings.api_rate_per_minute))


async def hang_sign(
    docs: Documentation, bot: Bot, settings: Settings, stopping: asyncio.Event
) -> None:
    """Ask Telegram for the bot's name until it is known."""
    if settings.bot_token is None:
        return
    seconds = FIRST_TRY_S
    while not stopping.is_set():
        try:
            me = await bot.me()
        except TelegramAPIError as error:
            logger.info("sign.unnamed", error=type(error).__name__)
            await pause(stopping, seconds)
            seconds = min(seconds * 2, LAST_TRY_S)
        else:
            docs.introduce(
                me.first_name, None if settings.local else f"https://t.me/{me.username}"
            )
            return
