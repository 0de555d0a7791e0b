"""Orders as their owner browses them: filtered, counted, found, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Integer,
    String,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from db.models.catalogue import services
from db.models.orders import ACTIVE_ROWS, RETURNED_ROWS, orders
from db.prepared import Prepared
from db.repositories.dialects import moment_at
from db.repositories.orders import orders_beside, orders_of
from db.types import rows_with
from domain.aftercare import ENDLESS_DAYS
from domain.history import OrderFilter
from domain.orders import HELD, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select, TextClause
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UserId
    from domain.orders import Order

MOST: Final = 8_000
"""Finds and guarantees are counted up to here: nobody turns so many pages."""
_DAY_S: Final = 86_400
_DAYS: Final = "days"
"""The column behind an order's own."""
_ROWS: Final[Mapping[OrderFilter, tuple[TextClause, ...]]] = {
    OrderFilter.ALL: (),
    OrderFilter.ACTIVE: (ACTIVE_ROWS,),
    OrderFilter.HELD: (ACTIVE_ROWS, rows_with("status", HELD)),
    OrderFilter.DONE: (rows_with("status", (OrderStatus.COMPLETED,)),),
    OrderFilter.RETURNED: (RETURNED_ROWS,),
}
_own: Final = orders.c.user_id == bindparam("user_id")
_by_status: Final = (
    select(orders.c.status, func.count()).where(_own, ACTIVE_ROWS).group_by(orders.c.status)
)
_TOTAL: Final = "all"
_RETURNED: Final = "returned"
_counts: Final = union_all(
    select(literal(_TOTAL), func.count()).select_from(orders).where(_own),
    select(literal(_RETURNED), func.count()).select_from(orders).where(_own, RETURNED_ROWS),
    _by_status.with_only_columns(type_coerce(orders.c.status, String), func.count()),
)
_newest_first: Final = (
    select(orders)
    .where(_own)
    .order_by(orders.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=Integer))
)
_pages: Final = {which: _newest_first.where(*rows) for which, rows in _ROWS.items()}
"""Built once: building a statement costs more than asking it about a page."""
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
        return await self._listed(_pages[which], user_id, limit=limit, offset=offset)

    async def counts(self, user_id: UserId) -> Counts:
        """How many orders a customer has, read from indexes alone."""
        found = await self.connection.execute(_counts, {"user_id": user_id})
        counted: dict[str, int] = {row[0]: row[1] for row in found}
        total, returned = counted.pop(_TOTAL), counted.pop(_RETURNED)
        active = {OrderStatus(word): number for word, number in counted.items()}
        return Counts(total=total, active=active, returned=returned)

    async def active(self, user_id: UserId) -> Mapping[OrderStatus, int]:
        """How many orders of a customer stand in each status before the end."""
        found = await self.connection.execute(_by_status, {"user_id": user_id})
        return {row[0]: row[1] for row in found}

    async def count_by_status(self, user_id: UserId) -> Mapping[OrderStatus, int]:
        """How many orders a customer has in each status, for the shop's people."""
        query = select(orders.c.status, func.count()).where(_own).group_by(orders.c.status)
        rows = await self.connection.execute(query, {"user_id": user_id})
        return {row[0]: row[1] for row in rows}

    async def guaranteed(
        self, user_id: UserId, at: datetime, *, limit: int, offset: int = 0
    ) -> list[tuple[Order, int | None]]:
        """A customer's orders whose refill guarantee stands at this time, newest first.

        Each comes with the days of its guarantee.
        """
        given = {**_whose(user_id, at), "limit": limit, "offset": offset}
        found = await self.connection.execute(_guarantees(self._dialect).listed, given)
        return [(order, beside[_DAYS]) for order, beside in orders_beside(found, _DAYS)]

    async def count_guaranteed(self, user_id: UserId, at: datetime) -> int:
        """How many there are, at most `MOST`."""
        query = _guarantees(self._dialect).counted
        [(count,)] = await query.rows(self.connection, _whose(user_id, at))
        return int(count)

    async def about(
        self, user_id: UserId, links: Collection[str], *, limit: int, offset: int = 0
    ) -> list[Order]:
        """A customer's orders for one of these links, letter by letter, newest first."""
        query = _newest_first.where(orders.c.link.in_(links))
        return await self._listed(query, user_id, limit=limit, offset=offset)

    async def count_about(self, user_id: UserId, links: Collection[str]) -> int:
        """How many there are."""
        query = select(func.count()).select_from(orders).where(_own, orders.c.link.in_(links))
        return int((await self.connection.execute(query, {"user_id": user_id})).scalar_one())

    async def newest(self, user_id: UserId) -> OrderId | None:
        """The number of a customer's last order."""
        query = select(func.max(orders.c.id)).where(_own)
        found = await self.connection.execute(query, {"user_id": user_id})
        newest: OrderId | None = found.scalar_one()
        return newest

    async def exported(self, user_id: UserId, up_to: OrderId, *, limit: int) -> Sequence[Any]:
        """Columns `EXPORTED` of a customer's orders up to a number, newest first."""
        query = (
            select(*EXPORTED)
            .where(_own, orders.c.id <= up_to)
            .order_by(orders.c.id.desc())
            .limit(limit)
        )
        return (await self.connection.execute(query, {"user_id": user_id})).all()

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    async def _listed(
        self, query: Select[tuple[object, ...]], user_id: UserId, **given: int
    ) -> list[Order]:
        return orders_of(await self.connection.execute(query, {"user_id": user_id, **given}))


@dataclass(frozen=True, slots=True)
class _Guarantees:
    """Statements about orders whose guarantee stands `after` this second since 1970."""

    listed: Select[Any]
    counted: Prepared


@cache
def _guarantees(dialect: str) -> _Guarantees:
    lasts = services.c.refill_days * _DAY_S
    # The seconds are turned into a time, not every order's time into seconds: that takes longest.
    since = moment_at(dialect, bindparam("after", type_=BigInteger) + 1 - lasts)
    endless = or_(services.c.refill_days.is_(None), services.c.refill_days >= ENDLESS_DAYS)
    standing = (
        _own,
        orders.c.status == OrderStatus.COMPLETED,
        services.c.refill.is_(True),
        or_(endless, orders.c.finished_at >= since),
    )
    beside = services.c.id == orders.c.service_id
    some = select(orders.c.id).join(services, beside).where(*standing).limit(MOST).subquery()
    count = func.count().label("count")
    return _Guarantees(
        listed=_newest_first.add_columns(services.c.refill_days.label(_DAYS))
        .join(services, beside)
        .where(*standing),
        counted=Prepared(select(count).select_from(some), returns=[count]),
    )


def _whose(user_id: UserId, at: datetime) -> dict[str, object]:
    return {"user_id": user_id, "after": int(at.timestamp())}
