"""The operators' inbox: cases opened once, decided once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select, update

from db.models.orders import reviews
from db.records import record
from db.repositories.dialects import insert_into
from domain.errors import NotFoundError
from domain.ids import ReviewId
from domain.reviews import Decision, Review, ReviewKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UserId


@dataclass(frozen=True, slots=True)
class Reviews:
    """Cases. None of its methods commits."""

    connection: AsyncConnection

    async def open(
        self, order_id: OrderId, kind: ReviewKind, facts: Mapping[str, object], at: datetime
    ) -> ReviewId | None:
        """Open a case; None while one of this kind is open for the order."""
        statement = (
            insert_into(self.connection, reviews)
            .values(order_id=order_id, kind=kind, facts=dict(facts), opened_at=at)
            .on_conflict_do_nothing(
                index_elements=["order_id", "kind"], index_where=reviews.c.decision.is_(None)
            )
            .returning(reviews.c.id)
        )
        found = (await self.connection.execute(statement)).scalar_one_or_none()
        return None if found is None else ReviewId(found)

    async def open_once(
        self, order_id: OrderId, kind: ReviewKind, facts: Mapping[str, object], at: datetime
    ) -> ReviewId | None:
        """Open a case unless the order ever had one of this kind: once seen is enough."""
        earlier = select(exists().where(reviews.c.order_id == order_id, reviews.c.kind == kind))
        if (await self.connection.execute(earlier)).scalar_one():
            return None
        return await self.open(order_id, kind, facts, at)

    async def get(self, review_id: ReviewId) -> Review:
        """A case.

        Raises:
            NotFoundError: there is none.
        """
        query = select(reviews).where(reviews.c.id == review_id)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFoundError
        return record(Review, row)

    async def list_open(self, *, limit: int, offset: int = 0) -> Sequence[Review]:
        """The inbox, oldest first."""
        query = select(reviews).where(reviews.c.decision.is_(None)).order_by(reviews.c.id)
        rows = await self.connection.execute(query.limit(limit).offset(offset))
        return [record(Review, row) for row in rows]

    async def open_of_order(self, order_id: OrderId) -> Sequence[Review]:
        """The order's open cases, oldest first."""
        query = select(reviews).where(reviews.c.order_id == order_id, reviews.c.decision.is_(None))
        return [
            record(Review, row)
            for row in await self.connection.execute(query.order_by(reviews.c.id))
        ]

    async def count_open(self) -> int:
        """How many cases wait for a person."""
        query = select(func.count()).where(reviews.c.decision.is_(None))
        return int((await self.connection.execute(query)).scalar_one())

    async def has_open(self, order_id: OrderId, kinds: frozenset[ReviewKind]) -> bool:
        """Tell whether an open case of one of these kinds stands for the order."""
        query = select(
            exists().where(
                reviews.c.order_id == order_id,
                reviews.c.kind.in_(sorted(kinds)),
                reviews.c.decision.is_(None),
            )
        )
        return bool((await self.connection.execute(query)).scalar_one())

    async def decide(
        self, review_id: ReviewId, decision: Decision, actor_id: UserId, at: datetime
    ) -> bool:
        """Close a case by compare-and-set: the first decision wins, later ones get False."""
        decided = await self.connection.execute(
            update(reviews)
            .where(reviews.c.id == review_id, reviews.c.decision.is_(None))
            .values(decision=decision, decided_by=actor_id, decided_at=at)
        )
        return decided.rowcount == 1

    async def list_to_remind(
        self, reminded: int, opened_before: datetime, kinds: frozenset[ReviewKind]
    ) -> list[Review]:
        """Open cases that were reminded of `reminded` times and stand since before this time."""
        query = select(reviews).where(
            reviews.c.decision.is_(None),
            reviews.c.reminded == reminded,
            reviews.c.opened_at <= opened_before,
            reviews.c.kind.in_(sorted(kinds)),
        )
        return [record(Review, row) for row in await self.connection.execute(query)]

    async def count_reminder(self, review: Review) -> bool:
        """Count one reminder; False when another worker did so first."""
        counted = await self.connection.execute(
            update(reviews)
            .where(reviews.c.id == review.id, reviews.c.reminded == review.reminded)
            .values(reminded=review.reminded + 1)
        )
        return counted.rowcount == 1
