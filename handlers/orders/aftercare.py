"""Refill and cancel: what may be asked and why not, asking it, and the posts of a subscription."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.accounts import User
from domain.ids import OrderId
from handlers.kit.callbacks import OpenCancel, OpenPosts, OpenRefill
from handlers.kit.show import show
from handlers.orders.aftercare_views import (
    cancel_asked,
    cancel_screen,
    order_released,
    post_list,
    refill_asked,
    refill_screen,
)
from handlers.orders.callbacks import AskCancel, AskRefill
from locales.translator import Translator
from services.ordering.aftercare.cancel import Outcome
from services.shop import Services


def register(router: Router) -> None:
    router.callback_query.register(open_refill, OpenRefill.filter())
    router.callback_query.register(ask_refill, AskRefill.filter())
    router.callback_query.register(open_cancel, OpenCancel.filter())
    router.callback_query.register(ask_cancel, AskCancel.filter())
    router.callback_query.register(open_posts, OpenPosts.filter())


async def open_refill(
    callback: CallbackQuery,
    callback_data: OpenRefill,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    view = await services.ask_refill.look(user_id=user.id, order_id=OrderId(callback_data.id))
    screen = refill_screen(view, t, callback_data.back)
    await show(callback, screen, user=user, services=services, t=t)


async def ask_refill(
    callback: CallbackQuery,
    callback_data: AskRefill,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    view = await services.ask_refill(user_id=user.id, order_id=OrderId(callback_data.id))
    shown = refill_asked if view.asked else refill_screen
    screen = shown(view, t, callback_data.back)
    await show(callback, screen, user=user, services=services, t=t)


async def open_cancel(
    callback: CallbackQuery,
    callback_data: OpenCancel,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    care = await services.read_care(user_id=user.id, order_id=OrderId(callback_data.id))
    screen = cancel_screen(care, t, callback_data.back)
    await show(callback, screen, user=user, services=services, t=t)


async def ask_cancel(
    callback: CallbackQuery,
    callback_data: AskCancel,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    done = await services.cancel_order(user_id=user.id, order_id=OrderId(callback_data.id))
    shown = {Outcome.RELEASED: order_released, Outcome.ASKED: cancel_asked}
    screen = shown.get(done.outcome, cancel_screen)(done.care, t, callback_data.back)
    await show(callback, screen, user=user, services=services, t=t)


async def open_posts(
    callback: CallbackQuery,
    callback_data: OpenPosts,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    care = await services.read_care(user_id=user.id, order_id=OrderId(callback_data.id))
    screen = post_list(care, t, page=callback_data.page, back=callback_data.back)
    await show(callback, screen, user=user, services=services, t=t)
