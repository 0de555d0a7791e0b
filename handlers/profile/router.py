"""The profile: /profile and /language."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.callbacks import LANGUAGE, PROFILE, Go
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import show
from handlers.profile import views
from handlers.profile.callbacks import Speak
from locales.translator import Translator, translator
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    router = leaves_forms(Router(name="profile"))
    router.message.register(open_profile, Command("profile"))
    router.message.register(choose_language, Command("language"))
    router.callback_query.register(open_profile, Go.filter(F.to == PROFILE))
    router.callback_query.register(choose_language, Go.filter(F.to == LANGUAGE))
    router.callback_query.register(speak, Speak.filter())
    return router


async def open_profile(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(event, views.profile(user, t), user=user, services=services, t=t)


async def choose_language(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(event, views.language_choice(t), user=user, services=services, t=t)


async def speak(
    callback: CallbackQuery,
    callback_data: Speak,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    user = await services.set_language(user_id=user.id, language=callback_data.language)
    t = translator(user.language, t.currency)
    toast = t.plain("Language: {language}", language=t.language.name)
    await show(callback, views.profile(user, t), user=user, services=services, t=t, toast=toast)
