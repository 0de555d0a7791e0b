"""Send queued orders: claim, commit, send with nothing open, write down the answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import structlog

from domain.pacing import WAIT_LIMIT_S
from domain.provider import NotSent, Unconfirmed
from domain.provider_state import BALANCE_FRESH_S
from domain.submission import STALE, Park, detail_of, hold_after, reason_for_waiting
from services.ordering.claims import ClaimOrders
from services.ordering.hand_over import HandOver
from services.ordering.let_go import LetOrdersGo
from services.ordering.moves import release
from services.ordering.outcomes import RecordOutcome
from services.ordering.ways import WayFinder
from services.providers.balance import ReadBalance
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import ProviderName, UserId
    from domain.orders import Order, ReleaseReason
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import AddOutcome
    from domain.provider_state import ProviderState
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
    margin_percent: Decimal = Decimal(0)

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Send up to `limit` orders; returns how many were looked at.

        Cancelled in the middle it leaves orders as submitting: `RecoverAttempts` finds them.
        """
        supplier = self.providers[provider]
        if not await self._may_send(supplier):
            return await self.hand_over(provider, limit)
        await LetOrdersGo(self.database, self.clock)(provider, limit)
        if not await self._has_due(provider):
            return 0
        await self._look_at_balance(supplier)
        claim = ClaimOrders(self.database, self.clock, self.pacing, self.find_ways)
        claims = await claim(supplier, limit)
        await self._send_all(supplier, claims.ready)
        for order, reason in claims.hopeless:
            await self._release(order, reason)
        return claims.count

    @property
    def find_ways(self) -> WayFinder:
        """Where else orders may be bought."""
        return WayFinder(self.providers, self.margin_percent)

    async def _may_send(self, supplier: Provider) -> bool:
        """Tell whether orders may go out; where a hold may be over, ask the provider first."""
        state = await self._state(supplier)
        if state is not None and state.wants_look(self.clock.now()):
            await ReadBalance(self.database, self.clock, self.owners)(supplier)
            state = await self._state(supplier)
        return state is None or state.may_send(self.clock.now())

    async def _state(self, supplier: Provider) -> ProviderState | None:
        async with self.database.read() as reads:
            return await reads.providers.find(supplier.name)

    async def _has_due(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            return await reads.order_moves.has_due(provider, self.clock.now())

    async def hand_over(self, provider: ProviderName, limit: int) -> int:
        """Let orders that wait for a held provider go to another one, or give them up in time.

        Returns how many of them went on.
        """
        await LetOrdersGo(self.database, self.clock)(provider, limit)
        hand_over = HandOver(self.database, self.clock, self.find_ways)
        moved = await hand_over(provider, limit)
        return moved + await self._release_overdue(provider, limit)

    async def _look_at_balance(self, supplier: Provider) -> None:
        """Have a balance at hand as evidence; with one order at a time, an exact one."""
        state = await self._state(supplier)
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
        record = RecordOutcome(self.database, self.clock, self.owners, self.pacing, self.find_ways)
        step = await record(claim, outcome)
        name = type(step).__name__.lower()
        log.info("order.submitted", order=claim.order.id, step=name, seen=detail_of(outcome))
        await self._note_health(claim, outcome, step)

    async def _add(self, supplier: Provider, claim: Claim) -> AddOutcome:
        """Send, unless this worker slept so long that its claim may be doubted."""
        age = self.clock.now() - claim.attempt.started_at
        if age >= timedelta(seconds=self.pacing.fresh_s):
            return NotSent(STALE)
        return await supplier.client.add(claim.call)

    async def _note_health(self, claim: Claim, outcome: AddOutcome, step: Step) -> None:
        health = ProviderHealth(self.database, self.clock, self.owners)
        provider = claim.attempt.provider
        hold, cause = hold_after(outcome), detail_of(outcome)
        if hold is not None:
            await health.hold(provider, hold, cause, needed=claim.attempt.expected_cost)
        elif isinstance(step, Park):
            await health.unconfirmed(provider, cause, failed=isinstance(outcome, Unconfirmed))
        elif isinstance(outcome, NotSent):
            if outcome != NotSent(STALE):
                await health.failed(provider, cause)
        else:
            await health.answered(provider, Proof.ORDER)

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
