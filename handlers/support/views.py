"""Support's screens: what it is about, what is known, writing, and one's own tickets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.ids import UserId
from domain.orders import Order
from domain.tickets import Ticket, TicketTopic, ticket_name
from handlers.kit.callbacks import HELP, ORDERS, SUPPORT, WALLET, AskAbout, Go, OpenOrder
from handlers.kit.order_words import status_of
from handlers.kit.phrases import dotted
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.spans import duration
from handlers.kit.ticket_words import TOPICS, said_in, state_of, ticket_line
from handlers.support.answers import order_sentences, payment_sentences
from handlers.support.callbacks import About, AddInstead, OpenOwnTicket, Solved, Write, WriteMore
from handlers.support.notices import judging_rows
from locales.html import Html, bold, lines
from locales.translator import Translator
from services.support.answers import OrderAnswer, PaymentAnswer
from services.support.customer import Conversation, SupportDesk

SHOWN: Final = 500
"""Characters of each word in a ticket's history."""


def support_screen(desk: SupportDesk, t: Translator) -> Screen:
    """Ask what it is about; open tickets come first."""
    text = lines(
        t("<b>Support</b>"),
        t("What is it about?"),
        _usual(desk.usual_s, t),
        "",
        t("We never ask for passwords, login codes or card numbers."),
    )
    mine = tuple(
        (Button(_own_label(ticket, t), OpenOwnTicket(id=ticket.id)),) for ticket in desk.open
    )
    topics = [
        Button(t.plain(TOPICS[topic]), About(topic=topic))
        for topic in (TicketTopic.ORDER, TicketTopic.PAYMENT, TicketTopic.OTHER)
    ]
    answers = Button(t.plain("Help"), Go(to=HELP))
    return Screen(text, (*mine, tuple(topics[:2]), (topics[2],), (answers, *home_row(t))))


def choose_order(orders: Sequence[Order], t: Translator) -> Screen:
    """Pick the order that it is about, out of the latest."""
    listed = [
        dotted(Html(f"{number}. #{order.id}"), status_of(order, t), order.service_name)
        for number, order in enumerate(orders, start=1)
    ]
    keys = [Button(f"#{order.id}", AskAbout(id=order.id)) for order in orders]
    rows = tuple(tuple(keys[start : start + 4]) for start in range(0, len(keys), 4))
    other = Button(t.plain("Write to us"), Write(topic=TicketTopic.ORDER))
    every = Button(t.plain("All orders"), Go(to=ORDERS))
    if not orders:
        return Screen(t("You have no orders yet."), ((other,), back_row(t, Go(to=SUPPORT))))
    text = lines(t("Which order is it about?"), "", *listed)
    return Screen(text, (*rows, (other, every), back_row(t, Go(to=SUPPORT))))


def order_answer(answer: OrderAnswer, t: Translator) -> Screen:
    """What is known of the order, before anybody is asked."""
    order = answer.order
    text = lines(
        dotted(bold(f"#{order.id}"), status_of(order, t)),
        order.service_name,
        "",
        *order_sentences(answer, t),
    )
    view = Button(t.plain("View order"), OpenOrder(id=order.id), style=Style.PRIMARY)
    write = Button(t.plain("Still write to us"), Write(topic=TicketTopic.ORDER, order=order.id))
    return Screen(text, ((view, write), back_row(t, About(topic=TicketTopic.ORDER))))


def payment_answer(answer: PaymentAnswer, t: Translator) -> Screen:
    """Where money is, before anybody is asked."""
    text = lines(t("<b>Your money</b>"), *payment_sentences(answer, t))
    view = Button(t.plain("Wallet"), Go(to=WALLET), style=Style.PRIMARY)
    write = Button(t.plain("Still write to us"), Write(topic=TicketTopic.PAYMENT))
    return Screen(text, ((view, write), back_row(t, Go(to=SUPPORT))))


def ask_for_words(about: Html | None, t: Translator) -> Screen:
    """Wait for the customer's words; photos and files are welcome."""
    text = lines(
        about,
        t("Write your message. Photos and files are fine."),
        t("We never ask for passwords, login codes or card numbers."),
    )
    return Screen(text, (back_row(t, Go(to=SUPPORT)),))


