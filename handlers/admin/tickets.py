"""Tickets: /tickets, /reply, /close, and answers by replying to a ticket's message."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.errors import DecisionError
from domain.ids import TicketId
from domain.tickets import read_ticket_name
from handlers.admin.callbacks import CloseTicketNow, OpenTicketNow, TicketsAt
from handlers.admin.duty import Duty
from handlers.admin.views.tickets import (
    closed_screen,
    replied_screen,
    staff_ticket,
    tickets_screen,
)
from handlers.kit.ticket_replies import RepliesToTicket, said_by
from services.support.words import Said


def register(router: Router) -> None:
    router.message.register(list_tickets, Command("tickets"))
    router.message.register(reply_by_command, Command("reply"))
    router.message.register(close_by_command, Command("close"))
    router.message.register(reply_by_reply, RepliesToTicket())
    router.callback_query.register(turn_list, TicketsAt.filter())
    router.callback_query.register(open_ticket, OpenTicketNow.filter())
    router.callback_query.register(close_by_button, CloseTicketNow.filter())


async def list_tickets(_message: Message, duty: Duty) -> None:
    await _list(duty, 1)


async def turn_list(_event: CallbackQuery, callback_data: TicketsAt, duty: Duty) -> None:
    await _list(duty, callback_data.page)


async def open_ticket(_event: CallbackQuery, callback_data: OpenTicketNow, duty: Duty) -> None:
    found = await duty.services.read_staff_ticket(
        actor_id=duty.actor_id, ticket_id=TicketId(callback_data.id)
    )
    await duty.show(staff_ticket(found, duty.t))


async def reply_by_command(message: Message, command: CommandObject, duty: Duty) -> None:
    name, _, text = (command.args or "").strip().partition(" ")
    if not name:
        await duty.explain("reply")
        return
    await _reply(duty, _ticket(name), said_by(message, text))


async def reply_by_reply(message: Message, ticket_id: TicketId, duty: Duty) -> None:
    await _reply(duty, ticket_id, said_by(message))


async def close_by_command(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("close")
        return
    await _close(duty, _ticket(command.args))


async def close_by_button(
    _event: CallbackQuery, callback_data: CloseTicketNow, duty: Duty
) -> None:
    await _close(duty, TicketId(callback_data.id))


async def _list(duty: Duty, page: int) -> None:
    found = await duty.services.list_tickets(actor_id=duty.actor_id, page=page)
    await duty.show(tickets_screen(found, duty.t))


async def _reply(duty: Duty, ticket_id: TicketId, said: Said) -> None:
    if said.is_empty:
        raise DecisionError("nothing_said")
    ticket = await duty.services.reply_ticket(
        actor_id=duty.actor_id, ticket_id=ticket_id, said=said
    )
    await duty.show(replied_screen(ticket, duty.t))


async def _close(duty: Duty, ticket_id: TicketId) -> None:
    was_open = await duty.services.close_ticket(actor_id=duty.actor_id, ticket_id=ticket_id)
    await duty.show(closed_screen(ticket_id, duty.t, was_open=was_open))


def _ticket(text: str) -> TicketId:
    found = read_ticket_name(text)
    if found is None:
        raise DecisionError("no_ticket", text=text)
    return found
