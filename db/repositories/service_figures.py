"""What finished orders say about their services: counted and ranked by the database itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import case, distinct, func, select

from db.models.orders import orders
from db.repositories.dialects import epoch_seconds
from domain.figures import ServiceFigures
from domain.ids import ServiceId
from domain.orders import OrderStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

_WHOLE: Final = 100
_LOT: Final = 1000
_ENDED: Final = (OrderStatus.COMPLETED, OrderStatus.PARTIAL, OrderStatus.CANCELED)
_RAN: Final = (OrderStatus.COMPLETED, OrderStatus.PARTIAL)
_BEGUN: Final = func.coalesce(orders.c.started_at, orders.c.finished_at)
"""An order that was never seen at work has begun at the latest when it ended."""


_SERVICE: Final = (orders.c.service_id + 0).label("service_id")
"""Not the bare column: SQLite would group by walking its index, through every order ever."""


class _Percentiles(NamedTuple):
    p50: int | None = None
    p90: int | None = None


_NONE: Final = _Percentiles()


@dataclass(frozen=True, slots=True)
class FinishedOrders:
    """Statements over orders that ended since a time. Nothing is changed."""

    connection: AsyncConnection

    async def newest(self) -> datetime | None:
        """When the last order ended; None before the first."""
        query = select(func.max(orders.c.finished_at)).where(orders.c.finished_at.is_not(None))
        found: datetime | None = (await self.connection.execute(query)).scalar_one_or_none()
        return found

    async def since(self, since: datetime) -> Mapping[ServiceId, ServiceFigures]:
        """The figures of every service that had orders ending since a time."""
        counted = await self.connection.execute(_counts(since))
        starts = await self._percentiles(self._span(orders.c.accepted_at, _BEGUN), _RAN, since)
        whole = self._span(orders.c.accepted_at, orders.c.finished_at)
        finishes = await self._percentiles(whole, (OrderStatus.COMPLETED,), since)
        work = self._span(orders.c.started_at, orders.c.finished_at) * _LOT // orders.c.units
        thousands = await self._percentiles(work, (OrderStatus.COMPLETED,), since)
        return {
            ServiceId(row.service_id): ServiceFigures(
                completed=row.completed,
                partial=row.partial,
                canceled=row.canceled,
                customers=row.customers,
                starts_p50_s=starts.get(row.service_id, _NONE).p50,
                starts_p90_s=starts.get(row.service_id, _NONE).p90,
                finishes_p50_s=finishes.get(row.service_id, _NONE).p50,
                finishes_p90_s=finishes.get(row.service_id, _NONE).p90,
                thousand_p50_s=thousands.get(row.service_id, _NONE).p50,
            )
            for row in counted
        }

    async def _percentiles(
        self, value: ColumnElement[Any], ended: tuple[OrderStatus, ...], since: datetime
    ) -> dict[int, _Percentiles]:
        """The nearest-rank percentiles of a value, by service; orders without it do not count."""
        ranked = (
            select(
                _SERVICE,
                value.label("value"),
                func.row_number().over(partition_by=_SERVICE, order_by=value).label("place"),
                func.count().over(partition_by=_SERVICE).label("total"),
            )
            .where(*_ended_since(since), orders.c.status.in_(ended))
            .where(orders.c.runs.is_(None), value.is_not(None))
            .subquery()
        )
        reached = [
            func.min(case((ranked.c.place * _WHOLE >= ranked.c.total * percent, ranked.c.value)))
            for percent in (50, 90)
        ]
        found = select(ranked.c.service_id, *reached).group_by(ranked.c.service_id)
        rows = await self.connection.execute(found)
        return {number: _Percentiles(p50, p90) for number, p50, p90 in rows}

    def _span(self, since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[Any]:
        """Whole seconds between two times."""
        dialect = self.connection.dialect.name
        return epoch_seconds(dialect, until) - epoch_seconds(dialect, since)


def _counts(since: datetime) -> Select[Any]:
    def counted(status: OrderStatus) -> ColumnElement[int]:
        return func.count(case((orders.c.status == status, 1))).label(status.value)

    buyer = case((orders.c.status == OrderStatus.COMPLETED, orders.c.user_id))
    return (
        select(
            _SERVICE,
            *map(counted, _ENDED),
            func.count(distinct(buyer)).label("customers"),
        )
        .where(*_ended_since(since), orders.c.status.in_(_ENDED))
        .group_by(_SERVICE)
    )


def _ended_since(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Named as the index on finished orders names it."""
    return orders.c.finished_at.is_not(None), orders.c.finished_at >= since
