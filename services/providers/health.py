"""A provider's health: failures open its circuit, holds stop sending, owners hear of it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from domain.notices import NoticeKind
from domain.provider import Refusal
from domain.provider_state import (
    CIRCUIT_FAILURES,
    CIRCUIT_PAUSE_S,
    UNCONFIRMED_LIMIT,
    UNCONFIRMED_WINDOW_S,
    after_call,
    failures_in,
)
from domain.slowing import MINUTE_S, slower
from domain.submission import (
    AUTH_PAUSE_S,
    MAX_RETRY_AFTER_S,
    RATE_PAUSE_S,
    HoldWhy,
    ProviderHold,
)
from services.alerts import Alert, alert_owners

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import ProviderName, UserId
    from domain.money import Money
    from domain.ports import Clock
    from domain.provider import ProviderError
    from domain.provider_state import ProviderState

_TEXT_LIMIT: Final = 300


class Proof(IntEnum):
    """What was answered; the more, the more it proves."""

    READ = 1
    BALANCE = 2
    ORDER = 3


_TRIED_AGAIN: Final = frozenset({HoldWhy.AUTH, HoldWhy.UNCONFIRMED})
"""Holds after which orders are tried once a balance can be read; what they meet ends the hold."""


@dataclass(frozen=True, slots=True)
class ProviderHealth:
    """Notes how a provider fares. Each method is a transaction of its own and commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def read_failed(self, name: ProviderName, error: ProviderError) -> None:
        """Count a read that brought nothing; act at once where the provider said why."""
        if error.refusal is Refusal.AUTH:
            await self.hold(name, ProviderHold(HoldWhy.AUTH, AUTH_PAUSE_S, alert=True), error.text)
        elif error.refusal is Refusal.RATE:
            for_s = min(max(error.retry_after_s or RATE_PAUSE_S, 1.0), MAX_RETRY_AFTER_S)
            await self.hold(name, ProviderHold(HoldWhy.RATE, for_s, alert=False), error.text)
        else:
            await self.failed(name, error.text)

    async def failed(self, name: ProviderName, cause: str) -> None:
        """Count one failure; the fifth of twenty calls stops all, until a look succeeds."""
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            recent = after_call(state.recent, failed=True)
            await uow.providers.set(name, recent=recent, last_error=cause[:_TEXT_LIMIT])
            if failures_in(recent) >= CIRCUIT_FAILURES or state.held_why == HoldWhy.DOWN:
                hold = ProviderHold(HoldWhy.DOWN, CIRCUIT_PAUSE_S, alert=True)
                await self._hold(uow, state, hold)
            await uow.commit()

    async def answered(self, name: ProviderName, proof: Proof) -> None:
        """Note an answer: it dilutes failures, and what it proves wrong is lifted."""
        async with self.database.read() as reads:
            state = await reads.providers.find(name)
        if state is None or not (state.failures or self._is_news(state, proof)):
            return
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            recent = after_call(state.recent, failed=False)
            await uow.providers.set(name, recent=recent if state.failures else "")
            if self._is_lifted(state, proof):
                await self._lift(uow, state)
            elif self._is_tried(state, proof):
                await uow.providers.set(name, held_until=None)
            await uow.commit()

    async def hold(
        self, name: ProviderName, hold: ProviderHold, cause: str, *, needed: Money | None = None
    ) -> None:
        """Send nothing for a while; `needed` is what the order costs that it refused."""
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            await uow.providers.set(name, last_error=cause[:_TEXT_LIMIT])
            if hold.why is HoldWhy.RATE:
                await self._slow_down(uow, state)
            if hold.why is HoldWhy.FUNDS:
                await uow.providers.set(name, funds_needed_micros=needed)
            await self._hold(uow, state, hold)
            await uow.commit()

    async def unconfirmed(self, name: ProviderName, cause: str, *, failed: bool) -> None:
        """Note an order without an answer; the third within five minutes stops sending.

        `failed` tells that it counts as a failed call, too.
        """
        now = self.clock.now()
        since = now - timedelta(seconds=UNCONFIRMED_WINDOW_S)
        async with self.database.read() as reads:
            recent = await reads.attempts.count_unconfirmed(name, since)
        if recent >= UNCONFIRMED_LIMIT:
            hold = ProviderHold(HoldWhy.UNCONFIRMED, UNCONFIRMED_WINDOW_S, alert=True)
            await self.hold(name, hold, cause)
        elif failed:
            await self.failed(name, cause)

    async def _slow_down(self, uow: UnitOfWork, state: ProviderState) -> None:
        """Send at half the pace of the last minute, and faster again little by little."""
        now = self.clock.now()
        since = now - timedelta(seconds=MINUTE_S)
        sent = await uow.attempts.count_since(state.name, since)
        await uow.providers.set(state.name, slowed_to=slower(sent), slowed_at=now)

    async def _hold(self, uow: UnitOfWork, state: ProviderState, hold: ProviderHold) -> None:
        now = self.clock.now()
        if hold.why is HoldWhy.RATE and not state.may_send(now):
            return  # a weightier hold stands
        await uow.providers.hold(state.name, hold.why, now + timedelta(seconds=hold.for_s))
        if hold.why is HoldWhy.FUNDS:
            if state.held_why != HoldWhy.FUNDS:
                await alert_owners(uow, self.owners, _alert(state, hold.why, now), now)
        elif hold.alert and state.down_since is None:
            await uow.providers.set(state.name, down_since=now)
            await alert_owners(uow, self.owners, _alert(state, hold.why, now), now)

    async def _lift(self, uow: UnitOfWork, state: ProviderState) -> None:
        now = self.clock.now()
        await uow.providers.lift(state.name)
        if state.down_since is None:
            return
        await uow.providers.set(state.name, down_since=None)
        key = f"up:{state.name}:{state.down_since.timestamp():.3f}"
        alert = Alert(NoticeKind.ALERT_PROVIDER_UP, {"provider": state.name}, key)
        await alert_owners(uow, self.owners, alert, now)

    def _is_news(self, state: ProviderState, proof: Proof) -> bool:
        return self._is_lifted(state, proof) or self._is_tried(state, proof)

    def _is_lifted(self, state: ProviderState, proof: Proof) -> bool:
        """Any answer shows that it is not down; of the rest only an order is proof, in time."""
        if state.held_why is None:
            return state.down_since is not None
        return state.held_why == HoldWhy.DOWN or (proof is Proof.ORDER and self._is_over(state))

    def _is_tried(self, state: ProviderState, proof: Proof) -> bool:
        was_held = state.held_why in _TRIED_AGAIN and state.held_until is not None
        return was_held and proof >= Proof.BALANCE and self._is_over(state)

    def _is_over(self, state: ProviderState) -> bool:
        return state.held_until is None or state.held_until <= self.clock.now()


def _alert(state: ProviderState, why: HoldWhy, at: datetime) -> Alert:
    low = why is HoldWhy.FUNDS
    kind = NoticeKind.ALERT_PROVIDER_LOW if low else NoticeKind.ALERT_PROVIDER_DOWN
    key = f"{why}:{state.name}:{at.timestamp():.3f}"
    return Alert(kind, {"provider": state.name, "why": why.value}, key)
