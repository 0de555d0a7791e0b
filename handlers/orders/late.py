"""An order that takes long: the remedies, and what comes of them."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.ids import OrderId
from handlers.kit.callbacks import LateOrder
from handlers.kit.caller import Caller
from handlers.orders.callbacks import SpeedUp, WaitOn
from handlers.orders.card import show_card
from handlers.orders.late_views import haste_asked, order_late


def register(router: Router) -> None:
    router.callback_query.register(open_remedies, LateOrder.filter())
    router.callback_query.register(speed_up, SpeedUp.filter())
    router.callback_query.register(wait_on, WaitOn.filter())


async def open_remedies(_event: CallbackQuery, callback_data: LateOrder, caller: Caller) -> None:
    order_id, t = OrderId(callback_data.id), caller.t
    view = await caller.services.open_order(user_id=caller.id, order_id=order_id)
    if view.background.is_late:
        await caller.show(order_late(view.order, view.background, t))
    else:  # it ended meanwhile
        await show_card(caller, order_id, toast=t.plain("Updated."))


async def speed_up(_event: CallbackQuery, callback_data: SpeedUp, caller: Caller) -> None:
    order_id, t = OrderId(callback_data.id), caller.t
    if await caller.services.ask_for_haste(user_id=caller.id, order_id=order_id):
        await caller.show(haste_asked(order_id, t))
    else:
        await show_card(caller, order_id, toast=t.plain("Updated."))


async def wait_on(_event: CallbackQuery, callback_data: WaitOn, caller: Caller) -> None:
    toast = caller.t.plain("I keep watching it.")
    await show_card(caller, OrderId(callback_data.id), toast=toast)
