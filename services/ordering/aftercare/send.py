"""Send requests to refill and cancel: claimed and committed first, sent once, answer recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from domain.aftercare import AskKind, AskState
from domain.orders import FINAL
from domain.provider import (
    Decline,
    Declined,
    NotSent,
    Refusal,
    Refused,
    Throttled,
    Unconfirmed,
)
from domain.submission import AUTH_PAUSE_S, HoldWhy, ProviderHold
from domain.turns import confirming, lapsed, turn_after
from services.ordering.aftercare.turns import take_turn
from services.ordering.patience import patiently
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from db.database import Database
    from domain.aftercare import Ask, Turn
    from domain.ids import ProviderName, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import AskOutcome
    from services.providers.provider import Provider, Providers

log = structlog.get_logger()

INTERRUPTED: Final = "interrupted before the answer was written down"


@dataclass(frozen=True, slots=True)
class SendAsks:
    """Send what was asked at one provider. Commits; any number of workers may run it at once."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Send up to `limit` requests; returns how many were looked at.

        Each goes out on its own, so that a lost answer leaves one in doubt. A request whose
        sender died is found here after its deadline: nobody knows whether it was taken, and it is
        never sent again. One of which nothing will be heard is given up.
        """
        if not await self._has_due(provider):
            return 0
        tidied = await self._tidy(provider, limit)
        if not await self._may_ask(provider):
            return tidied
        sent = 0
        while sent < limit and (ask := await self._claim(provider)):
            await self._send(self.providers[provider], ask)
            sent += 1
        return tidied + sent

    async def _send(self, supplier: Provider, ask: Ask) -> None:
        order = await self._order(ask)
        outcome = await self._ask(supplier, ask, order)
        turn = turn_after(ask, outcome, self.pacing, self.clock.now())
        await patiently(partial(self._record, ask, turn))
        how = type(outcome).__name__.lower()
        log.info("ask.sent", order=ask.order_id, kind=ask.kind.value, outcome=how)
        await self._note_health(supplier.name, outcome)

    async def _ask(self, supplier: Provider, ask: Ask, order: Order) -> AskOutcome:
        """Send, unless it has become pointless or this worker slept over its claim."""
        if order.upstream_id is None or (ask.kind is AskKind.CANCEL and order.status in FINAL):
            return Declined(Decline.TOO_LATE, "the order had ended")
        age = self.clock.now() - (ask.sent_at or ask.asked_at)
        if age >= timedelta(seconds=self.pacing.fresh_s):
            return NotSent("the claim went stale before sending")
        client, ids = supplier.client, [order.upstream_id]
        answers = await (client.refill(ids) if ask.kind is AskKind.REFILL else client.cancel(ids))
        return answers.get(order.upstream_id, Unconfirmed("no outcome for this order"))

    async def _note_health(self, provider: ProviderName, outcome: AskOutcome) -> None:
        health = ProviderHealth(self.database, self.clock, self.owners)
        match outcome:
            case Refused(refusal, text) if refusal is Refusal.AUTH:
                hold = ProviderHold(HoldWhy.AUTH, AUTH_PAUSE_S, alert=True)
                await health.hold(provider, hold, text)
            case Throttled(retry_after_s):
                hold = ProviderHold(HoldWhy.RATE, max(retry_after_s, 1.0), alert=False)
                await health.hold(provider, hold, "throttled")
            case NotSent(cause) | Unconfirmed(cause):
                await health.failed(provider, cause)
            case _:
                await health.answered(provider, Proof.READ)

    async def _has_due(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            return await reads.asks.has_due(provider, self.clock.now())

    async def _may_ask(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            state = await reads.providers.find(provider)
        return state is None or state.may_ask(self.clock.now())

    async def _order(self, ask: Ask) -> Order:
        async with self.database.read() as reads:
            return await reads.orders.get(ask.order_id)

    async def _claim(self, provider: ProviderName) -> Ask | None:
        async with self.database.write() as uow:
            now = self.clock.now()
            deadline = now + timedelta(seconds=self.pacing.attempt_s)
            claimed = await uow.asks.claim_to_send(provider, 1, at=now, deadline=deadline)
            if not claimed:
                return None
            await uow.commit()
        return claimed[0]

    async def _tidy(self, provider: ProviderName, limit: int) -> int:
        """Find requests in doubt, and end those of which nothing can be heard."""
        async with self.database.write() as uow:
            now = self.clock.now()
            broken = await uow.asks.lock_interrupted(provider, limit, now)
            for ask in broken:
                await take_turn(uow, ask, confirming(ask, now, INTERRUPTED), now)
            silent = await uow.asks.lock_lapsed(provider, limit, now)
            for ask in silent:
                await take_turn(uow, ask, lapsed(), now)
            if broken or silent:
                await uow.commit()
        return len(broken) + len(silent)

    async def _record(self, ask: Ask, turn: Turn) -> None:
        """Write the answer down, also where the request was found in doubt meanwhile."""
        async with self.database.write() as uow:
            now, seen = self.clock.now(), await uow.asks.find(ask.id)
            late = seen is not None and seen.state is AskState.CONFIRMING
            if await take_turn(uow, seen if seen is not None and late else ask, turn, now):
                await uow.commit()
                return
        log.warning("ask.late", order=ask.order_id, kind=ask.kind.value, state=turn.state.value)
