"""A provider's health: failures open its circuit, holds stop sending, owners hear of it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.notices import NoticeKind
from domain.provider import Refusal
from domain.provider_state import (
    CIRCUIT_FAILURES,
    CIRCUIT_PAUSE_S,
    UNCONFIRMED_LIMIT,
    UNCONFIRMED_WINDOW_S,
)
from domain.submission import AUTH_PAUSE_S, RATE_PAUSE_S, HoldWhy, ProviderHold
from services.alerts import Alert, alert_owners

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import ProviderName, UserId
    from domain.ports import Clock
    from domain.provider import ProviderError
    from domain.provider_state import ProviderState

_TEXT_LIMIT: Final = 300
_READS_PROVE: Final = frozenset({HoldWhy.DOWN, HoldWhy.RATE})
"""Holds that an answered read lifts; the others are lifted by an answered `add` or by time."""


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
            hold = ProviderHold(HoldWhy.RATE, RATE_PAUSE_S, alert=False)
            await self.hold(name, hold, error.text)
        else:
            await self.failed(name, error.text)

    async def failed(self, name: ProviderName, cause: str) -> None:
        """Count one failure; the fifth in a row, and each further one, stop all for a minute."""
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            failures = state.failures + 1
            await uow.providers.set(name, failures=failures, last_error=cause[:_TEXT_LIMIT])
            if failures >= CIRCUIT_FAILURES:
                hold = ProviderHold(HoldWhy.DOWN, CIRCUIT_PAUSE_S, alert=True)
                await self._hold(uow, state, hold)
            await uow.commit()

    async def answered(self, name: ProviderName, *, sent: bool) -> None:
        """Note an answer: failures in a row end, and what it proves wrong is lifted.

        `sent` tells that an order was taken or refused by it, not only something read.
        """
        async with self.database.read() as reads:
            state = await reads.providers.find(name)
        if state is None or not (state.failures or _is_lifted(state, sent=sent)):
            return
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            await uow.providers.set(name, failures=0)
            if _is_lifted(state, sent=sent):
                await self._lift(uow, state)
            await uow.commit()

    async def hold(self, name: ProviderName, hold: ProviderHold, cause: str) -> None:
        """Send nothing for a while."""
        async with self.database.write() as uow:
            state = await uow.providers.lock(name)
            await uow.providers.set(name, last_error=cause[:_TEXT_LIMIT])
            await self._hold(uow, state, hold)
            await uow.commit()

    async def unconfirmed(self, name: ProviderName, cause: str) -> None:
        """Note an order without an answer; the third within five minutes stops sending."""
        now = self.clock.now()
        since = now - timedelta(seconds=UNCONFIRMED_WINDOW_S)
        async with self.database.read() as reads:
            recent = await reads.attempts.count_unconfirmed(name, since)
        if recent >= UNCONFIRMED_LIMIT:
            hold = ProviderHold(HoldWhy.UNCONFIRMED, UNCONFIRMED_WINDOW_S, alert=True)
            await self.hold(name, hold, cause)

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


def _is_lifted(state: ProviderState, *, sent: bool) -> bool:
    if state.held_why is None:
        return state.down_since is not None
    return sent or state.held_why in _READS_PROVE


def _alert(state: ProviderState, why: HoldWhy, at: datetime) -> Alert:
    low = why is HoldWhy.FUNDS
    kind = NoticeKind.ALERT_PROVIDER_LOW if low else NoticeKind.ALERT_PROVIDER_DOWN
    key = f"{why}:{state.name}:{at.timestamp():.3f}"
    return Alert(kind, {"provider": state.name, "why": why.value}, key)
