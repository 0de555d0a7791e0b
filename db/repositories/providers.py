"""What is known of each provider: balance, health, holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

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


_MONEY: Final = frozenset({"funds_needed", "low_alert", "low_told"})
_state: Final = select(
    *(
        providers.c[f"{field.name}_micros" if field.name in _MONEY else field.name]
        for field in fields(ProviderState)
    )
)


@dataclass(frozen=True, slots=True)
class Providers:
    """Providers. None of its methods commits."""

    connection: AsyncConnection

    async def lock(self, name: ProviderName) -> ProviderState:
        """A provider's row, made on first use, held until the transaction ends."""
        await insert_new(self.connection, providers, {"name": name}, unique=["name"])
        query = _state.where(providers.c.name == name).with_for_update(key_share=True)
        return record(ProviderState, (await self.connection.execute(query)).one())

    async def find(self, name: ProviderName) -> ProviderState | None:
        """A provider that was heard of before, or None."""
        query = _state.where(providers.c.name == name)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else record(ProviderState, row)

    async def list_all(self) -> Sequence[ProviderState]:
        """Every provider, by name."""
        rows = await self.connection.execute(_state.order_by(providers.c.name))
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
        """Send again; what failed before does not count any more."""
        await self.set(name, held_why=None, held_until=None, funds_needed_micros=None, recent="")

    async def pause(self, name: ProviderName, actor_id: UserId) -> None:
        """Send nothing until an operator resumes."""
        await self.set(name, paused_by=actor_id)

    async def resume(self, name: ProviderName) -> None:
        """End an operator's pause and any hold."""
        await self.set(name, paused_by=None)
        await self.lift(name)

    async def set(self, name: ProviderName, **values: object) -> None:
        """Change columns of a provider whose row was locked or made before."""
        await self.connection.execute(
            update(providers).where(providers.c.name == name).values(**values)
        )
