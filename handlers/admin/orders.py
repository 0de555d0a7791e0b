"""Orders: /order, /orders, /find, /setstatus, /refund."""

from __future__ import annotations

import re
from typing import Final

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.ids import OrderId
from handlers.admin.callbacks import RefreshOrder, StaffOrder, StaffOrders
from handlers.admin.duty import Duty
from handlers.admin.views.orders import (
    found_screen,
    order_list,
    refund_card,
    staff_order,
    status_card,
)
from handlers.admin.views.sync import asked_toast
from handlers.admin.who import NAMED

MAX_QUERY: Final = 500
_NUMBER = re.compile(r"#?([0-9]{1,9})")
_WORDS: Final = 2


def register(router: Router) -> None:
    router.message.register(show_order, Command("order"))
    router.message.register(list_orders, Command("orders"))
    router.message.register(find, Command("find"))
    router.message.register(set_status, Command("setstatus"))
    router.message.register(refund, Command("refund"))
    router.callback_query.register(open_order, StaffOrder.filter())
    router.callback_query.register(turn_list, StaffOrders.filter())
    router.callback_query.register(ask_provider, RefreshOrder.filter())


def read_number(text: str) -> OrderId | None:
    """An order's number as people write it."""
    found = _NUMBER.fullmatch(text.strip())
    return OrderId(int(found[1])) if found else None


async def show_order(_message: Message, command: CommandObject, duty: Duty) -> None:
    number = read_number(command.args or "")
    if number is None:
        await duty.explain("order")
        return
    await _show_order(duty, number)


async def open_order(_event: CallbackQuery, callback_data: StaffOrder, duty: Duty) -> None:
    await _show_order(duty, OrderId(callback_data.id))


async def ask_provider(_event: CallbackQuery, callback_data: RefreshOrder, duty: Duty) -> None:
    number = OrderId(callback_data.id)
    (refreshed,) = await duty.services.refresh_orders(order_ids=[number])
    await _show_order(duty, number, asked_toast(refreshed.asked, duty.t))


async def list_orders(_message: Message, command: CommandObject, duty: Duty) -> None:
    words = (command.args or "").split()
    people = [word for word in words if NAMED.fullmatch(word)]
    statuses = [word for word in words if word not in people]
    if len(people) > 1 or len(statuses) > 1:
        await duty.explain("orders")
        return
    await _show_list(duty, status="".join(statuses).lower(), who="".join(people))


async def turn_list(_event: CallbackQuery, callback_data: StaffOrders, duty: Duty) -> None:
    who = str(callback_data.user) if callback_data.user else ""
    await _show_list(duty, status=callback_data.status, who=who, page=callback_data.page)


async def find(_message: Message, command: CommandObject, duty: Duty) -> None:
    query = (command.args or "").strip()
    if not query or len(query) > MAX_QUERY:
        await duty.explain("find")
        return
    finds = await duty.services.find_orders(actor_id=duty.actor_id, query=query)
    await duty.show(found_screen(finds, duty.t))


async def set_status(_message: Message, command: CommandObject, duty: Duty) -> None:
    words = (command.args or "").split(maxsplit=_WORDS)
    number = read_number(words[0]) if words else None
    if number is None or len(words) <= _WORDS:
        await duty.explain("setstatus")
        return
    card = await duty.services.propose_status(
        actor_id=duty.actor_id, order_id=number, status=words[1], reason=words[2]
    )
    await duty.show(status_card(card, duty.t))


async def refund(_message: Message, command: CommandObject, duty: Duty) -> None:
    words = (command.args or "").split(maxsplit=_WORDS)
    number = read_number(words[0]) if words else None
    if number is None or len(words) <= _WORDS:
        await duty.explain("refund")
        return
    card = await duty.services.propose_refund(
        actor_id=duty.actor_id, order_id=number, amount=words[1], reason=words[2]
    )
    await duty.show(refund_card(card, duty.t))


async def _show_order(duty: Duty, number: OrderId, toast: str | None = None) -> None:
    card = await duty.services.read_staff_order(actor_id=duty.actor_id, order_id=number)
    await duty.show(staff_order(card, duty.t), toast)


async def _show_list(duty: Duty, *, status: str, who: str, page: int = 1) -> None:
    listed = await duty.services.list_all_orders(
        actor_id=duty.actor_id, status=status, who=who, page=page
    )
    await duty.show(order_list(listed, duty.t))
