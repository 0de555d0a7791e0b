"""Lists of orders: under a filter, found by a number, a link or a name, and as a file."""

from __future__ import annotations

from typing import Final

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.kit.callbacks import ORDERS, Go, OrdersAt
from handlers.kit.caller import Caller
from handlers.kit.export import send_file
from handlers.kit.taps import Exactly
from handlers.orders.callbacks import ExportOrders, FindOrders
from handlers.orders.card import show_card
from handlers.orders.states import Finding
from handlers.orders.views import FOUND, ask_what, filter_of, found_list, nothing_found, order_list

QUERY: Final = "find"
"""Key of the chat's state: what was looked for last."""
QUERY_LENGTH: Final = 600
_TYPED: Final = (F.text, ~F.text.startswith("/"))


def register(router: Router) -> None:
    router.message.register(open_orders, Command("orders"))
    router.message.register(find_typed, Finding.order, *_TYPED)
    router.callback_query.register(open_orders, Exactly(Go(to=ORDERS)))
    router.callback_query.register(turn_found, OrdersAt.filter(F.which == FOUND))
    router.callback_query.register(turn_page, OrdersAt.filter())
    router.callback_query.register(ask_for_order, FindOrders.filter())
    router.callback_query.register(export, ExportOrders.filter())


async def open_orders(
    _event: Message | CallbackQuery, caller: Caller, command: CommandObject | None = None
) -> None:
    """A command may say at once what is looked for."""
    if command is not None and command.args:
        await _find(command.args, caller)
    else:
        await _show_page(caller, "", 1)


async def turn_page(_event: CallbackQuery, callback_data: OrdersAt, caller: Caller) -> None:
    await _show_page(caller, callback_data.which, callback_data.page)


async def ask_for_order(_event: CallbackQuery, caller: Caller) -> None:
    await caller.await_text(Finding.order)
    await caller.show(ask_what(caller.t))


async def find_typed(message: Message, caller: Caller) -> None:
    await _find(message.text or "", caller)


async def turn_found(_event: CallbackQuery, callback_data: OrdersAt, caller: Caller) -> None:
    query = await caller.remembered(QUERY)
    found = await caller.services.find_own_orders(
        user_id=caller.id, text=query, page=callback_data.page
    )
    if found.orders:
        await caller.show(found_list(query, found, caller.t))
    else:  # the chat's state was cleared since
        await _show_page(caller, "", 1)


async def export(callback: CallbackQuery, callback_data: ExportOrders, caller: Caller) -> None:
    if await send_file(callback, caller, "orders", caller.services.export_orders):
        await _show_page(caller, callback_data.which, callback_data.page)


async def _show_page(caller: Caller, which: str, page: int) -> None:
    found = await caller.services.list_orders(user_id=caller.id, which=filter_of(which), page=page)
    await caller.show(order_list(found, caller.t))


async def _find(text: str, caller: Caller) -> None:
    """One order that was meant is shown itself; none leaves the question open."""
    found = await caller.services.find_own_orders(user_id=caller.id, text=text)
    await caller.remember(QUERY, text[:QUERY_LENGTH])
    if not found.orders:
        await caller.await_text(Finding.order)
        await caller.show(nothing_found(text, caller.t))
    elif found.total > 1:
        await caller.show(found_list(text, found, caller.t))
    else:
        await show_card(caller, found.orders[0].id)
