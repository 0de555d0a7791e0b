"""Orders as operators look for them: whoever owns them, by status, link, or provider's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from db.models.orders import orders
from db.repositories.orders import order_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UpstreamId, UserId
    from domain.orders import Order, OrderStatus


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders: in any of these statuses, of one customer or of all."""

    statuses: Collection[OrderStatus]
    user_id: UserId | None = None


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """Everybody's orders, newest first. Nothing is changed."""

    connection: AsyncConnection

    async def count(self, wanted: Wanted) -> int:
        """How many there are."""
        query = select(func.count()).select_from(orders).where(*_conditions(wanted))
        return int((await self.connection.execute(query)).scalar_one())

    async def page(self, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Order]:
        """Some of them."""
        query = select(orders).where(*_conditions(wanted)).order_by(orders.c.id.desc())
        rows = await self.connection.execute(query.limit(limit).offset(offset))
        return [order_of(row) for row in rows]

    async def by_links(self, links: Sequence[str], *, limit: int) -> list[Order]:
        """Those for one of these links, letter by letter."""
        return await self._some(orders.c.link.in_(links), limit)

    async def by_number(
        self, order_id: OrderId | None, upstream_id: UpstreamId, *, limit: int
    ) -> list[Order]:
        """The shop's own order of this number, and those that a provider calls so."""
        found = orders.c.upstream_id == upstream_id
        if order_id is not None:
            found = or_(orders.c.id == order_id, found)
        return await self._some(found, limit)

    async def _some(self, condition: ColumnElement[bool], limit: int) -> list[Order]:
        query = select(orders).where(condition).order_by(orders.c.id.desc()).limit(limit)
        return [order_of(row) for row in await self.connection.execute(query)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [orders.c.status.in_(sorted(wanted.statuses))]
    if wanted.user_id is not None:
        conditions.append(orders.c.user_id == wanted.user_id)
    return conditions
