"""The profile: /profile and /language, alerts, quiet hours, one's own data, the API."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.callbacks import LANGUAGE, PROFILE, Go
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import show
from handlers.kit.taps import Exactly, TapRouter
from handlers.profile import api, own_data, views, wishes
from handlers.profile.callbacks import Speak
from locales.translator import Translator, translator
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    screens = leaves_forms(TapRouter(name="profile_screens"))
    screens.message.register(open_profile, Command("profile"))
    screens.message.register(choose_language, Command("language"))
    screens.callback_query.register(open_profile, Exactly(Go(to=PROFILE)))
    screens.callback_query.register(choose_language, Exactly(Go(to=LANGUAGE)))
    screens.callback_query.register(speak, Speak.filter())
    wishes.register(screens)
    router = TapRouter(name="profile")
    router.include_routers(screens, own_data.make_router(), api.make_router())
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
