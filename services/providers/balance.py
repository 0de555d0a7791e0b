"""A provider's balance: read, kept as evidence, and watched for running low."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.provider import ProviderError
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock
    from domain.provider import Balance
    from services.providers.provider import Provider


@dataclass(frozen=True, slots=True)
class ReadBalance:
    """Ask a provider for its balance and keep it. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self, provider: Provider) -> Balance | None:
        """The balance of this moment, or None when it could not be read (which is counted)."""
        health = ProviderHealth(self.database, self.clock, self.owners)
        asked_at = self.clock.now()
        try:
            balance = await provider.client.balance()
        except ProviderError as error:
            await health.read_failed(provider.name, error)
            return None
        text = f"{balance.amount:f}"
        async with self.database.write() as uow:
            before = await uow.providers.lock(provider.name)
            # What was asked first is older than what was asked later, whichever arrived last.
            if before.balance_at is None or before.balance_at <= asked_at:
                await uow.providers.note_balance(provider.name, text, balance.currency, asked_at)
            if before.was_refilled(balance.amount):
                await uow.providers.lift(provider.name)
            await uow.commit()
        await health.answered(provider.name, Proof.BALANCE)
        return balance
