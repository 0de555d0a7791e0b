"""Watch providers' balances, so that owners hear that money runs low before orders stand still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.money import Money
from domain.notices import NoticeKind
from domain.provider_money import low_after
from services.alerts import Alert, alert_owners
from services.providers.balance import ReadBalance

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock
    from domain.provider import Balance
    from services.providers.provider import Provider, Providers

DAY: Final = timedelta(days=1)
FLOOR: Final = Money.of(5)


@dataclass(frozen=True, slots=True)
class WatchProviders:
    """Read each provider's balance; tell the owners once it is low, and again at half. Commits.

    Low is less than what the last day's orders cost, or than the limit that an owner chose, by
    default `floor` of the shop's currency.
    """

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    floor: Money = FLOOR

    async def __call__(self) -> None:
        """Look at every provider once."""
        for provider in self.providers.values():
            balance = await ReadBalance(self.database, self.clock, self.owners)(provider)
            if balance is not None:
                await self._judge(provider, balance)

    async def _judge(self, provider: Provider, balance: Balance) -> None:
        now = self.clock.now()
        async with self.database.write() as uow:
            state = await uow.providers.lock(provider.name)
            burn = await uow.attempts.spent(provider.name, now - DAY)
            limit = max(burn, state.low_alert or provider.own(self.floor))
            told, is_news = low_after(state.low_told, balance.amount, limit)
            if told == state.low_told:
                return
            await uow.providers.set(provider.name, low_told_micros=told)
            if is_news:
                await alert_owners(uow, self.owners, _alert(provider, balance, now), now)
            await uow.commit()


def _alert(provider: Provider, balance: Balance, at: datetime) -> Alert:
    payload = {
        "provider": provider.name,
        "why": "balance",
        "balance": f"{balance.amount:f}",
        "currency": balance.currency or provider.client.currency,
    }
    key = f"low:{provider.name}:{at.timestamp():.0f}"
    return Alert(NoticeKind.ALERT_PROVIDER_LOW, payload, key)
