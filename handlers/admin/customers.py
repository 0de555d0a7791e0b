"""Customers: /user, /history, /block, /unblock."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.errors import DecisionError
from handlers.admin.callbacks import HistoryAt, OpenCustomer, SwitchApi
from handlers.admin.duty import Duty
from handlers.admin.views.api import api_switch_card
from handlers.admin.views.customers import access_card, customer_card, ledger_screen
from handlers.admin.who import read_person


def register(router: Router) -> None:
    router.message.register(show_customer, Command("user"))
    router.message.register(show_ledger, Command("history"))
    router.message.register(block, Command("block"))
    router.message.register(unblock, Command("unblock"))
    router.callback_query.register(open_customer, OpenCustomer.filter())
    router.callback_query.register(turn_ledger, HistoryAt.filter())
    router.callback_query.register(switch_api, SwitchApi.filter())


async def show_customer(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    if asked is None or asked.rest:
        await duty.explain("user")
        return
    await _show_customer(duty, asked.who)


async def open_customer(_event: CallbackQuery, callback_data: OpenCustomer, duty: Duty) -> None:
    await _show_customer(duty, str(callback_data.id))


async def show_ledger(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    if asked is None or asked.rest:
        await duty.explain("history")
        return
    await _show_ledger(duty, asked.who)


async def turn_ledger(_event: CallbackQuery, callback_data: HistoryAt, duty: Duty) -> None:
    await _show_ledger(duty, str(callback_data.id), callback_data.page)


async def block(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    if asked is None or not asked.rest:
        await duty.explain("block")
        return
    card = await duty.services.propose_block(
        actor_id=duty.actor_id, who=asked.who, reason=asked.rest
    )
    await duty.show(access_card(card, duty.t))


async def unblock(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    if asked is None or asked.rest:
        await duty.explain("unblock")
        return
    card = await duty.services.propose_unblock(actor_id=duty.actor_id, who=asked.who)
    await duty.show(access_card(card, duty.t))


async def switch_api(_event: CallbackQuery, callback_data: SwitchApi, duty: Duty) -> None:
    who = str(callback_data.id)
    try:
        card = await duty.services.propose_api_switch(
            actor_id=duty.actor_id, who=who, on=callback_data.on
        )
    except DecisionError as refusal:
        if refusal.problem != "changed":
            raise
        await _show_customer(duty, who)  # it is so already
        return
    await duty.show(api_switch_card(card, duty.t))


async def _show_customer(duty: Duty, who: str) -> None:
    card = await duty.services.read_customer(actor_id=duty.actor_id, who=who)
    await duty.show(customer_card(card, duty.t))


async def _show_ledger(duty: Duty, who: str, page: int = 1) -> None:
    ledger = await duty.services.read_history(actor_id=duty.actor_id, who=who, page=page)
    await duty.show(ledger_screen(ledger, duty.t))
