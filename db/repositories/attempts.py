"""Tries to place orders: opened before sending, closed once, kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, cast, func, select, update

from db.models.orders import attempts, orders
from db.records import fields_of
from domain.money import Money
from domain.orders import OrderStatus
from domain.reviews import Attempt, AttemptOutcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import AttemptId, OrderId, ProviderName

_FAILED: Final = (
    AttemptOutcome.NOT_SENT,
    AttemptOutcome.THROTTLED,
    AttemptOutcome.UNCONFIRMED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """A try about to begin; `expected_cost` in the provider's currency."""

    order_id: OrderId
    provider: ProviderName
    expected_cost: Money
    balance_before: str | None
    in_flight: int
    started_at: datetime
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What a provider made of the tries of some time; `answer_s` is the usual time to accept."""

    tries: int
    failed: int
    answer_s: float | None


@dataclass(frozen=True, slots=True)
class Attempts:
    """Tries to place orders. None of its methods commits."""

    connection: AsyncConnection

    async def open(self, new: NewAttempt) -> Attempt:
        """Write the intent to send.

        Raises:
            IntegrityError: the order has an open try already.
        """
        values = {
            "order_id": new.order_id,
            "provider": new.provider,
            "outcome": AttemptOutcome.OPEN,
            "expected_cost_micros": new.expected_cost,
            "balance_before": new.balance_before,
            "balances_after": [],
            "in_flight": new.in_flight,
            "started_at": new.started_at,
            "deadline_at": new.deadline_at,
        }
        statement = attempts.insert().values(**values).returning(attempts)
        return _attempt((await self.connection.execute(statement)).one())

    async def close(
        self, attempt_id: AttemptId, outcome: AttemptOutcome, detail: str, at: datetime
    ) -> bool:
        """End an open try; False when somebody ended it before."""
        closed = await self.connection.execute(
            update(attempts)
            .where(attempts.c.id == attempt_id, attempts.c.outcome == AttemptOutcome.OPEN)
            .values(outcome=outcome, detail=detail, finished_at=at)
        )
        return closed.rowcount == 1

    async def note(self, attempt_id: AttemptId, detail: str) -> None:
        """Replace what operators read about a try."""
        await self.connection.execute(
            update(attempts).where(attempts.c.id == attempt_id).values(detail=detail)
        )

    async def latest(self, order_id: OrderId) -> Attempt | None:
        """An order's newest try, or None."""
        query = select(attempts).where(attempts.c.order_id == order_id)
        query = query.order_by(attempts.c.id.desc()).limit(1)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else _attempt(row)

    async def of_order(self, order_id: OrderId) -> list[Attempt]:
        """Every try of an order, oldest first."""
        query = select(attempts).where(attempts.c.order_id == order_id).order_by(attempts.c.id)
        return [_attempt(row) for row in await self.connection.execute(query)]

    async def count_open(self, provider: ProviderName) -> int:
        """How many requests may be under way at a provider."""
        return await self._count(provider, attempts.c.outcome == AttemptOutcome.OPEN)

    async def count_near(self, provider: ProviderName, since: datetime) -> int:
        """How many tries of a provider are open or began at `since` or later."""
        under_way = attempts.c.outcome == AttemptOutcome.OPEN
        ended = await self._count(provider, attempts.c.started_at >= since, ~under_way)
        return ended + await self._count(provider, under_way)

    async def count_unconfirmed(self, provider: ProviderName, since: datetime) -> int:
        """How many tries of a provider ended without an answer at `since` or later."""
        return await self._count(
            provider,
            attempts.c.outcome == AttemptOutcome.UNCONFIRMED,
            attempts.c.finished_at >= since,
        )

    async def count_since(self, provider: ProviderName, since: datetime) -> int:
        """How many tries went to a provider at `since` or later."""
        return await self._count(provider, attempts.c.started_at >= since)

    async def went_astray(self, order_ids: Collection[OrderId]) -> frozenset[OrderId]:
        """Those of these orders of which some try ended without an answer, or has not ended."""
        query = select(attempts.c.order_id).where(
            attempts.c.order_id.in_(order_ids),
            attempts.c.outcome.in_((AttemptOutcome.UNCONFIRMED, AttemptOutcome.OPEN)),
        )
        return frozenset((await self.connection.execute(query)).scalars())

    async def record_of(self, provider: ProviderName, since: datetime, limit: int) -> Record:
        """How a provider answered of late."""
        mine = (attempts.c.provider == provider, attempts.c.started_at >= since)
        failed = func.count().filter(attempts.c.outcome.in_(_FAILED))
        total, bad = (
            await self.connection.execute(select(func.count(), failed).where(*mine))
        ).one()
        latest = (
            select(attempts.c.started_at, attempts.c.finished_at)
            .where(*mine, attempts.c.outcome == AttemptOutcome.ACCEPTED)
            .order_by(attempts.c.started_at.desc())
            .limit(limit)
        )
        rows = await self.connection.execute(latest)
        times = [(row.finished_at - row.started_at).total_seconds() for row in rows]
        return Record(tries=total, failed=bad, answer_s=median(times) if times else None)

    async def spent(self, provider: ProviderName, since: datetime) -> Money:
        """What the tries that a provider took since then should have cost, in its currency."""
        total = cast(func.coalesce(func.sum(attempts.c.expected_cost_micros), 0), BigInteger)
        query = select(total).where(
            attempts.c.provider == provider,
            attempts.c.outcome == AttemptOutcome.ACCEPTED,
            attempts.c.started_at >= since,
        )
        return Money(int((await self.connection.execute(query)).scalar_one()))

    async def list_expired(self, at: datetime, limit: int) -> list[Attempt]:
        """Open tries whose deadline passed: their process died or stalled."""
        query = (
            select(attempts)
            .where(attempts.c.outcome == AttemptOutcome.OPEN, attempts.c.deadline_at <= at)
            .order_by(attempts.c.id)
            .limit(limit)
        )
        return [_attempt(row) for row in await self.connection.execute(query)]

    async def list_unproved(self, since: datetime) -> list[Attempt]:
        """Unconfirmed tries ended at `since` or later whose orders still wait."""
        query = (
            select(attempts)
            .join(orders, orders.c.id == attempts.c.order_id)
            .where(
                attempts.c.outcome == AttemptOutcome.UNCONFIRMED,
                attempts.c.finished_at >= since,
                orders.c.status == OrderStatus.UNCONFIRMED,
            )
            .order_by(attempts.c.id)
        )
        return [_attempt(row) for row in await self.connection.execute(query)]

    async def add_evidence(self, attempt: Attempt, balance: str, *, in_flight: int) -> None:
        """Keep a later balance, unless another worker did so first."""
        one = attempts.c.id == attempt.id
        kept = select(attempts.c.balances_after).where(one).with_for_update(key_share=True)
        balances = tuple((await self.connection.execute(kept)).scalar_one())
        if balances == attempt.balances_after:
            await self.connection.execute(
                update(attempts)
                .where(one)
                .values(balances_after=[*balances, balance], in_flight=in_flight)
            )

    async def _count(self, provider: ProviderName, *conditions: Any) -> int:  # noqa: ANN401 - any SQL condition
        query = select(func.count()).select_from(attempts)
        query = query.where(attempts.c.provider == provider, *conditions)
        return int((await self.connection.execute(query)).scalar_one())


def _attempt(row: Row[Any]) -> Attempt:
    values = fields_of(row)
    balances = tuple(values.pop("balances_after"))
    return Attempt(**values, balances_after=balances)
