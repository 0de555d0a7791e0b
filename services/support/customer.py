"""What customers do with their tickets: open, add, read, close, and say how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

from db.repositories.tickets import NewTicket
from domain.errors import TicketLimitError
from domain.tickets import MAX_CODE, MAX_OPEN, MAX_UNANSWERED
from services.support.words import Speaker, post_to_staff, write_down

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import User
    from domain.ids import OrderId, TicketId, UserId
    from domain.ports import Clock
    from domain.tickets import Ticket, TicketMessage, TicketTopic
    from services.support.words import Said

SHOWN: Final = 6
"""A ticket's last words, as its screen shows them."""
ENOUGH_ANSWERS: Final = 5
ANSWERS_SEEN: Final = 50
ANSWERS_WITHIN: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a new ticket is about."""

    topic: TicketTopic
    order_id: OrderId | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Ask the people of the shop something. Commits; each call opens a ticket."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self, *, user_id: UserId, subject: Subject, said: Said) -> Ticket:
        """Open the ticket and have every owner told.

        Raises:
            NotFoundError: the order is absent or someone else's.
            TicketLimitError: three are open already.
        """
        now = self.clock.now()
        async with self.database.write() as uow:
            if subject.order_id is not None:
                await uow.orders.get_own(user_id, subject.order_id)
            if len(await uow.tickets.list_open_of(user_id)) >= MAX_OPEN:
                raise TicketLimitError
            new = NewTicket(
                user_id=user_id,
                topic=subject.topic,
                order_id=subject.order_id,
                code=subject.code[:MAX_CODE] if subject.code else None,
                at=now,
            )
            ticket = await uow.tickets.open(new)
            written = await write_down(uow, ticket, said, Speaker(user_id, is_staff=False, at=now))
            await post_to_staff(uow, written, self.owners, now)
            await uow.commit()
        return ticket


@dataclass(frozen=True, slots=True)
class AddToTicket:
    """Say more in a ticket; one that was closed is open again. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self, *, user_id: UserId, ticket_id: TicketId, said: Said) -> Ticket:
        """Add the words and have every owner told.

        Raises:
            NotFoundError: the ticket is absent or someone else's.
            TicketLimitError: too much in it waits for an answer (`full`).
        """
        now = self.clock.now()
        async with self.database.write() as uow:
            ticket = await uow.tickets.get_own(user_id, ticket_id)
            if await uow.tickets.count_unanswered(ticket_id) >= MAX_UNANSWERED:
                raise TicketLimitError(ticket_id)
            written = await write_down(uow, ticket, said, Speaker(user_id, is_staff=False, at=now))
            await post_to_staff(uow, written, self.owners, now)
            await uow.commit()
        return ticket


@dataclass(frozen=True, slots=True)
class SolveTicket:
    """Close one's own ticket. Commits; may be repeated."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, ticket_id: TicketId) -> Ticket:
        """Close it and return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        async with self.database.write() as uow:
            await uow.tickets.get_own(user_id, ticket_id)
            await uow.tickets.close(ticket_id, self.clock.now())
            ticket = await uow.tickets.get_own(user_id, ticket_id)
            await uow.commit()
        return ticket


@dataclass(frozen=True, slots=True)
class JudgeTicket:
    """Say whether the help was good. Commits; the last word counts."""

    database: Database

    async def __call__(self, *, user_id: UserId, ticket_id: TicketId, liked: bool) -> None:
        """Keep it.

        Raises:
            NotFoundError: the ticket is absent or someone else's.
        """
        async with self.database.write() as uow:
            await uow.tickets.get_own(user_id, ticket_id)
            await uow.tickets.judge(ticket_id, liked=liked)
            await uow.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A ticket with its last words, and the people who wrote them by id."""

    ticket: Ticket
    messages: tuple[TicketMessage, ...]
    people: Mapping[UserId, User]


@dataclass(frozen=True, slots=True)
class ReadTicket:
    """Read one's own ticket."""

    database: Database

    async def __call__(self, *, user_id: UserId, ticket_id: TicketId) -> Conversation:
        """Return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        async with self.database.read(brief=True) as reads:
            return await conversation_in(reads, await reads.tickets.get_own(user_id, ticket_id))


async def conversation_in(reads: Reads, ticket: Ticket) -> Conversation:
    """A ticket with its last words, inside the caller's transaction."""
    messages = await reads.tickets.newest_messages(ticket.id, SHOWN)
    people = await reads.users.list_among({message.author_id for message in messages})
    return Conversation(
        ticket=ticket, messages=tuple(messages), people={user.id: user for user in people}
    )


@dataclass(frozen=True, slots=True)
class SupportDesk:
    """What somebody who needs help sees first; `usual_s` is None while too little is known."""

    open: tuple[Ticket, ...]
    usual_s: int | None


@dataclass(frozen=True, slots=True)
class ReadSupport:
    """Read one's open tickets, and how long the shop's first answer usually takes."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> SupportDesk:
        """Return them."""
        return await self.database.peek(partial(self._desk, user_id))

    async def _desk(self, user_id: UserId, reads: Reads) -> SupportDesk:
        since = self.clock.now() - ANSWERS_WITHIN
        mine = await reads.tickets.list_open_of(user_id)
        waits = await reads.tickets.waits_answered(since, ANSWERS_SEEN)
        usual = int(median(waits)) if len(waits) >= ENOUGH_ANSWERS else None
        return SupportDesk(tuple(mine), usual)
