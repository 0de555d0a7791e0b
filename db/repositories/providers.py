"""What is known of each provider: balance, health, holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from db.models.catalogue import providers
from db.records import record
from db.repositories.dialects import insert_new, upsert
from domain.provider_state import ProviderState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ProviderName, UserId
    from domain.submission import HoldWhy


@dataclass(frozen=True, slots=True)
class Providers:
    """Providers. None of its methods commits."""

    connection: AsyncConnection

    async def lock(self, name: ProviderName) -> ProviderState:
        """A provider's row, made on first use, held until the transaction ends."""
        await insert_new(
            self.connection, providers, {"name": name, "failures": 0}, unique=["name"]
        )
        query = select(providers).where(providers.c.name == name).with_for_update(key_share=True)
        return record(ProviderState, (await self.connection.execute(query)).one())

    async def find(self, name: ProviderName) -> ProviderState | None:
        """A provider that was heard of before, or None."""
        query = select(providers).where(providers.c.name == name)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else record(ProviderState, row)

    async def list_all(self) -> Sequence[ProviderState]:
        """Every provider, by name."""
        rows = await self.connection.execute(select(providers).order_by(providers.c.name))
        return [record(ProviderState, row) for row in rows]

    async def note_balance(
        self, name: ProviderName, balance: str, currency: str | None, at: datetime
    ) -> None:
        """Keep a balance that was read at `at`."""
        await self.set(name, balance=balance, currency=currency, balance_at=at)

    async def note_sync(self, name: ProviderName, services_count: int, at: datetime) -> None:
        """Keep when the catalogue was read and how long it was; the row is made on first use."""
        values = {"name": name, "synced_at": at, "services_count": services_count}
        await upsert(self.connection, providers, values, unique=["name"])

    async def hold(self, name: ProviderName, why: HoldWhy, until: datetime) -> None:
        """Send nothing until this time."""
        await self.set(name, held_why=why.value, held_until=until)

    async def lift(self, name: ProviderName) -> None:
        """Send again."""
        await self.set(name, held_why=None, held_until=None)

    async def pause(self, name: ProviderName, actor_id: UserId) -> None:
        """Send nothing until an operator resumes."""
        await self.set(name, paused_by=actor_id)

    async def resume(self, name: ProviderName) -> None:
        """End an operator's pause and any hold."""
        await self.set(name, paused_by=None, held_why=None, held_until=None)

    async def set(self, name: ProviderName, **values: object) -> None:
        """Change columns of a provider whose row was locked or made before."""
        await self.connection.execute(
            update(providers).where(providers.c.name == name).values(**values)
        )
