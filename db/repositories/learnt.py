"""What was learnt of providers' dialects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models.dialects import dialects
from db.repositories.dialects import upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ProviderName


@dataclass(frozen=True, slots=True)
class LearntDialects:
    """One row for each provider. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, provider: ProviderName, address: str) -> str | None:
        """The JSON text that was kept for the provider at this address."""
        query = select(dialects.c.learnt).where(
            dialects.c.provider == provider, dialects.c.address == address
        )
        return (await self.connection.execute(query)).scalar_one_or_none()

    async def keep(self, provider: ProviderName, address: str, learnt: str, at: datetime) -> None:
        """Keep it in place of what was known of the provider."""
        values = {"provider": provider, "address": address, "learnt": learnt, "learnt_at": at}
        await upsert(self.connection, dialects, values, unique=["provider"])
