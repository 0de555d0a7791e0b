"""What a ticket is about and where it stands, in words for both its sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.tickets import FileKind, Ticket, TicketMessage, TicketTopic, ticket_name
from handlers.kit.phrases import dotted
from locales.html import Html, bold, safe
from locales.translator import N_, Translator

TOPICS: Final[Mapping[TicketTopic, str]] = {
    TicketTopic.ORDER: N_("An order"),
    TicketTopic.PAYMENT: N_("A payment"),
    TicketTopic.OTHER: N_("Something else"),
    TicketTopic.APPEAL: N_("Appeal"),
    TicketTopic.ERROR: N_("Error"),
}
FILES: Final[Mapping[FileKind, str]] = {
    FileKind.PHOTO: N_("photo"),
    FileKind.DOCUMENT: N_("file"),
}


def ticket_line(ticket: Ticket, t: Translator) -> Html:
    """The ticket's name and what it is about."""
    about = f"#{ticket.order_id}" if ticket.order_id else ticket.code
    return dotted(bold(ticket_name(ticket.id)), t(TOPICS[ticket.topic]), about)


def state_of(ticket: Ticket, t: Translator) -> str:
    """Whose turn it is."""
    if not ticket.is_open:
        return t.plain("closed")
    return t.plain("waits for an answer") if ticket.waits else t.plain("answered")


def said_in(message: TicketMessage, t: Translator, *, most: int | None = None) -> Html:
    """What was said, as a quotation; a file by its kind."""
    if message.file_kind is not None:
        return Html(f"<i>{t(FILES[message.file_kind])}</i>")
    text = message.text
    if most is not None and len(text) > most:
        text = f"{text[:most].rstrip()}…"
    return Html(f"<blockquote>{safe(text)}</blockquote>")
