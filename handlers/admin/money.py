"""Wallets by hand: /topup, /debit, /undo."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.ids import TransferId
from handlers.admin.callbacks import UndoTransfer
from handlers.admin.catalogue import take_back
from handlers.admin.duty import Duty
from handlers.admin.views.money import money_card, undo_card
from handlers.admin.views.words import read_edit, read_reference
from handlers.admin.who import read_person


def register(router: Router) -> None:
    router.message.register(top_up, Command("topup"))
    router.message.register(debit, Command("debit"))
    router.message.register(undo, Command("undo"))
    router.callback_query.register(undo_by_button, UndoTransfer.filter())


async def top_up(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    amount, _, reason = asked.rest.partition(" ") if asked else ("", "", "")
    if asked is None or not amount or not reason.strip():
        await duty.explain("topup")
        return
    card = await duty.services.propose_topup(
        actor_id=duty.actor_id, who=asked.who, amount=amount, reason=reason
    )
    await duty.show(money_card(card, duty.t))


async def debit(message: Message, command: CommandObject, duty: Duty) -> None:
    asked = read_person(message, command.args)
    amount, _, reason = asked.rest.partition(" ") if asked else ("", "", "")
    if asked is None or not amount or not reason.strip():
        await duty.explain("debit")
        return
    card = await duty.services.propose_debit(
        actor_id=duty.actor_id, who=asked.who, amount=amount, reason=reason
    )
    await duty.show(money_card(card, duty.t))


async def undo(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        newest = await duty.services.find_edit(actor_id=duty.actor_id)
        await (show_undo(duty, None) if newest is None else take_back(duty, newest.id))
        return
    edit = read_edit(command.args)
    if edit is not None:
        await take_back(duty, edit)
        return
    transfer_id = read_reference(command.args)
    if transfer_id is None:
        await duty.explain("undo")
        return
    await show_undo(duty, transfer_id)


async def undo_by_button(_event: CallbackQuery, callback_data: UndoTransfer, duty: Duty) -> None:
    await show_undo(duty, TransferId(callback_data.id))


async def show_undo(duty: Duty, transfer_id: TransferId | None) -> None:
    card = await duty.services.propose_undo(actor_id=duty.actor_id, transfer_id=transfer_id)
    await duty.show(undo_card(card, duty.t))
