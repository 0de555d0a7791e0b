"""Providers as their owners see them: money and how long it lasts, health, and the switches."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from domain.errors import DecisionError
from domain.ids import ProviderName
from domain.money import Money
from domain.operators import Act
from domain.provider_money import days_left
from services.providers.balance import ReadBalance
from services.providers.watch import DAY, FLOOR

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from db.repositories.attempts import Record
    from db.unit_of_work import Reads, UnitOfWork
    from domain.ids import UserId
    from domain.provider_state import ProviderState
    from services.operators.desk import Approved, Desk
    from services.providers.provider import Provider, Providers

LIVE_S: Final = 3.0
"""As long as a screen waits for balances of this moment; else it shows the last ones."""
SAMPLE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """A provider of the settings; `state` None when it was never spoken to.

    Its money is in its own `currency`. `burn` is what the orders of the last day cost; `reached`
    tells whether the balance is of this moment.
    """

    name: ProviderName
    currency: str
    state: ProviderState | None
    burn: Money
    low_alert: Money
    record: Record
    waiting: int
    reached: bool

    @property
    def days_left(self) -> Decimal | None:
        """Days that its balance lasts at that; None where nothing is known or spent."""
        amount = None if self.state is None else self.state.amount
        return None if amount is None else days_left(amount, self.burn)

    @property
    def error_percent(self) -> int | None:
        """How many of a hundred tries of the last day failed, rounded up."""
        if not self.record.tries:
            return None
        return -(-self.record.failed * 100 // self.record.tries)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderList:
    """Every provider at one moment."""

    providers: tuple[ProviderLine, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadProviders:
    """Read what is known of providers, with balances of this moment. Commits what was read."""

    desk: Desk
    providers: Providers

    async def __call__(
        self, *, actor_id: UserId, only: ProviderName | None = None
    ) -> ProviderList:
        """Return all providers of the settings, or one, by name.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_provider`.
        """
        self.desk.admit(actor_id)
        if only is not None and only not in self.providers:
            raise DecisionError("no_provider")
        wanted = [name for name in sorted(self.providers) if only in {None, name}]
        reached = await asyncio.gather(*(self._look(self.providers[name]) for name in wanted))
        async with self.desk.database.read() as reads:
            states = {state.name: state for state in await reads.providers.list_all()}
            lines = [
                await self._line(reads, name, states.get(name), reached=live)
                for name, live in zip(wanted, reached, strict=True)
            ]
        return ProviderList(providers=tuple(lines), at=self.desk.clock.now())

    async def _look(self, provider: Provider) -> bool:
        read = ReadBalance(self.desk.database, self.desk.clock, self.desk.owners)
        try:
            async with asyncio.timeout(LIVE_S):
                return await read(provider) is not None
        except TimeoutError:
            return False

    async def _line(
        self, reads: Reads, name: ProviderName, state: ProviderState | None, *, reached: bool
    ) -> ProviderLine:
        provider, since = self.providers[name], self.desk.clock.now() - DAY
        chosen = None if state is None else state.low_alert
        return ProviderLine(
            name=name,
            currency=provider.client.currency,
            state=state,
            burn=await reads.attempts.spent(name, since),
            low_alert=chosen or provider.own(FLOOR),
            record=await reads.attempts.record_of(name, since, SAMPLE),
            waiting=await reads.order_moves.count_queued(name),
            reached=reached,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPauseCard:
    """What pausing a provider will do; `waiting` orders stand in its queue."""

    nonce: str
    name: ProviderName
    waiting: int


@dataclass(frozen=True, slots=True)
class SwitchProvider:
    """Pause a provider over a confirm card, resume it at once, set its low alert. Commits."""

    desk: Desk
    providers: Providers

    async def pause(self, *, actor_id: UserId, name: ProviderName) -> ProviderPauseCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_provider`.
        """
        self._ensure(actor_id, name)
        async with self.desk.database.write() as uow:
            params = {"provider": name}
            nonce = await self.desk.issue(uow, actor_id, Act.PROVIDER_PAUSE, params)
            waiting = await uow.order_moves.count_queued(name)
            await uow.commit()
        return ProviderPauseCard(nonce=nonce, name=name, waiting=waiting)

    async def resume(self, *, actor_id: UserId, name: ProviderName) -> bool:
        """End a pause and any hold; tells whether there was one. May be repeated.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_provider`.
        """
        self._ensure(actor_id, name)
        async with self.desk.database.write() as uow:
            now = self.desk.clock.now()
            state = await uow.providers.lock(name)
            if state.may_send(now) and state.held_why is None:
                return False
            await uow.providers.resume(name)
            await _write_down(uow, Act.PROVIDER_RESUME, actor_id, name, now, state.held_why)
            await uow.commit()
        return True

    async def set_low_alert(self, *, actor_id: UserId, name: ProviderName, limit: int) -> None:
        """Tell owners when the balance falls below `limit` of the provider's currency.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_provider`, or `zero`.
        """
        self._ensure(actor_id, name)
        if limit <= 0:
            raise DecisionError("zero")
        async with self.desk.database.write() as uow:
            await uow.providers.lock(name)
            chosen = Money.of(limit)
            await uow.providers.set(name, low_alert_micros=chosen, low_told_micros=None)
            now = self.desk.clock.now()
            await _write_down(uow, Act.LOW_ALERT, actor_id, name, now, str(limit))
            await uow.commit()

    def _ensure(self, actor_id: UserId, name: ProviderName) -> None:
        self.desk.admit(actor_id)
        if name not in self.providers:
            raise DecisionError("no_provider")


async def pause_provider(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Send nothing to the card's provider until an owner resumes it. Does not commit."""
    name = ProviderName(approved.params["provider"])
    await uow.providers.lock(name)
    await uow.providers.pause(name, approved.actor_id)
    await _write_down(uow, Act.PROVIDER_PAUSE, approved.actor_id, name, approved.at, None)
    return {}


async def _write_down(  # noqa: PLR0913, PLR0917 - an audit line is named in full
    uow: UnitOfWork,
    act: Act,
    actor_id: UserId,
    name: ProviderName,
    at: datetime,
    reason: str | None,
) -> None:
    await uow.journal.add(
        actor_id=actor_id, act=act, target=f"provider:{name}", reason=reason, at=at
    )
