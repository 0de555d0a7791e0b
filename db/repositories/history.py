"""Orders as their owner browses them: filtered, counted, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.models.orders import orders
from db.repositories.orders import order_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId
    from domain.orders import Order, OrderStatus


@dataclass(frozen=True, slots=True)
class History:
    """Orders as their owner browses them. None of its methods commits."""

    connection: AsyncConnection

    async def page(
        self,
        user_id: UserId,
        statuses: Collection[OrderStatus],
        *,
        limit: int,
        offset: int = 0,
    ) -> Sequence[Order]:
        """A customer's orders in any of these statuses, newest first."""
        query = (
            select(orders)
            .where(orders.c.user_id == user_id, orders.c.status.in_(statuses))
            .order_by(orders.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return [order_of(row) for row in await self.connection.execute(query)]

    async def counts(self, user_id: UserId) -> Mapping[OrderStatus, int]:
        """How many orders a customer has in each status; statuses without any are absent."""
        query = (
            select(orders.c.status, func.count())
            .where(orders.c.user_id == user_id)
            .group_by(orders.c.status)
        )
        found = await self.connection.execute(query)
        return {row[0]: row[1] for row in found}
