"""What a customer ordered lately, in short."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from db.models.orders import orders
from db.records import record
from domain.recent import LOOKED_AT, PastOrder

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_latest = (
    select(
        *(
            orders.c[f"{field.name}_micros" if field.name == "charge" else field.name]
            for field in fields(PastOrder)
        )
    )
    .where(orders.c.user_id == bindparam("person"))
    .order_by(orders.c.id.desc())
    .limit(LOOKED_AT)
)


@dataclass(frozen=True, slots=True)
class RecentOrders:
    """What a customer ordered lately. None of its methods commits."""

    connection: AsyncConnection

    async def latest(self, user_id: UserId) -> list[PastOrder]:
        """The customer's newest orders, newest first."""
        rows = await self.connection.execute(_latest, {"person": user_id})
        return [record(PastOrder, row) for row in rows]
