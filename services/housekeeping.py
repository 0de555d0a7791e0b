"""Forgets what nobody can use any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.database import Database
    from domain.ports import Clock

KEPT: Final = timedelta(days=1)
"""How long an offer is kept after it ran out, for a tap that comes late."""


@dataclass(frozen=True, slots=True)
class DropOldQuotes:
    """Forget offers that ran out a day ago: links of customers are not kept for nothing. Commits."""

    database: Database
    clock: Clock

    async def __call__(self) -> int:
        """Drop them; returns how many."""
        async with self.database.write() as uow:
            dropped = await uow.quotes.drop_expired(self.clock.now() - KEPT)
            await uow.commit()
        return dropped
