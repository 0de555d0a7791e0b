"""What the shop's people do with tickets: list, read, answer and close them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.errors import DecisionError
from domain.notices import NoticeKind
from domain.operators import Act
from domain.tickets import ticket_name
from services.people.leaving import is_gone
from services.support.customer import Conversation, conversation_in
from services.support.words import Speaker, post_to_customer, post_to_staff, write_down

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.accounts import User
    from domain.ids import TicketId, UserId
    from domain.orders import Order
    from domain.tickets import Ticket
    from services.operators.desk import Desk
    from services.support.words import Said

PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class ReplyTicket:
    """Answer a customer; a ticket that was closed is open again. Commits, with an audit line."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, ticket_id: TicketId, said: Said) -> Ticket:
        """Add the words, and have the customer and the other owners told.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such ticket.
            DecisionError: `gone`: its customer deleted their account.
        """
        self.desk.admit(actor_id)
        now = self.desk.clock.now()
        async with self.desk.database.write() as uow:
            ticket = await _of_somebody(uow, ticket_id)
            written = await write_down(uow, ticket, said, Speaker(actor_id, is_staff=True, at=now))
            await post_to_customer(uow, ticket, written, now)
            await post_to_staff(uow, written, self.desk.owners, now)
            await uow.journal.add(
                actor_id=actor_id,
                act=Act.REPLY,
                target=f"ticket:{ticket_id}",
                after=f"message {written[-1].id}" if written else None,
                at=now,
            )
            await uow.commit()
        return ticket


@dataclass(frozen=True, slots=True)
class CloseTicket:
    """Close a ticket; its customer is asked how it went. Commits, with an audit line."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, ticket_id: TicketId) -> bool:
        """Close it; False when it was closed already.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such ticket.
        """
        self.desk.admit(actor_id)
        now = self.desk.clock.now()
        async with self.desk.database.write() as uow:
            ticket = await uow.tickets.get(ticket_id)
            if not await uow.tickets.close(ticket_id, now):
                return False
            await uow.outbox.add(
                chat_id=ticket.user_id,
                kind=NoticeKind.TICKET_CLOSED,
                payload={"ticket_id": ticket_id},
                at=now,
            )
            await uow.journal.add(
                actor_id=actor_id, act=Act.CLOSE, target=f"ticket:{ticket_id}", at=now
            )
            await uow.commit()
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """Open tickets with their customers, those that wait for the shop first."""

    tickets: tuple[tuple[Ticket, User], ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ListTickets:
    """List everybody's open tickets, eight a page."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, page: int = 1) -> TicketPage:
        """Return a page, the nearest there is.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            total = await reads.tickets.count_open()
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)
            found = await reads.tickets.page_open(limit=PAGE, offset=(page - 1) * PAGE)
            people = await reads.users.list_among({ticket.user_id for ticket in found})
        by_id = {user.id: user for user in people}
        listed = tuple((ticket, by_id[ticket.user_id]) for ticket in found)
        return TicketPage(tickets=listed, total=total, page=page, pages=pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTicket:
    """A ticket as the shop's people see it."""

    conversation: Conversation
    customer: User
    order: Order | None


@dataclass(frozen=True, slots=True)
class ReadStaffTicket:
    """Read anybody's ticket."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, ticket_id: TicketId) -> StaffTicket:
        """Return it.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such ticket.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            ticket = await reads.tickets.get(ticket_id)
            return StaffTicket(
                conversation=await conversation_in(reads, ticket),
                customer=await reads.users.get(ticket.user_id),
                order=await reads.orders.get(ticket.order_id) if ticket.order_id else None,
            )


async def _of_somebody(uow: UnitOfWork, ticket_id: TicketId) -> Ticket:
    ticket = await uow.tickets.get(ticket_id)
    if is_gone(await uow.users.get(ticket.user_id)):
        raise DecisionError("gone", ticket=ticket_name(ticket_id))
    return ticket
