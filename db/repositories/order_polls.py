"""Orders asked about: claimed in batches for a provider, and what the answers changed, in bulk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_, select, update

from db.models.orders import orders
from db.repositories.orders import order_of
from domain.orders import RUNNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, ProviderName, UpstreamId
    from domain.orders import Order
    from domain.settlement import Figures


_figures: Final = (
    update(orders)
    .where(orders.c.id == bindparam("row_id"), orders.c.status == bindparam("seen"))
    .values(
        start_count=bindparam("new_start_count"),
        remains=bindparam("new_remains"),
        upstream_status=bindparam("new_upstream_status"),
        upstream_charge_micros=bindparam("new_upstream_charge", type_=orders.c.charge_micros.type),
        odd_polls=bindparam("new_odd_polls"),
    )
)


@dataclass(frozen=True, slots=True)
class OrderPolls:
    """Polling's statements. None of them commits or moves money."""

    connection: AsyncConnection

    async def claim(
        self, provider: ProviderName, limit: int, *, at: datetime, until: datetime
    ) -> list[Order]:
        """Take orders that are due for a question; nobody else takes them before `until`."""
        due = (
            select(orders.c.id)
            .where(
                orders.c.provider == provider,
                orders.c.poll_at <= at,
                orders.c.upstream_id.is_not(None),
            )
            .order_by(orders.c.poll_at)
            .limit(limit)
            .with_for_update(skip_locked=True, key_share=True)
        )
        ids = list((await self.connection.execute(due)).scalars())
        claim = update(orders).where(orders.c.id.in_(ids)).values(poll_at=until).returning(orders)
        rows = await self.connection.execute(claim)
        return sorted(map(order_of, rows), key=lambda order: order.id)

    async def hurry(self, order_id: OrderId, *, at: datetime, unless_since: datetime) -> bool:
        """Let a running order be the next that is asked about; False when it was hurried since."""
        hurried = await self.connection.execute(
            update(orders)
            .where(orders.c.id == order_id, orders.c.status.in_(sorted(RUNNING)))
            .where(or_(orders.c.hurried_at.is_(None), orders.c.hurried_at <= unless_since))
            .values(poll_at=at, hurried_at=at)
        )
        return hurried.rowcount == 1

    async def find_upstream(self, provider: ProviderName, upstream_id: UpstreamId) -> Order | None:
        """The order that has this id at the provider, or None."""
        query = select(orders).where(
            orders.c.provider == provider, orders.c.upstream_id == upstream_id
        )
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else order_of(row)

    async def schedule(
        self, times: Mapping[OrderId, datetime | None], *, asked_at: datetime | None
    ) -> None:
        """Set when to ask next, one UPDATE for each distinct time; `asked_at` notes an answer."""
        groups: dict[datetime | None, list[OrderId]] = defaultdict(list)
        for order_id, poll_at in times.items():
            groups[poll_at].append(order_id)
        answered = {} if asked_at is None else _answered(asked_at)
        for poll_at, ids in groups.items():
            await self.connection.execute(
                update(orders).where(orders.c.id.in_(ids)).values(poll_at=poll_at, **answered)
            )

    async def note_figures(self, changed: Sequence[tuple[Order, Figures]]) -> None:
        """Write new figures of orders that stand where they were seen, with one statement."""
        if changed:
            rows = [_row(order, figures) for order, figures in changed]
            await self.connection.execute(_figures, rows)

    async def note_missing(self, ids: Sequence[OrderId], at: datetime) -> None:
        """Remember since when answers leave these orders out."""
        if ids:
            await self.connection.execute(
                update(orders)
                .where(orders.c.id.in_(ids), orders.c.missing_since.is_(None))
                .values(missing_since=at)
            )


def _answered(at: datetime) -> dict[str, object]:
    return {"polls": orders.c.polls + 1, "polled_at": at, "missing_since": None}


def _row(order: Order, figures: Figures) -> dict[str, object]:
    return {
        "row_id": order.id,
        "seen": order.status,
        "new_start_count": figures.start_count,
        "new_remains": figures.remains,
        "new_upstream_status": figures.upstream_status,
        "new_upstream_charge": figures.upstream_charge,
        "new_odd_polls": figures.odd_polls,
    }
