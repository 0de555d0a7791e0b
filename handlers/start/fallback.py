"""The last router: whatever no feature understood still gets a kind answer."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.show import show
from handlers.start import views
from handlers.start.home import go_home
from locales.translator import Translator
from services.shop import Services


def make_fallback_router() -> Router:
    """Build the router that stands after all others."""
    router = Router(name="fallback")
    router.message.register(start_anyway, CommandStart())
    router.message.register(explain_commands, F.text.startswith("/"))
    router.message.register(explain_input)
    router.callback_query.register(refresh)
    return router


async def start_anyway(message: Message, user: User, services: Services, t: Translator) -> None:
    """A deep link whose goal nobody knows leads home."""
    await go_home(message, user=user, services=services, t=t)


async def explain_commands(
    message: Message, user: User, services: Services, t: Translator
) -> None:
    await show(message, views.unknown_command(t), user=user, services=services, t=t)


async def explain_input(message: Message, user: User, services: Services, t: Translator) -> None:
    await show(message, views.unreadable(t), user=user, services=services, t=t)


async def refresh(callback: CallbackQuery, user: User, services: Services, t: Translator) -> None:
    """A button of an older time, or a forged one: show what is there now."""
    toast = t.plain("Updated.")
    await go_home(callback, user=user, services=services, t=t, toast=toast)
