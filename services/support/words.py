"""Words on their way: stored in a ticket, and written to the outbox of whoever must hear them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.repositories.tickets import NewMessage
from domain.notices import NoticeKind
from domain.text import clean_lines
from domain.tickets import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.tickets import Attachment, Ticket, TicketMessage


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody sent: a text of any length, a file, or a file with words beside it."""

    text: str = ""
    attachment: Attachment | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left of it that could be shown."""
        return self.attachment is None and not clean_lines(self.text)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who writes into a ticket, and when."""

    id: UserId
    is_staff: bool
    at: datetime


async def write_down(
    uow: UnitOfWork, ticket: Ticket, said: Said, by: Speaker
) -> list[TicketMessage]:
    """Store what was said, a long text in parts and a file for itself. Does not commit."""
    written = [
        await uow.tickets.add_message(
            NewMessage(
                ticket_id=ticket.id, author_id=by.id, from_staff=by.is_staff, at=by.at, text=part
            )
        )
        for part in parts_of(clean_lines(said.text))
    ]
    if said.attachment is not None:
        file = NewMessage(
            ticket_id=ticket.id,
            author_id=by.id,
            from_staff=by.is_staff,
            at=by.at,
            attachment=said.attachment,
        )
        written.append(await uow.tickets.add_message(file))
    await uow.tickets.turn(ticket, waits=not by.is_staff, at=by.at)
    return written


async def post_to_staff(
    uow: UnitOfWork, messages: Iterable[TicketMessage], owners: Iterable[UserId], at: datetime
) -> None:
    """Have every owner read these words, but for who wrote them. Does not commit."""
    for message in messages:
        for owner in sorted(set(owners) - ({message.author_id} if message.from_staff else set())):
            await uow.outbox.add(
                chat_id=owner,
                kind=NoticeKind.TICKET_POST,
                payload={"message_id": message.id},
                dedupe_key=f"ticket:{message.id}:{owner}",
                at=at,
            )


async def post_to_customer(
    uow: UnitOfWork, ticket: Ticket, messages: Iterable[TicketMessage], at: datetime
) -> None:
    """Have the customer read the shop's words. Does not commit."""
    for message in messages:
        await uow.outbox.add(
            chat_id=ticket.user_id,
            kind=NoticeKind.TICKET_REPLY,
            payload={"message_id": message.id},
            dedupe_key=f"reply:{message.id}",
            at=at,
        )