def subject_line(topic: TicketTopic, order: int, code: str, t: Translator) -> Html:
    """What the words will be about."""
    return dotted(bold(t(TOPICS[topic])), f"#{order}" if order else None, code or None)


def opened(ticket: Ticket, usual_s: int | None, t: Translator) -> Screen:
    """The ticket is with the shop."""
    text = lines(
        t("Ticket <b>{ticket}</b> opened.", ticket=ticket_name(ticket.id)),
        _usual(usual_s, t),
        t("The answer comes here. What you send now is added to it."),
    )
    return Screen(text, (_own_row(ticket, t), home_row(t)))


def added(ticket: Ticket, t: Translator) -> Screen:
    """More words are with the shop."""
    text = t("Added to <b>{ticket}</b>. You can send more.", ticket=ticket_name(ticket.id))
    return Screen(text, (_own_row(ticket, t), home_row(t)))


def too_many(tickets: Sequence[Ticket], t: Translator) -> Screen:
    """Three are open: what was written belongs into one of them."""
    text = lines(
        t("Open tickets: {n}. Add to one of them instead?", n=t.number(len(tickets))),
        t("Your message is kept until you choose."),
        "",
        *(ticket_line(ticket, t) for ticket in tickets),
    )
    rows = tuple(
        (
            Button(
                t.plain("Add to {ticket}", ticket=ticket_name(ticket.id)),
                AddInstead(id=ticket.id),
            ),
        )
        for ticket in tickets
    )
    return Screen(text, (*rows, back_row(t, Go(to=SUPPORT))))


def full(ticket_id: int, t: Translator) -> Screen:
    """Enough waits for an answer already."""
    text = t(
        "Many messages in {ticket} wait for an answer. This one was not sent. "
        "Please wait until the shop has answered.",
        ticket=f"T-{ticket_id}",
    )
    open_it = Button(t.plain("Open ticket"), OpenOwnTicket(id=ticket_id))
    return Screen(text, ((open_it,), home_row(t)))


def own_ticket(found: Conversation, t: Translator) -> Screen:
    """A ticket with its last words."""
    ticket = found.ticket
    said = [
        lines(
            dotted(
                bold(_speaker(found, message.author_id, t, is_staff=message.from_staff)),
                t.when(message.created_at),
            ),
            said_in(message, t, most=SHOWN),
        )
        for message in found.messages
    ]
    text = lines(dotted(ticket_line(ticket, t), state_of(ticket, t)), "", *said)
    more = Button(t.plain("Write more"), WriteMore(id=ticket.id), style=Style.PRIMARY)
    solved = (Button(t.plain("Solved"), Solved(id=ticket.id)),) if ticket.is_open else ()
    return Screen(text, ((more, *solved), back_row(t, Go(to=SUPPORT))))


def solved_screen(ticket: Ticket, t: Translator) -> Screen:
    """Closed by the customer: how was it?"""
    text = t("{ticket} is closed. How was the help?", ticket=ticket_name(ticket.id))
    return Screen(text, judging_rows(ticket.id, t))


def thanks(t: Translator, *, liked: bool) -> Screen:
    """Take a thumb."""
    text = t("Thank you!") if liked else t("Thank you for saying so. We will do better.")
    return Screen(text, ((Button(t.plain("Support"), Go(to=SUPPORT)), *home_row(t)),))


def not_words(t: Translator) -> Screen:
    """A voice message, a sticker or the like."""
    text = t("I can hand on text, photos and files. Please send one of these.")
    return Screen(text, (back_row(t, Go(to=SUPPORT)),))


def _speaker(found: Conversation, author: UserId, t: Translator, *, is_staff: bool) -> str:
    person = found.people.get(author)
    return person.first_name if is_staff and person is not None else t.plain("You")


def _own_label(ticket: Ticket, t: Translator) -> str:
    return f"{ticket_name(ticket.id)} · {state_of(ticket, t)}"


def _own_row(ticket: Ticket, t: Translator) -> Row:
    return (Button(t.plain("Open ticket"), OpenOwnTicket(id=ticket.id)),)


def _usual(seconds: int | None, t: Translator) -> Html | None:
    if seconds is None:
        return None
    minutes = max(1, round(seconds / 60))
    return t("Usual reply: {time}.", time=duration(minutes, t))
