"""Tickets before the shop's people: each word that arrives, the list, and one with its history."""

from __future__ import annotations

from typing import Final

from domain.accounts import User
from domain.links.model import shown_link
from domain.orders import Order
from domain.tickets import Ticket, ticket_name
from handlers.admin.callbacks import (
    CloseTicketNow,
    OpenCustomer,
    OpenTicketNow,
    StaffOrder,
    TicketsAt,
)
from handlers.admin.views.words import customer_line, panel_row, short_name
from handlers.kit.order_words import bar_of, status_of
from handlers.kit.phrases import dotted
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Row, Screen
from handlers.kit.ticket_words import said_in, state_of, ticket_line
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator
from services.support.posts import TicketPost
from services.support.staff import StaffTicket, TicketPage

SHOWN: Final = 500
"""Characters of each word in a ticket's history."""
LINK: Final = 100


def ticket_post(post: TicketPost, t: Translator) -> Screen:
    """Some words of a ticket as they arrive; a reply to this message answers the customer."""
    if post.message.from_staff:
        head = t(
            "<b>{ticket}</b> · {name} answered:",
            ticket=ticket_name(post.ticket.id),
            name=post.author.first_name,
        )
    else:
        head = _head(post, t) if post.opens else _short_head(post)
    said = None if post.message.attachment else said_in(post.message, t)
    hint = None if post.message.from_staff else t("<i>Reply to this message to answer.</i>")
    return Screen(lines(head, said, hint), _rows(post.ticket, t))


def tickets_screen(page: TicketPage, t: Translator) -> Screen:
    """Open tickets, those that wait for the shop first."""
    if not page.tickets:
        return Screen(t("No open tickets."), (panel_row(t),))
    listed = [
        lines(
            Html(f"{number}. {ticket_line(ticket, t)}"),
            dotted(short_name(user), state_of(ticket, t), t.when(ticket.changed_at)),
        )
        for number, (ticket, user) in enumerate(page.tickets, start=1)
    ]
    text = lines(t("<b>Tickets</b> · {n}", n=t.number(page.total)), "", *listed)
    keys = [Button(ticket_name(one.id), OpenTicketNow(id=one.id)) for one, _ in page.tickets]
    rows = tuple(tuple(keys[start : start + 4]) for start in range(0, len(keys), 4))
    pager = pager_row(t, page=page.page, pages=page.pages, to=lambda to: TicketsAt(page=to))
    return Screen(text, (*rows, pager, panel_row(t)))


def staff_ticket(found: StaffTicket, t: Translator) -> Screen:
    """A ticket with its last words."""
    ticket, people = found.conversation.ticket, found.conversation.people
    said = [
        lines(
            dotted(bold(_name(people.get(message.author_id))), t.when(message.created_at)),
            said_in(message, t, most=SHOWN),
        )
        for message in found.conversation.messages
    ]
    text = lines(
        dotted(ticket_line(ticket, t), state_of(ticket, t)),
        customer_line(found.customer),
        _evidence(found.order, t) if found.order else None,
        "",
        *said,
        t("To answer: {command}", command=_command(ticket)),
    )
    return Screen(text, (*_rows(ticket, t), panel_row(t)))


def replied_screen(ticket: Ticket, t: Translator) -> Screen:
    """The answer is on its way."""
    text = t("Sent to the customer of {ticket}.", ticket=bold(ticket_name(ticket.id)))
    return Screen(text, _rows(ticket, t))


def closed_screen(ticket_id: int, t: Translator, *, was_open: bool) -> Screen:
    """The ticket is closed now, or was before."""
    name = code(f"T-{ticket_id}")
    text = (
        t("{ticket} is closed. The customer is asked how it went.", ticket=name)
        if was_open
        else t("{ticket} was closed already.", ticket=name)
    )
    listed = Button(t.plain("Tickets"), TicketsAt())
    return Screen(text, ((listed,), panel_row(t)))


def _head(post: TicketPost, t: Translator) -> Html:
    """All that is needed to answer: who asks, what they have, the order with its evidence."""
    return lines(
        Html(f"🎫 {ticket_line(post.ticket, t)}"),
        customer_line(post.customer),
        t("Blocked: {reason}", reason=post.customer.blocked_reason)
        if post.customer.blocked_reason
        else None,
        t(
            "Balance: {amount} · on hold: {held}",
            amount=t.exact(post.wallet.available),
            held=t.exact(post.wallet.held),
        ),
        _evidence(post.order, t) if post.order else None,
    )


def _short_head(post: TicketPost) -> Html:
    return dotted(bold(ticket_name(post.ticket.id)), customer_line(post.customer))


def _evidence(order: Order, t: Translator) -> Html:
    return lines(
        dotted(bold(f"#{order.id}"), status_of(order, t), order.service_name),
        bar_of(order, t),
        dotted(
            t("paid {amount}", amount=t.exact(order.captured)),
            t("on hold {amount}", amount=t.exact(order.held)) if order.held else None,
            t("returned {amount}", amount=t.exact(order.returned)) if order.returned else None,
            t("cost {amount}", amount=t.exact(order.cost)),
        ),
        dotted(order.provider, code(order.upstream_id) if order.upstream_id else None),
        isolated(code(shown_link(order.request.link)[:LINK])) if order.request.link else None,
        t("Placed: {when}", when=t.when(order.created_at)),
    )


def _rows(ticket: Ticket, t: Translator) -> tuple[Row, ...]:
    order = (
        (Button(t.plain("Order #{id}", id=ticket.order_id), StaffOrder(id=ticket.order_id)),)
        if ticket.order_id
        else ()
    )
    history = Button(t.plain("Whole ticket"), OpenTicketNow(id=ticket.id))
    customer = Button(t.plain("Customer"), OpenCustomer(id=ticket.user_id))
    close = Button(t.plain("Close"), CloseTicketNow(id=ticket.id))
    return ((customer, *order), (history, close) if ticket.is_open else (history,))


def _command(ticket: Ticket) -> Html:
    return code(f"/reply {ticket_name(ticket.id)} …")


def _name(user: User | None) -> str:
    return user.first_name if user is not None and user.first_name else "–"
