"""Orders that a provider made for the posts of subscriptions: found, claimed, written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from db.models.aftercare import subscription_posts as posts
from db.records import record
from db.repositories.dialects import insert_into
from domain.orders import OrderStatus
from domain.subscriptions import Post

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, ProviderName, UpstreamId
    from domain.orders import Order


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of subscriptions. None of its methods commits."""

    connection: AsyncConnection

    async def add_new(self, order: Order, ids: Sequence[UpstreamId], at: datetime) -> int:
        """Keep those that were not known yet, to be asked about at once; returns how many."""
        if not ids:
            return 0
        rows = [_fresh(order, ident, at) for ident in ids]
        statement = (
            insert_into(self.connection, posts)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["provider", "upstream_id"])
            .returning(posts.c.id)
        )
        return len((await self.connection.execute(statement)).all())

    async def of_order(self, order_id: OrderId) -> list[Post]:
        """Everything that a subscription made, oldest first."""
        query = select(posts).where(posts.c.order_id == order_id).order_by(posts.c.id)
        return [record(Post, row) for row in await self.connection.execute(query)]

    async def parents_among(self, ids: Collection[OrderId]) -> set[OrderId]:
        """Those of these orders that have parts."""
        query = select(posts.c.order_id).where(posts.c.order_id.in_(ids)).distinct()
        return set((await self.connection.execute(query)).scalars())

    async def has_due(self, provider: ProviderName, at: datetime) -> bool:
        """Tell whether any post is due for a question."""
        query = select(posts.c.id).where(posts.c.provider == provider, posts.c.poll_at <= at)
        return (await self.connection.execute(query.limit(1))).scalar_one_or_none() is not None

    async def claim(
        self, provider: ProviderName, limit: int, *, at: datetime, until: datetime
    ) -> list[Post]:
        """Take posts that are due for a question; nobody else takes them before `until`."""
        due = (
            select(posts.c.id)
            .where(posts.c.provider == provider, posts.c.poll_at <= at)
            .order_by(posts.c.poll_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list((await self.connection.execute(due)).scalars())
        claim = update(posts).where(posts.c.id.in_(ids)).values(poll_at=until).returning(posts)
        rows = await self.connection.execute(claim)
        return sorted((record(Post, row) for row in rows), key=lambda post: post.id)

    async def note(self, post: Post, values: Mapping[str, Any]) -> bool:
        """Change a post that stands where it was seen; False when it does not any more."""
        noted = await self.connection.execute(
            update(posts)
            .where(posts.c.id == post.id, posts.c.status == post.status)
            .values(**values)
        )
        return noted.rowcount == 1


def _fresh(order: Order, ident: UpstreamId, at: datetime) -> dict[str, object]:
    return {
        "order_id": order.id,
        "provider": order.provider,
        "upstream_id": ident,
        "status": OrderStatus.PENDING,
        "odd_polls": 0,
        "seen_at": at,
        "poll_at": at,
    }
