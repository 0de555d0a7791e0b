"""Tickets: what customers ask the people of the shop, and what is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.ids import TicketId

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import OrderId, UserId

MAX_OPEN: Final = 3
"""Open tickets that a customer may have; what comes then belongs into one of them."""
MAX_UNANSWERED: Final = 30
"""Messages that a customer may add before somebody answers."""
MAX_PART: Final = 3000
"""Characters of one stored text: it must fit into a message beside the customer's card."""
MAX_CODE: Final = 16

_NUMBER: Final = re.compile(r"(?:T-?)?([0-9]{1,15})", re.IGNORECASE)


class TicketTopic(StrEnum):
    """What a ticket is about."""

    ORDER = "order"
    PAYMENT = "payment"
    OTHER = "other"
    APPEAL = "appeal"
    """A blocked customer asks to be let in again."""
    ERROR = "error"
    """Something broke; the ticket carries the code that was shown."""


class FileKind(StrEnum):
    """How a file was sent, and is to be handed on."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file at Telegram, by its `file_id` there: it is handed on, never read."""

    id: str
    kind: FileKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as stored. `waits`: the last word is the customer's."""

    id: TicketId
    user_id: UserId
    topic: TicketTopic
    order_id: OrderId | None
    code: str | None
    waits: bool
    opened_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    """When it was first answered."""
    closed_at: datetime | None
    liked: bool | None
    """What the customer said of the help, once it was closed."""

    @property
    def is_open(self) -> bool:
        """Tell whether it may be written to."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMessage:
    """One text or one file of a ticket, in its order."""

    id: int
    ticket_id: TicketId
    author_id: UserId
    from_staff: bool
    text: str
    file_id: str | None
    file_kind: FileKind | None
    created_at: datetime

    @property
    def attachment(self) -> Attachment | None:
        """The file, where this is one."""
        if self.file_id is None or self.file_kind is None:
            return None
        return Attachment(self.file_id, self.file_kind)


def ticket_name(ticket_id: TicketId) -> str:
    """How people name a ticket."""
    return f"T-{ticket_id}"


def read_ticket_name(text: str) -> TicketId | None:
    """The ticket that somebody names, with or without the T."""
    found = _NUMBER.fullmatch(text.strip())
    return TicketId(int(found[1])) if found else None


def parts_of(text: str) -> list[str]:
    """Cut a text into parts of at most MAX_PART characters, at a line's end where one is near."""
    parts, rest = [], text.strip()
    while len(rest) > MAX_PART:
        cut = rest.rfind("\n", MAX_PART // 2, MAX_PART)
        cut = MAX_PART if cut < 0 else cut
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n")
    return [part for part in (*parts, rest) if part]
