"""Orders on their way: claimed for sending, moved by updates that name their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, func, select, update

from db.models.catalogue import routes
from db.models.orders import SENDABLE_ROWS, WAITING_ROWS, orders
from db.repositories.orders import order_of
from domain.money import ZERO
from domain.orders import OrderStatus, sources_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import OrderId, ProviderName, UpstreamId
    from domain.money import Money
    from domain.orders import Order, ReleaseReason

Sources = frozenset[OrderStatus]
_HOLD_IS_WHOLE: Final = orders.c.held_micros == orders.c.charge_micros
_QUEUED_SINCE: Final = func.coalesce(orders.c.queued_at, orders.c.created_at)
_ROUTED: Final = exists().where(routes.c.service_id == orders.c.service_id)


@dataclass(frozen=True, slots=True)
class OrderMoves:
    """Status changes, each ONE guarded UPDATE; None when the order was not where it had to be.

    None of the methods commits or touches the ledger: the caller moves the money in the same
    transaction.
    """

    connection: AsyncConnection

    async def has_due(self, provider: ProviderName, at: datetime) -> bool:
        """Tell whether a queued order's time has come."""
        due = exists().where(_queued(provider), orders.c.submit_at <= at)
        return bool((await self.connection.execute(select(due))).scalar_one())

    async def lock_due(self, provider: ProviderName, limit: int, at: datetime) -> list[Order]:
        """Lock queued orders whose time has come, oldest first, passing over what others hold."""
        query = (
            select(orders)
            .where(_queued(provider), orders.c.submit_at <= at)
            .order_by(orders.c.submit_at, orders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, key_share=True)
        )
        return [order_of(row) for row in await self.connection.execute(query)]

    async def list_overdue(
        self, provider: ProviderName, limit: int, queued_before: datetime
    ) -> list[Order]:
        """Queued orders that have waited since before this time, not locked."""
        query = select(orders).where(_queued(provider), queued_before >= _QUEUED_SINCE)
        rows = await self.connection.execute(query.order_by(orders.c.id).limit(limit))
        return [order_of(row) for row in rows]

    async def start(self, order: Order, *, cost: Money, expected: Money) -> Order | None:
        """Queued -> submitting: the claim that precedes sending, at the cost of today.

        `cost` is in the shop's currency, `expected` in the provider's.
        """
        values = {
            "attempts": orders.c.attempts + 1,
            "reason": None,
            "cost_micros": cost,
            "expected_micros": expected,
        }
        return await self.move(order.id, OrderStatus.SUBMITTING, values)

    async def reroute(self, order: Order, via: Service, *, at: datetime) -> Order | None:
        """Queued or submitting -> queued at another provider, to be sent there at `at`.

        Only for orders that certainly did not go out. None where it is no longer as it was given.
        """
        return await self._update(
            orders.c.id == order.id,
            orders.c.status == order.status,
            orders.c.status.in_((OrderStatus.QUEUED, OrderStatus.SUBMITTING)),
            orders.c.provider == order.provider,
            orders.c.upstream_service_id == order.upstream_service_id,
            _HOLD_IS_WHOLE,
            values={
                "status": OrderStatus.QUEUED,
                "provider": via.provider,
                "upstream_service_id": via.upstream_id,
                "submit_at": at,
            },
        )

    async def put_off(self, order_ids: Collection[OrderId], until: datetime) -> None:
        """Look at these queued orders again at `until`."""
        await self.connection.execute(
            update(orders)
            .where(orders.c.id.in_(order_ids), orders.c.status == OrderStatus.QUEUED)
            .values(submit_at=until)
        )

    async def queues(self) -> frozenset[ProviderName]:
        """The providers for which orders wait, or wait for another order."""
        query = select(orders.c.provider).where(SENDABLE_ROWS)
        waiting = select(orders.c.provider).where(WAITING_ROWS)
        found = await self.connection.execute(query.union(waiting))
        return frozenset(found.scalars())

    async def count_queued(self, provider: ProviderName) -> int:
        """How many orders wait to be sent to a provider."""
        query = select(func.count()).select_from(orders).where(_queued(provider))
        return int((await self.connection.execute(query)).scalar_one())

    async def has_routed(self, provider: ProviderName, at: datetime) -> bool:
        """Tell whether a due order's service may be bought elsewhere too."""
        due = exists().where(_queued(provider), orders.c.submit_at <= at, _ROUTED)
        return bool((await self.connection.execute(select(due))).scalar_one())

    async def lock_routed(self, provider: ProviderName, limit: int, at: datetime) -> list[Order]:
        """Lock due orders of services that may be bought elsewhere too, oldest first."""
        query = (
            select(orders)
            .where(_queued(provider), orders.c.submit_at <= at, _ROUTED)
            .order_by(orders.c.submit_at, orders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, key_share=True, of=orders)
        )
        return [order_of(row) for row in await self.connection.execute(query)]

    async def requeue(
        self, order: Order, submit_at: datetime, why: ReleaseReason | None = None
    ) -> Order | None:
        """Back to the queue until `submit_at`; `why` is what its customer reads meanwhile."""
        values = {"submit_at": submit_at, "reason": why}
        return await self.move(
            order.id, OrderStatus.QUEUED, values, only=frozenset({order.status})
        )

    async def send_again(self, order_id: OrderId, at: datetime) -> Order | None:
        """Unconfirmed -> queued, waiting from now on as if it were new."""
        return await self.move(
            order_id,
            OrderStatus.QUEUED,
            {"submit_at": at, "queued_at": at, "review": False},
            only=frozenset({OrderStatus.UNCONFIRMED}),
        )

    async def park(self, order_id: OrderId) -> Order | None:
        """Submitting -> unconfirmed: the hold stays, a person must look."""
        return await self.move(order_id, OrderStatus.UNCONFIRMED, {"review": True})

    async def capture(
        self, held: Order, upstream_id: UpstreamId, *, at: datetime, poll_at: datetime
    ) -> Order | None:
        """Submitting or unconfirmed -> pending; the hold becomes the shop's.

        Raises:
            IntegrityError: another order of this provider has this id.
        """
        values = {
            "upstream_id": upstream_id,
            "captured_micros": orders.c.captured_micros + orders.c.held_micros,
            "held_micros": ZERO,
            "accepted_at": at,
            "poll_at": poll_at,
            "review": False,
        }
        return await self.move(held.id, OrderStatus.PENDING, values, only=frozenset({held.status}))

    async def release(self, held: Order, reason: ReleaseReason, at: datetime) -> Order | None:
        """Any held status -> released; the hold goes back."""
        values = {
            "released_micros": orders.c.released_micros + orders.c.held_micros,
            "held_micros": ZERO,
            "reason": reason,
            "finished_at": at,
            "review": False,
        }
        return await self.move(
            held.id, OrderStatus.RELEASED, values, only=frozenset({held.status})
        )

    async def settle(
        self, seen: Order, to: OrderStatus, refund: Money, values: Mapping[str, object]
    ) -> Order | None:
        """Move an order that is still as it was `seen`, counting what is refunded with it."""
        return await self._update(
            orders.c.id == seen.id,
            orders.c.status == seen.status,
            orders.c.status.in_(sorted(sources_of(to))),
            orders.c.refunded_micros == seen.refunded,
            values={"status": to, "refunded_micros": seen.refunded + refund, **values},
        )

    async def refund(self, seen: Order, amount: Money) -> Order | None:
        """Count a refund that changes no status; never above what was captured."""
        return await self._update(
            orders.c.id == seen.id,
            orders.c.refunded_micros == seen.refunded,
            orders.c.captured_micros >= (seen.refunded + amount),
            values={"refunded_micros": seen.refunded + amount},
        )

    async def mark(self, order_id: OrderId, values: Mapping[str, object]) -> None:
        """Set columns that mean nothing for money: review, reason, times."""
        await self.connection.execute(
            update(orders).where(orders.c.id == order_id).values(**values)
        )

    async def move(
        self,
        order_id: OrderId,
        to: OrderStatus,
        values: Mapping[str, object],
        *,
        only: Sources | None = None,
    ) -> Order | None:
        """Move an unsent order along the table of transitions; its hold must be whole."""
        sources = sources_of(to) if only is None else sources_of(to) & only
        return await self._update(
            orders.c.id == order_id,
            orders.c.status.in_(sorted(sources)),
            _HOLD_IS_WHOLE,
            values={"status": to, **values},
        )

    async def _update(
        self, *conditions: ColumnElement[bool], values: Mapping[str, Any]
    ) -> Order | None:
        statement = update(orders).where(*conditions).values(**values).returning(orders)
        row = (await self.connection.execute(statement)).one_or_none()
        return None if row is None else order_of(row)


def _queued(provider: ProviderName) -> ColumnElement[bool]:
    """What may be sent, spelt as the partial index has it: those that wait for another may not."""
    return and_(SENDABLE_ROWS, orders.c.provider == provider)
