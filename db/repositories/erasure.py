"""Takes out of every table what is personal of somebody who leaves; the ledger is not touched.

What a table keeps and what it loses is listed here, and a test holds the list against the schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, or_, select, update

from db.models.api import api_access, api_days, api_keys
from db.models.api_orders import api_repeats, api_test_orders
from db.models.catalogue import favourites
from db.models.exports import exports
from db.models.ledger import accounts
from db.models.orders import cards, orders, quotes, reviews
from db.models.outbox import outbox
from db.models.people import drafts, preferences, users
from db.models.tickets import ticket_messages, ticket_posts, tickets

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

OWNED: Final[tuple[Table, ...]] = (
    quotes,
    drafts,
    preferences,
    favourites,
    exports,
    api_days,
    api_repeats,
    api_test_orders,
)
"""Tables whose rows of a person go altogether; each names its owner `user_id`."""
KEPT: Final = frozenset({"accounts", "transfers", "orders", "tickets"})
"""Tables whose rows stay under the number, without anything personal: the books need them."""
CLEANED: Final = frozenset(
    {"users", "outbox", "ticket_posts", "ticket_messages", "api_access", "api_keys"}
)
"""Tables that are cleaned by their own rule below."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Forgetting somebody. None of its methods commits."""

    connection: AsyncConnection

    async def has_open_case(self, user_id: UserId) -> bool:
        """Whether a person of the shop has an order of theirs before them."""
        query = select(orders.c.id).where(
            orders.c.user_id == user_id,
            exists().where(reviews.c.order_id == orders.c.id, reviews.c.decision.is_(None)),
        )
        return (await self.connection.execute(query.limit(1))).first() is not None

    async def lock_account(self, key: str) -> None:
        """Let nobody else move this account's money until the caller's transaction ends."""
        query = select(accounts.c.key).where(accounts.c.key == key).with_for_update()
        await self.connection.execute(query)

    async def clean_orders(self, user_id: UserId) -> None:
        """Take links and texts out of a person's orders; locks them as well."""
        await self.connection.execute(
            update(orders).where(orders.c.user_id == user_id).values(link="", fields={})
        )

    async def forget(self, user_id: UserId, at: datetime) -> None:
        """Take out everything else."""
        for table in OWNED:
            await self.connection.execute(delete(table).where(table.c.user_id == user_id))
        mine = select(orders.c.id).where(orders.c.user_id == user_id)
        await self.connection.execute(delete(cards).where(cards.c.order_id.in_(mine)))
        await self._silence(user_id, at)
        await self._close_tickets(user_id, at)
        await self._end_keys(user_id, at)
        await self.connection.execute(
            update(users)
            .where(users.c.id == user_id)
            .values(
                first_name="",
                username=None,
                language="en",
                terms_version=None,
                terms_at=None,
                screen_id=None,
            )
        )

    async def _silence(self, user_id: UserId, at: datetime) -> None:
        """Tell them nothing any more."""
        await self.connection.execute(
            update(outbox)
            .where(outbox.c.chat_id == user_id, outbox.c.ended_at.is_(None))
            .values(ended_at=at, ending="left")
        )

    async def _close_tickets(self, user_id: UserId, at: datetime) -> None:
        mine = select(tickets.c.id).where(tickets.c.user_id == user_id)
        await self.connection.execute(
            update(ticket_messages)
            .where(ticket_messages.c.ticket_id.in_(mine))
            .values(text="", file_id=None, file_kind=None)
        )
        await self.connection.execute(
            delete(ticket_posts).where(ticket_posts.c.ticket_id.in_(mine))
        )
        await self.connection.execute(
            update(tickets)
            .where(tickets.c.user_id == user_id, tickets.c.closed_at.is_(None))
            .values(closed_at=at, changed_at=at, waits=False)
        )

    async def _end_keys(self, user_id: UserId, at: datetime) -> None:
        """End what keys there are; that the shop had switched them off outlives the deletion."""
        mine = api_keys.c.user_id == user_id
        await self.connection.execute(
            update(api_keys).where(mine).values(used_at=None, used_from=None)
        )
        lives = or_(api_keys.c.ends_at.is_(None), api_keys.c.ends_at > at)
        await self.connection.execute(update(api_keys).where(mine, lives).values(ends_at=at))
        await self.connection.execute(
            delete(api_access).where(
                api_access.c.user_id == user_id, api_access.c.stopped_at.is_(None)
            )
        )
        await self.connection.execute(
            update(api_access)
            .where(api_access.c.user_id == user_id)
            .values(addresses=[], daily_cap_micros=None)
        )
