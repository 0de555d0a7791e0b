"""Send queued orders: claim, commit, send with nothing open, write down the answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from domain.pacing import WAIT_LIMIT_S
from domain.provider import NotSent
from domain.provider_state import BALANCE_FRESH_S
from domain.submission import Park, detail_of, hold_after, reason_for_waiting
from services.ordering.claims import ClaimOrders
from services.ordering.let_go import LetOrdersGo
from services.ordering.moves import release
from services.ordering.outcomes import RecordOutcome
from services.providers.balance import ReadBalance
from services.providers.health import ProviderHealth

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import ProviderName, UserId
    from domain.orders import Order, ReleaseReason
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import AddOutcome
    from domain.submission import Step
    from services.ordering.claims import Claim
    from services.providers.provider import Provider, Providers

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SubmitOrders:
    """Send what is due at one provider. Commits; any number of workers may run it at once."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Send up to `limit` orders; returns how many were looked at.

        Cancelled in the middle it leaves orders as submitting: `RecoverAttempts` finds them.
        """
        supplier = self.providers[provider]
        await LetOrdersGo(self.database, self.clock)(provider, limit)
        if not await self._may_send(provider):
            return await self._release_overdue(provider, limit)
        if not await self._has_due(provider):
            return 0
        await self._look_at_balance(supplier)
        claims = await ClaimOrders(self.database, self.clock, self.pacing)(supplier, limit)
        await self._send_all(supplier, claims.ready)
        for order, reason in claims.hopeless:
            await self._release(order, reason)
        return len(claims.ready) + len(claims.hopeless)

    async def _may_send(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            state = await reads.providers.find(provider)
        return state is None or state.may_send(self.clock.now())

    async def _has_due(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            return await reads.order_moves.has_due(provider, self.clock.now())

    async def _look_at_balance(self, supplier: Provider) -> None:
        """Have a balance at hand as evidence; with one order at a time, an exact one."""
        async with self.database.read() as reads:
            state = await reads.providers.find(supplier.name)
        oldest = self.clock.now() - timedelta(seconds=BALANCE_FRESH_S)
        fresh = state is not None and state.balance_at is not None and state.balance_at > oldest
        if not fresh or supplier.max_inflight == 1:
            await ReadBalance(self.database, self.clock, self.owners)(supplier)

    async def _send_all(self, supplier: Provider, claims: tuple[Claim, ...]) -> None:
        """Send side by side; one that fails must not cut off another's open request."""
        sending = (self._send(supplier, claim) for claim in claims)
        results = await asyncio.gather(*sending, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _send(self, supplier: Provider, claim: Claim) -> None:
        outcome = await self._add(supplier, claim)
        record = RecordOutcome(self.database, self.clock, self.owners, self.pacing)
        step = await record(claim, outcome)
        name = type(step).__name__.lower()
        log.info("order.submitted", order=claim.order.id, step=name, seen=detail_of(outcome))
        await self._note_health(supplier.name, outcome, step)

    async def _add(self, supplier: Provider, claim: Claim) -> AddOutcome:
        """Send, unless this worker slept so long that its claim may be doubted."""
        age = self.clock.now() - claim.attempt.started_at
        if age >= timedelta(seconds=self.pacing.fresh_s):
            return NotSent("the claim went stale before sending")
        return await supplier.client.add(claim.call)

    async def _note_health(self, provider: ProviderName, outcome: AddOutcome, step: Step) -> None:
        health = ProviderHealth(self.database, self.clock, self.owners)
        hold, cause = hold_after(outcome), detail_of(outcome)
        if hold is not None:
            await health.hold(provider, hold, cause)
        elif isinstance(step, Park):
            await health.unconfirmed(provider, cause)
        elif isinstance(outcome, NotSent):
            await health.failed(provider, cause)
        else:
            await health.answered(provider, sent=True)

    async def _release_overdue(self, provider: ProviderName, limit: int) -> int:
        """Give money back that waited too long for a provider to which nothing may be sent."""
        before = self.clock.now() - timedelta(seconds=WAIT_LIMIT_S)
        async with self.database.read() as reads:
            overdue = await reads.order_moves.list_overdue(provider, limit, before)
            last = {order.id: await reads.attempts.latest(order.id) for order in overdue}
        for order in overdue:
            attempt = last[order.id]
            await self._release(order, reason_for_waiting(attempt.detail if attempt else None))
        return len(overdue)

    async def _release(self, order: Order, reason: ReleaseReason) -> None:
        async with self.database.write() as uow:
            if await release(uow, order, reason, at=self.clock.now()) is not None:
                log.info("order.released", order=order.id, reason=reason.value)
                await uow.commit()
