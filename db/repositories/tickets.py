"""Tickets, what was written in them, and the messages that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from db.models.tickets import ticket_messages, ticket_posts, tickets
from db.records import record
from db.repositories.dialects import insert_new
from domain.errors import NotFoundError
from domain.ids import TicketId
from domain.tickets import Ticket, TicketMessage

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UserId
    from domain.tickets import Attachment, TicketTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket about to be opened."""

    user_id: UserId
    topic: TicketTopic
    order_id: OrderId | None
    code: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A text, or a file, about to be added to a ticket."""

    ticket_id: TicketId
    author_id: UserId
    from_staff: bool
    at: datetime
    text: str = ""
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Tickets:
    """Tickets. None of its methods commits."""

    connection: AsyncConnection

    async def open(self, new: NewTicket) -> Ticket:
        """Open a ticket and return it."""
        row = {
            "user_id": new.user_id,
            "topic": new.topic,
            "order_id": new.order_id,
            "code": new.code,
            "waits": True,
            "opened_at": new.at,
            "changed_at": new.at,
        }
        statement = tickets.insert().values(row).returning(tickets)
        return record(Ticket, (await self.connection.execute(statement)).one())

    async def get(self, ticket_id: TicketId) -> Ticket:
        """A ticket, whosever it is.

        Raises:
            NotFoundError: there is none by this number.
        """
        return await self._one(tickets.c.id == ticket_id)

    async def get_own(self, user_id: UserId, ticket_id: TicketId) -> Ticket:
        """A customer's own ticket.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        return await self._one(tickets.c.id == ticket_id, tickets.c.user_id == user_id)

    async def list_open_of(self, user_id: UserId) -> list[Ticket]:
        """A customer's open tickets, the oldest first."""
        query = (
            select(tickets)
            .where(tickets.c.user_id == user_id, tickets.c.closed_at.is_(None))
            .order_by(tickets.c.id)
        )
        return [record(Ticket, row) for row in await self.connection.execute(query)]

    async def list_of(self, user_id: UserId) -> list[Ticket]:
        """All tickets of a customer, the oldest first."""
        query = select(tickets).where(tickets.c.user_id == user_id).order_by(tickets.c.id)
        return [record(Ticket, row) for row in await self.connection.execute(query)]

    async def page_open(self, *, limit: int, offset: int) -> list[Ticket]:
        """Everybody's open tickets: those that wait for the shop first, the longest waiting."""
        query = (
            select(tickets)
            .where(tickets.c.closed_at.is_(None))
            .order_by(tickets.c.waits.desc(), tickets.c.changed_at, tickets.c.id)
            .limit(limit)
            .offset(offset)
        )
        return [record(Ticket, row) for row in await self.connection.execute(query)]

    async def count_open(self) -> int:
        """How many tickets are open."""
        query = select(func.count()).where(tickets.c.closed_at.is_(None))
        return int((await self.connection.execute(query)).scalar_one())

    async def add_message(self, new: NewMessage) -> TicketMessage:
        """Add a text or a file."""
        row = {
            "ticket_id": new.ticket_id,
            "author_id": new.author_id,
            "from_staff": new.from_staff,
            "text": new.text,
            "file_id": new.attachment.id if new.attachment else None,
            "file_kind": new.attachment.kind if new.attachment else None,
            "created_at": new.at,
        }
        statement = ticket_messages.insert().values(row).returning(ticket_messages)
        return record(TicketMessage, (await self.connection.execute(statement)).one())

    async def get_message(self, message_id: int) -> TicketMessage:
        """One text or file.

        Raises:
            NotFoundError: there is none by this number.
        """
        query = select(ticket_messages).where(ticket_messages.c.id == message_id)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFoundError
        return record(TicketMessage, row)

    async def newest_messages(self, ticket_id: TicketId, limit: int) -> list[TicketMessage]:
        """The last words of a ticket, the oldest of them first."""
        query = (
            select(ticket_messages)
            .where(ticket_messages.c.ticket_id == ticket_id)
            .order_by(ticket_messages.c.id.desc())
            .limit(limit)
        )
        found = [record(TicketMessage, row) for row in await self.connection.execute(query)]
        return found[::-1]

    async def has_earlier(self, message: TicketMessage) -> bool:
        """Whether something was written in the ticket before this."""
        query = (
            select(ticket_messages.c.id)
            .where(
                ticket_messages.c.ticket_id == message.ticket_id,
                ticket_messages.c.id < message.id,
            )
            .limit(1)
        )
        return (await self.connection.execute(query)).first() is not None

    async def count_unanswered(self, ticket_id: TicketId) -> int:
        """How many messages the customer added since the shop's last word."""
        mine = ticket_messages.c.ticket_id == ticket_id
        answered = (
            select(func.coalesce(func.max(ticket_messages.c.id), 0))
            .where(mine, ticket_messages.c.from_staff)
            .scalar_subquery()
        )
        query = select(func.count()).where(mine, ticket_messages.c.id > answered)
        return int((await self.connection.execute(query)).scalar_one())

    async def turn(self, ticket: Ticket, *, waits: bool, at: datetime) -> None:
        """Note who spoke last, which opens the ticket again; the first answer is remembered."""
        answered = at if ticket.answered_at is None and not waits else ticket.answered_at
        await self._set(
            ticket.id, waits=waits, changed_at=at, answered_at=answered, closed_at=None
        )

    async def close(self, ticket_id: TicketId, at: datetime) -> bool:
        """Close a ticket; False when it was closed before."""
        statement = (
            update(tickets)
            .where(tickets.c.id == ticket_id, tickets.c.closed_at.is_(None))
            .values(closed_at=at, changed_at=at, waits=False)
        )
        return bool((await self.connection.execute(statement)).rowcount)

    async def judge(self, ticket_id: TicketId, *, liked: bool) -> None:
        """Keep what the customer said of the help."""
        await self._set(ticket_id, liked=liked)

    async def waits_answered(self, since: datetime, limit: int) -> list[int]:
        """Seconds from opening to the first answer, of the tickets answered lately."""
        query = (
            select(tickets.c.opened_at, tickets.c.answered_at)
            .where(tickets.c.answered_at.is_not(None), tickets.c.answered_at > since)
            .order_by(tickets.c.answered_at.desc())
            .limit(limit)
        )
        found = await self.connection.execute(query)
        return [int((answered - opened).total_seconds()) for opened, answered in found]

    async def add_post(self, chat_id: int, message_id: int, ticket_id: TicketId) -> None:
        """Let a message stand for a ticket; may be repeated."""
        row = {"chat_id": chat_id, "message_id": message_id, "ticket_id": ticket_id}
        await insert_new(self.connection, ticket_posts, row, unique=["chat_id", "message_id"])

    async def find_post(self, chat_id: int, message_id: int) -> TicketId | None:
        """The ticket that a message stands for, or None."""
        query = select(ticket_posts.c.ticket_id).where(
            ticket_posts.c.chat_id == chat_id, ticket_posts.c.message_id == message_id
        )
        found = (await self.connection.execute(query)).scalar_one_or_none()
        return None if found is None else TicketId(found)

    async def _one(self, *conditions: Any) -> Ticket:  # noqa: ANN401 - any SQL conditions
        row = (await self.connection.execute(select(tickets).where(*conditions))).one_or_none()
        if row is None:
            raise NotFoundError
        return record(Ticket, row)

    async def _set(self, ticket_id: TicketId, **values: object) -> None:
        statement = update(tickets).where(tickets.c.id == ticket_id).values(**values)
        await self.connection.execute(statement)
