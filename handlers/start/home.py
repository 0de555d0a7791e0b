"""Shows the home screen; the first and the last of the routers both lead there."""

from __future__ import annotations

from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.show import show
from handlers.start.views import home
from locales.translator import Translator
from services.shop import Services


async def shop_name(event: Message | CallbackQuery, t: Translator) -> str:
    """The shop is called as its bot is; Telegram is asked once, and need not answer."""
    bot = event.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    try:
        return (await bot.me()).first_name
    except TelegramAPIError:
        return t.plain("Our shop")


async def go_home(
    event: Message | CallbackQuery,
    *,
    user: User,
    services: Services,
    t: Translator,
    toast: str | None = None,
) -> None:
    """Show the main menu with the figures of this moment."""
    figures = await services.read_home(user_id=user.id)
    screen = home(figures, await shop_name(event, t), t)
    await show(event, screen, user=user, services=services, t=t, toast=toast)
