"""Orders claimed for sending: the intent is written and committed before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from db.repositories.attempts import NewAttempt
from domain.provider import AddCall
from domain.provider_state import BALANCE_FRESH_S
from domain.requests import add_fields
from domain.slowing import MINUTE_S, pace_of
from services.ordering.ways import Standing

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.orders import Order, ReleaseReason
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider_state import ProviderState
    from domain.reviews import Attempt
    from services.ordering.ways import Choice, Way, WayFinder
    from services.providers.provider import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An order that this worker alone may send now."""

    order: Order
    attempt: Attempt
    call: AddCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What one look at the queue brought.

    `hopeless` are queued orders that no provider may be sent; `moved` went to another queue.
    """

    ready: tuple[Claim, ...] = ()
    hopeless: tuple[tuple[Order, ReleaseReason], ...] = ()
    moved: int = 0

    @property
    def count(self) -> int:
        """How many orders were looked at."""
        return len(self.ready) + len(self.hopeless) + self.moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The balance before sending, and how many other tries may move it too."""

    balance: str | None
    others: int


@dataclass(frozen=True, slots=True)
class ClaimOrders:
    """Take due orders of a provider, at most as many as may be under way at it. Commits."""

    database: Database
    clock: Clock
    pacing: Pacing
    find_ways: WayFinder

    async def __call__(self, provider: Provider, limit: int) -> Claims:
        """Claim up to `limit` orders."""
        async with self.database.write() as uow:
            now = self.clock.now()
            # The provider's row is the queue's door: two workers never exceed its limit together.
            state = await uow.providers.lock(provider.name)
            if not state.may_send(now):
                return Claims()
            free = min(limit, await self._room(uow, provider, state))
            if free <= 0:
                return Claims()
            due = await uow.order_moves.lock_due(provider.name, free, now)
            claims = await self._sort(uow, due, state)
            await uow.commit()
        return claims

    async def _room(self, uow: UnitOfWork, provider: Provider, state: ProviderState) -> int:
        """How many may leave now: under way at once, and in a minute."""
        free = provider.max_inflight - await uow.attempts.count_open(provider.name)
        pace = pace_of(state, provider.per_minute, self.clock.now())
        if pace is None or free <= 0:
            return free
        since = self.clock.now() - timedelta(seconds=MINUTE_S)
        return min(free, pace - await uow.attempts.count_since(provider.name, since))

    async def _sort(self, uow: UnitOfWork, due: list[Order], state: ProviderState) -> Claims:
        ready: list[Claim] = []
        hopeless: list[tuple[Order, ReleaseReason]] = []
        witness = await self._witness(uow, state, len(due))
        ways = await self.find_ways(uow, due, self.clock.now())
        for choice in map(ways.of, due):
            way = _way(choice)
            if way is None:
                hopeless.append((choice.order, choice.reason()))
            elif way.is_of(choice.order):
                ready.append(await self._start(uow, choice.order, way, witness))
            else:
                await uow.order_moves.reroute(choice.order, way.via, at=self.clock.now())
        moved = len(due) - len(ready) - len(hopeless)
        return Claims(ready=tuple(ready), hopeless=tuple(hopeless), moved=moved)

    async def _witness(self, uow: UnitOfWork, state: ProviderState, together: int) -> Witness:
        """Take the kept balance as evidence where it is fresh, with the tries that blur it."""
        oldest = self.clock.now() - timedelta(seconds=BALANCE_FRESH_S)
        since = max(state.balance_at or oldest, oldest)
        near = await uow.attempts.count_near(state.name, since)
        is_fresh = state.balance_at is not None and state.balance_at >= oldest
        balance = state.balance if is_fresh else None
        return Witness(balance=balance, others=near + together - 1)

    async def _start(self, uow: UnitOfWork, order: Order, way: Way, witness: Witness) -> Claim:
        started = await uow.order_moves.start(order, cost=way.cost, expected=way.expected)
        if started is None:  # it was locked as queued in this very transaction
            raise RuntimeError(f"order {order.id} left the queue under a lock")
        attempt = await uow.attempts.open(self._intent(order, way, witness))
        fields = add_fields(way.via.type, order.request)
        call = AddCall(service=order.upstream_service_id, fields=fields)
        return Claim(order=started, attempt=attempt, call=call)

    def _intent(self, order: Order, way: Way, witness: Witness) -> NewAttempt:
        now = self.clock.now()
        return NewAttempt(
            order_id=order.id,
            provider=order.provider,
            expected_cost=way.expected,
            balance_before=witness.balance,
            in_flight=witness.others,
            started_at=now,
            deadline_at=now + timedelta(seconds=self.pacing.attempt_s),
        )


def _way(choice: Choice) -> Way | None:
    """The way that an order takes: into another one's queue, here and now, or none at all.

    A balance that seems too small keeps nobody from asking: the provider itself knows best.
    """
    current = choice.current
    stands = current is not None and current.standing in {Standing.READY, Standing.LATER}
    stays = current if stands else choice.other(Standing.LATER, of_provider=True)
    return choice.better() or stays
