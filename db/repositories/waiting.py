"""Orders that wait for another one on the same link, and which of them may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select, update

from db.models.catalogue import services
from db.models.orders import WAITING_ROWS, orders
from db.records import record
from domain.orders import ACTIVE, FINAL, OrderStatus

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, ProviderName, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """An order whose turn has come, unless another one on its link was there before it too."""

    id: OrderId
    user_id: UserId
    link: str
    service_id: int
    waits_for: OrderId


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders that wait for another. None of its methods commits."""

    connection: AsyncConnection

    async def has_ended_first(self, provider: ProviderName) -> bool:
        """Tell whether some order waits for one that has ended."""
        found = await self.connection.execute(select(exists().where(_free(provider))))
        return bool(found.scalar_one())

    async def lock_free(self, provider: ProviderName, limit: int) -> list[Waiter]:
        """Lock orders whose first has ended, passing over what others hold."""
        query: Select[Any] = (
            select(
                orders.c.id,
                orders.c.user_id,
                orders.c.link,
                orders.c.service_id,
                orders.c.waits_for,
            )
            .where(_free(provider))
            .order_by(orders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, key_share=True)
        )
        return [record(Waiter, row) for row in await self.connection.execute(query)]

    async def before(self, waiter: Waiter) -> OrderId | None:
        """The newest order made before this one that still runs on its link, or None."""
        other = orders.alias("other")
        theirs, mine = services.alias("theirs"), services.alias("mine")
        query = (
            select(func.max(other.c.id))
            .join_from(other, theirs, theirs.c.id == other.c.service_id)
            .join(mine, mine.c.kind == theirs.c.kind)
            .where(
                other.c.link == waiter.link,
                other.c.user_id == waiter.user_id,
                other.c.status.in_(sorted(ACTIVE)),
                other.c.id < waiter.id,
                mine.c.id == waiter.service_id,
            )
        )
        found: OrderId | None = (await self.connection.execute(query)).scalar_one()
        return found

    async def wait_for(self, waiter: Waiter, first: OrderId) -> None:
        """Let it wait for another one instead."""
        await self._update(waiter, waits_for=first)

    async def let_go(self, waiter: Waiter, at: datetime) -> bool:
        """Let it be sent, waiting from now on as if it were new; False where it moved."""
        return await self._update(waiter, waits_for=None, submit_at=at, queued_at=at)

    async def _update(self, waiter: Waiter, **values: Any) -> bool:  # noqa: ANN401 - any column
        changed = await self.connection.execute(
            update(orders)
            .where(
                orders.c.id == waiter.id,
                orders.c.status == OrderStatus.QUEUED,
                orders.c.waits_for == waiter.waits_for,
            )
            .values(**values)
        )
        return changed.rowcount == 1


def _free(provider: ProviderName) -> ColumnElement[bool]:
    """Orders of a provider whose first has ended and is not looked at by a person."""
    first = orders.alias("first")
    ended = exists().where(
        first.c.id == orders.c.waits_for,
        first.c.status.in_(sorted(FINAL)),
        first.c.review.is_(False),
    )
    return and_(WAITING_ROWS, orders.c.provider == provider, ended)
