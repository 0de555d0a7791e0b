"""What a customer is told of their tickets: the shop's words, and that one was closed."""

from __future__ import annotations

from domain.ids import TicketId
from domain.tickets import ticket_name
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.ticket_words import said_in
from handlers.support.callbacks import Judge, OpenOwnTicket, Solved, WriteMore
from locales.html import lines
from locales.translator import Translator
from services.support.posts import TicketPost


def ticket_reply(post: TicketPost, t: Translator) -> Screen:
    """Somebody of the shop answered, by first name."""
    head = t(
        "💬 <b>{name}</b> answers {ticket}:",
        name=post.author.first_name,
        ticket=ticket_name(post.ticket.id),
    )
    said = None if post.message.attachment else said_in(post.message, t)
    number = post.ticket.id
    reply = Button(t.plain("Reply"), WriteMore(id=number), style=Style.PRIMARY)
    solved = Button(t.plain("Solved"), Solved(id=number))
    whole = Button(t.plain("Whole ticket"), OpenOwnTicket(id=number))
    return Screen(lines(head, said), ((reply, solved), (whole, *home_row(t))))


def ticket_closed(ticket_id: TicketId, t: Translator) -> Screen:
    """Ask how it went."""
    text = t("{ticket} is closed. How was the help?", ticket=ticket_name(ticket_id))
    return Screen(text, judging_rows(ticket_id, t))


def judging_rows(ticket_id: TicketId, t: Translator) -> tuple[Row, ...]:
    """Two thumbs, and the way back for whoever still needs help."""
    good = Button(t.plain("👍 Good"), Judge(id=ticket_id, liked=True))
    bad = Button(t.plain("👎 Not good"), Judge(id=ticket_id, liked=False))
    more = Button(t.plain("I still need help"), WriteMore(id=ticket_id))
    return ((good, bad), (more, *home_row(t)))
