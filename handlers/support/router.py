"""Help, terms and support: /help, /terms, /support and /paysupport."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.callbacks import HELP, SUPPORT, TERMS, Go
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import show
from handlers.support.views import help_screen, support_screen, terms_screen
from locales.translator import Translator
from services.ordering.admission import TERMS_VERSION
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    router = leaves_forms(Router(name="support"))
    router.message.register(open_help, Command("help"))
    router.message.register(open_terms, Command("terms"))
    router.message.register(open_support, Command("support", "paysupport"))
    router.callback_query.register(open_help, Go.filter(F.to == HELP))
    router.callback_query.register(open_terms, Go.filter(F.to == TERMS))
    router.callback_query.register(open_support, Go.filter(F.to == SUPPORT))
    return router


async def open_help(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(event, help_screen(t), user=user, services=services, t=t)


async def open_terms(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    accepted = user.terms_version == TERMS_VERSION
    screen = terms_screen(t, accepted=accepted)
    await show(event, screen, user=user, services=services, t=t)


async def open_support(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    operators = await services.list_operators()
    screen = support_screen(user.id, operators, t)
    await show(event, screen, user=user, services=services, t=t)
