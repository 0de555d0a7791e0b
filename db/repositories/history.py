"""Orders as their owner browses them: filtered, counted, found, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select

from db.models.catalogue import services
from db.models.orders import ACTIVE_ROWS, RETURNED_ROWS, orders
from db.repositories.dialects import epoch_seconds
from db.repositories.orders import order_of
from db.types import rows_with
from domain.history import OrderFilter
from domain.orders import HELD, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, TextClause
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UserId
    from domain.orders import Order

    Condition = ColumnElement[bool] | TextClause

MOST: Final = 8_000
"""Finds and guarantees are counted up to here: nobody turns so many pages."""
_DAY_S: Final = 86_400
_ROWS: Final[Mapping[OrderFilter, tuple[TextClause, ...]]] = {
    OrderFilter.ALL: (),
    OrderFilter.ACTIVE: (ACTIVE_ROWS,),
    OrderFilter.HELD: (ACTIVE_ROWS, rows_with("status", HELD)),
    OrderFilter.DONE: (rows_with("status", (OrderStatus.COMPLETED,)),),
    OrderFilter.RETURNED: (RETURNED_ROWS,),
}
EXPORTED: Final = (
    orders.c.id,
    orders.c.status,
    orders.c.service_id,
    orders.c.service_name,
    orders.c.link,
    orders.c.quantity,
    orders.c.runs,
    orders.c.interval,
    orders.c.start_count,
    orders.c.remains,
    orders.c.charge_micros,
    orders.c.held_micros,
    orders.c.captured_micros,
    orders.c.released_micros,
    orders.c.refunded_micros,
    orders.c.created_at,
    orders.c.started_at,
    orders.c.finished_at,
)
"""The columns of an order that its owner takes away in a file."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many orders a customer has."""

    total: int
    active: Mapping[OrderStatus, int]
    """By status; statuses without any are absent."""
    returned: int

    @property
    def running(self) -> int:
        """Those that have not ended."""
        return sum(self.active.values())

    @property
    def held(self) -> int:
        """Those whose money is on hold."""
        return sum(self.active.get(status, 0) for status in HELD)

    @property
    def done(self) -> int:
        """Those that were delivered in full."""
        return self.total - self.running - self.returned


@dataclass(frozen=True, slots=True)
class History:
    """Orders as their owner browses them. None of its methods commits."""

    connection: AsyncConnection

    async def page(
        self, user_id: UserId, which: OrderFilter, *, limit: int, offset: int = 0
    ) -> list[Order]:
        """A customer's orders under a filter other than REFILL, newest first."""
        return await self._listed(_own(user_id), *_ROWS[which], limit=limit, offset=offset)

    async def counts(self, user_id: UserId) -> Counts:
        """How many orders a customer has, read from indexes alone."""
        return Counts(
            total=await self._count(_own(user_id)),
            active=await self.active(user_id),
            returned=await self._count(_own(user_id), RETURNED_ROWS),
        )

    async def active(self, user_id: UserId) -> Mapping[OrderStatus, int]:
        """How many orders of a customer stand in each status before the end."""
        query = (
            select(orders.c.status, func.count())
            .where(_own(user_id), ACTIVE_ROWS)
            .group_by(orders.c.status)
        )
        return {row[0]: row[1] for row in await self.connection.execute(query)}

    async def count_by_status(self, user_id: UserId) -> Mapping[OrderStatus, int]:
        """How many orders a customer has in each status, for the shop's people."""
        query = select(orders.c.status, func.count()).where(_own(user_id))
        rows = await self.connection.execute(query.group_by(orders.c.status))
        return {row[0]: row[1] for row in rows}

    async def guaranteed(
        self, user_id: UserId, at: datetime, *, limit: int, offset: int = 0
    ) -> list[Order]:
        """A customer's orders whose refill guarantee stands at this time, newest first."""
        query = self._guaranteed(select(orders), user_id, at).order_by(orders.c.id.desc())
        rows = await self.connection.execute(query.limit(limit).offset(offset))
        return [order_of(row) for row in rows]

    async def count_guaranteed(self, user_id: UserId, at: datetime) -> int:
        """How many there are, at most `MOST`."""
        some = self._guaranteed(select(orders.c.id), user_id, at).limit(MOST).subquery()
        query = select(func.count()).select_from(some)
        return int((await self.connection.execute(query)).scalar_one())

    async def about(
        self, user_id: UserId, links: Collection[str], *, limit: int, offset: int = 0
    ) -> list[Order]:
        """A customer's orders for one of these links, letter by letter, newest first."""
        return await self._listed(
            _own(user_id), orders.c.link.in_(links), limit=limit, offset=offset
        )

    async def count_about(self, user_id: UserId, links: Collection[str]) -> int:
        """How many there are."""
        return await self._count(_own(user_id), orders.c.link.in_(links))

    async def newest(self, user_id: UserId) -> OrderId | None:
        """The number of a customer's last order."""
        query = select(func.max(orders.c.id)).where(_own(user_id))
        newest: OrderId | None = (await self.connection.execute(query)).scalar_one()
        return newest

    async def exported(self, user_id: UserId, up_to: OrderId, *, limit: int) -> Sequence[Any]:
        """Columns `EXPORTED` of a customer's orders up to a number, newest first."""
        query = (
            select(*EXPORTED)
            .where(_own(user_id), orders.c.id <= up_to)
            .order_by(orders.c.id.desc())
            .limit(limit)
        )
        return (await self.connection.execute(query)).all()

    def _guaranteed(
        self, query: Select[tuple[object, ...]], user_id: UserId, at: datetime
    ) -> Select[tuple[object, ...]]:
        ended = epoch_seconds(self.connection, orders.c.finished_at)
        lasts = services.c.refill_days * _DAY_S
        return query.join(services, services.c.id == orders.c.service_id).where(
            _own(user_id),
            orders.c.status == OrderStatus.COMPLETED,
            services.c.refill.is_(True),
            or_(services.c.refill_days.is_(None), ended + lasts > int(at.timestamp())),
        )

    async def _listed(self, *conditions: Condition, limit: int, offset: int) -> list[Order]:
        query = select(orders).where(*conditions).order_by(orders.c.id.desc())
        rows = await self.connection.execute(query.limit(limit).offset(offset))
        return [order_of(row) for row in rows]

    async def _count(self, *conditions: Condition) -> int:
        query = select(func.count()).select_from(orders).where(*conditions)
        return int((await self.connection.execute(query)).scalar_one())


def _own(user_id: UserId) -> ColumnElement[bool]:
    return orders.c.user_id == user_id
