"""Orders that run longer than usual: looked through in steps, each delay told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, tuple_, update

from db.models.orders import UNTOLD_ROWS, orders
from domain.ids import OrderId, ServiceId, UserId

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


class Running(NamedTuple):
    """What must be known of a running order to judge whether it is late."""

    id: OrderId
    user_id: UserId
    service_id: ServiceId
    units: int
    runs: int | None
    interval: int | None
    fields: dict[str, str]
    accepted_at: datetime


_columns = select(*(orders.c[name] for name in Running._fields)).where(
    UNTOLD_ROWS, orders.c.api_key_id.is_(None)
)


@dataclass(frozen=True, slots=True)
class LateOrders:
    """Running orders of the chat whose delay was not told yet. None of its methods commits."""

    connection: AsyncConnection

    async def step(
        self, accepted_by: datetime, *, limit: int, after: Running | None = None
    ) -> list[Running]:
        """Some that the provider took by this time, oldest first, from behind `after` on."""
        query = _columns.where(orders.c.accepted_at <= accepted_by)
        if after is not None:
            place = tuple_(orders.c.accepted_at, orders.c.id)
            query = query.where(place > tuple_(after.accepted_at, after.id))
        query = query.order_by(orders.c.accepted_at, orders.c.id).limit(limit)
        return [Running(*row) for row in await self.connection.execute(query)]

    async def mark_told(self, order_id: OrderId, at: datetime) -> bool:
        """Note that a delay is told; False when it was before, or the order has ended."""
        told = await self.connection.execute(
            update(orders).where(orders.c.id == order_id, UNTOLD_ROWS).values(late_told_at=at)
        )
        return told.rowcount == 1
