"""A customer's orders as a file, with columns that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from domain.csv_text import csv_line
from domain.ids import OrderId
from services.export import BATCH, MOST, Export, Lines

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from sqlalchemy import Row

    from db.database import Database
    from domain.ids import UserId

COLUMNS: Final = (
    "order_id",
    "status",
    "service_id",
    "service",
    "link",
    "quantity",
    "runs",
    "interval_minutes",
    "start_count",
    "remains",
    "price",
    "on_hold",
    "charged",
    "returned",
    "placed_at",
    "started_at",
    "ended_at",
)


@dataclass(frozen=True, slots=True)
class ExportOrders:
    """Write a customer's orders out, newest first."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> Export:
        """Begin a file of what there is now; later orders are not in it."""
        async with self.database.read() as reads:
            newest = await reads.history.newest(user_id)
            counts = await reads.history.counts(user_id)
        total = min(counts.total, MOST)
        return Export(
            heading=csv_line(COLUMNS), total=total, batches=self._batches(user_id, newest, total)
        )

    async def _batches(
        self, user_id: UserId, newest: OrderId | None, left: int
    ) -> AsyncGenerator[Lines, None]:
        while newest is not None and left > 0:
            async with self.database.read() as reads:
                rows = await reads.history.exported(user_id, newest, limit=min(BATCH, left))
            if not rows:
                return
            yield Lines("".join(map(_line, rows)), len(rows))
            left -= len(rows)
            newest = OrderId(rows[-1].id - 1)


def _line(row: Row[Any]) -> str:
    return csv_line(
        (
            row.id,
            row.status.value,
            row.service_id,
            row.service_name,
            row.link,
            row.quantity,
            row.runs,
            row.interval,
            row.start_count,
            row.remains,
            row.charge_micros,
            row.held_micros,
            row.captured_micros - row.refunded_micros,
            row.released_micros + row.refunded_micros,
            row.created_at,
            row.started_at,
            row.finished_at,
        )
    )
