"""Which message of which chat shows which ticket, and what such a message tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.database import Database
    from domain.accounts import User, Wallet
    from domain.ids import TicketId, UserId
    from domain.orders import Order
    from domain.tickets import Ticket, TicketMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPost:
    """Some words of a ticket, for the one who reads them."""

    reader: User
    ticket: Ticket
    message: TicketMessage
    author: User
    customer: User
    wallet: Wallet
    order: Order | None
    opens: bool
    """The first words of the ticket."""


@dataclass(frozen=True, slots=True)
class ReadTicketPost:
    """Read some words of a ticket, whosever it is: for notices only."""

    database: Database

    async def __call__(self, *, reader_id: UserId, message_id: int) -> TicketPost:
        """Return them with who wrote them, and what is known of the customer.

        Raises:
            NotFoundError: there are no such words, or the reader never wrote to the bot.
        """
        async with self.database.read() as reads:
            message = await reads.tickets.get_message(message_id)
            ticket = await reads.tickets.get(message.ticket_id)
            return TicketPost(
                reader=await reads.users.get(reader_id),
                ticket=ticket,
                message=message,
                author=await reads.users.get(message.author_id),
                customer=await reads.users.get(ticket.user_id),
                wallet=await reads.purses.wallet(ticket.user_id),
                order=await reads.orders.get(ticket.order_id) if ticket.order_id else None,
                opens=not await reads.tickets.has_earlier(message),
            )


@dataclass(frozen=True, slots=True)
class RememberPost:
    """Let a reply to a message be a word in a ticket. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, chat_id: int, message_id: int, ticket_id: TicketId) -> None:
        """Store it."""
        async with self.database.write() as uow:
            await uow.tickets.add_post(chat_id, message_id, ticket_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class FindTicket:
    """Find the ticket that a message stands for."""

    database: Database

    async def __call__(self, *, chat_id: int, message_id: int) -> TicketId | None:
        """Return it, or None."""
        async with self.database.read() as reads:
            return await reads.tickets.find_post(chat_id, message_id)
