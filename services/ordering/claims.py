"""Orders claimed for sending: the intent is written and committed before anything leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from db.repositories.attempts import NewAttempt
from domain.orders import ReleaseReason
from domain.pricing import price_of
from domain.provider import AddCall
from domain.provider_state import BALANCE_FRESH_S
from domain.requests import add_fields
from domain.submission import is_worth_sending

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.catalogue import Service
    from domain.money import Money
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider_state import ProviderState
    from domain.reviews import Attempt
    from services.providers.provider import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An order that this worker alone may send now."""

    order: Order
    attempt: Attempt
    call: AddCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What one look at the queue brought; `hopeless` are queued orders that must not be sent."""

    ready: tuple[Claim, ...] = ()
    hopeless: tuple[tuple[Order, ReleaseReason], ...] = ()


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

    async def __call__(self, provider: Provider, limit: int) -> Claims:
        """Claim up to `limit` orders."""
        async with self.database.write() as uow:
            now = self.clock.now()
            # The provider's row is the queue's door: two workers never exceed its limit together.
            state = await uow.providers.lock(provider.name)
            free = provider.max_inflight - await uow.attempts.count_open(provider.name)
            if free <= 0 or not state.may_send(now):
                return Claims()
            due = await uow.order_moves.lock_due(provider.name, min(limit, free), now)
            claims = await self._sort(uow, provider, due, state)
            await uow.commit()
        return claims

    async def _sort(
        self, uow: UnitOfWork, provider: Provider, due: list[Order], state: ProviderState
    ) -> Claims:
        ready: list[Claim] = []
        hopeless: list[tuple[Order, ReleaseReason]] = []
        witness = await self._witness(uow, state, len(due))
        found = await uow.services.list_among({order.service_id for order in due})
        services = {service.id: service for service in found}
        for order in due:
            service = services.get(order.service_id)
            reason = _why_hopeless(order, service)
            if service is None or reason is not None:
                hopeless.append((order, reason or ReleaseReason.SERVICE_GONE))
                continue
            cost = provider.own(price_of(service, order.request.units).cost)
            ready.append(
                await self._start(uow, order, service, self._intent(order, cost, witness))
            )
        return Claims(ready=tuple(ready), hopeless=tuple(hopeless))

    async def _witness(self, uow: UnitOfWork, state: ProviderState, together: int) -> Witness:
        """Take the kept balance as evidence where it is fresh, with the tries that blur it."""
        oldest = self.clock.now() - timedelta(seconds=BALANCE_FRESH_S)
        since = max(state.balance_at or oldest, oldest)
        near = await uow.attempts.count_near(state.name, since)
        is_fresh = state.balance_at is not None and state.balance_at >= oldest
        balance = state.balance if is_fresh else None
        return Witness(balance=balance, others=near + together - 1)

    def _intent(self, order: Order, cost: Money, witness: Witness) -> NewAttempt:
        now = self.clock.now()
        return NewAttempt(
            order_id=order.id,
            expected_cost=cost,
            balance_before=witness.balance,
            in_flight=witness.others,
            started_at=now,
            deadline_at=now + timedelta(seconds=self.pacing.attempt_s),
        )

    async def _start(
        self, uow: UnitOfWork, order: Order, service: Service, intent: NewAttempt
    ) -> Claim:
        started = await uow.order_moves.start(order)
        if started is None:  # it was locked as queued in this very transaction
            raise RuntimeError(f"order {order.id} left the queue under a lock")
        attempt = await uow.attempts.open(intent)
        fields = add_fields(service.type, order.request)
        call = AddCall(service=order.upstream_service_id, fields=fields)
        return Claim(order=started, attempt=attempt, call=call)


def _why_hopeless(order: Order, service: Service | None) -> ReleaseReason | None:
    if service is None:
        return ReleaseReason.SERVICE_GONE
    cost = price_of(service, order.request.units).cost
    return None if is_worth_sending(order.charge, cost) else ReleaseReason.PRICE_MOVED
