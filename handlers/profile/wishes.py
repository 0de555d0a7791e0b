"""Choosing how to be told: alerts, quiet hours, one's own clock."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from domain.accounts import User
from handlers.kit.show import show
from handlers.profile import alert_views as views
from handlers.profile.callbacks import Alert, AskClock, Hours, MyClock, Open, Page, Quiet, Until
from locales.translator import Translator
from services.shop import Services


def register(router: Router) -> None:
    """Add the handlers."""
    taps = router.callback_query
    taps.register(open_alerts, Open.filter(F.page == Page.ALERTS))
    taps.register(switch_alert, Alert.filter())
    taps.register(open_quiet, Open.filter(F.page == Page.QUIET))
    taps.register(switch_quiet, Quiet.filter())
    taps.register(choose_start, Open.filter(F.page == Page.START))
    taps.register(choose_end, Until.filter())
    taps.register(set_hours, Hours.filter())
    taps.register(ask_clock, AskClock.filter())
    taps.register(set_clock, MyClock.filter())


async def open_alerts(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    wishes = await services.read_preferences(user_id=user.id)
    await show(callback, views.alerts(wishes, t), user=user, services=services, t=t)


async def switch_alert(
    callback: CallbackQuery,
    callback_data: Alert,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    wishes = await services.choose_preferences.alert(
        user_id=user.id, topic=callback_data.topic, on=callback_data.on
    )
    await show(callback, views.alerts(wishes, t), user=user, services=services, t=t)


async def open_quiet(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    wishes = await services.read_preferences(user_id=user.id)
    await show(callback, views.quiet_hours(wishes, t), user=user, services=services, t=t)


async def switch_quiet(
    callback: CallbackQuery, callback_data: Quiet, user: User, services: Services, t: Translator
) -> None:
    wishes = await services.choose_preferences.quiet(user_id=user.id, on=callback_data.on)
    await show(callback, views.quiet_hours(wishes, t), user=user, services=services, t=t)


async def choose_start(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(callback, views.choose_start(t), user=user, services=services, t=t)


async def choose_end(
    callback: CallbackQuery, callback_data: Until, user: User, services: Services, t: Translator
) -> None:
    screen = views.choose_end(callback_data.start % 24, t)
    await show(callback, screen, user=user, services=services, t=t)


async def set_hours(
    callback: CallbackQuery, callback_data: Hours, user: User, services: Services, t: Translator
) -> None:
    wishes = await services.choose_preferences.hours(
        user_id=user.id, start=callback_data.start, end=callback_data.end
    )
    await show(callback, views.quiet_hours(wishes, t), user=user, services=services, t=t)


async def ask_clock(
    callback: CallbackQuery,
    callback_data: AskClock,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    wishes = await services.read_preferences(user_id=user.id)
    screen = views.ask_clock(wishes, callback_data.minutes, t)
    await show(callback, screen, user=user, services=services, t=t)


async def set_clock(
    callback: CallbackQuery,
    callback_data: MyClock,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    wishes = await services.choose_preferences.clock_at(
        user_id=user.id, offset=callback_data.offset
    )
    await show(callback, views.quiet_hours(wishes, t), user=user, services=services, t=t)
