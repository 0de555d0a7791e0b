"""A customer's orders: /orders, the list with its filters, and the live card."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from domain.ids import OrderId
from handlers.kit.callbacks import ORDERS, Go, OpenOrder, OrdersAt
from handlers.kit.leaving import leaves_forms
from handlers.kit.live import RefreshCard
from handlers.kit.order_card import order_card
from handlers.kit.show import show
from handlers.orders.views import filter_of, order_list
from locales.translator import Translator
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    router = leaves_forms(Router(name="orders"))
    router.message.register(open_orders, Command("orders"))
    router.callback_query.register(open_orders, Go.filter(F.to == ORDERS))
    router.callback_query.register(turn_page, OrdersAt.filter())
    router.callback_query.register(open_order, OpenOrder.filter())
    router.callback_query.register(refresh_card, RefreshCard.filter())
    return router


async def open_orders(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    page = await services.list_orders(user_id=user.id)
    await show(event, order_list(page, t), user=user, services=services, t=t)


async def turn_page(
    callback: CallbackQuery,
    callback_data: OrdersAt,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    which = filter_of(callback_data.which)
    page = await services.list_orders(user_id=user.id, which=which, page=callback_data.page)
    await show(callback, order_list(page, t), user=user, services=services, t=t)


async def open_order(
    callback: CallbackQuery,
    callback_data: OpenOrder,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    order = await services.read_order(user_id=user.id, order_id=OrderId(callback_data.id))
    card = order_card(order, t, back=callback_data.back)
    await show(callback, card, user=user, services=services, t=t)


async def refresh_card(
    callback: CallbackQuery,
    callback_data: RefreshCard,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    order = await services.read_order(user_id=user.id, order_id=OrderId(callback_data.id))
    card = order_card(order, t, back=callback_data.back)
    toast = t.plain("Updated.")
    await show(callback, card, user=user, services=services, t=t, toast=toast)
