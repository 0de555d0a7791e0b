"""Forgets what nobody can use any more, so that links of customers are not kept for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.database import Database
    from domain.ports import Clock

QUOTES_KEPT: Final = timedelta(days=1)
"""How long an offer is kept after it ran out, for a tap that comes late."""
NOTICES_KEPT: Final = timedelta(days=30)
"""How long a told notice is kept: its key is what keeps it from being told again."""


@dataclass(frozen=True, slots=True)
class DropOldQuotes:
    """Forget offers that ran out a day ago. Commits."""

    database: Database
    clock: Clock

    async def __call__(self) -> int:
        """Drop them; returns how many."""
        async with self.database.write() as uow:
            dropped = await uow.quotes.drop_expired(self.clock.now() - QUOTES_KEPT)
            await uow.commit()
        return dropped


@dataclass(frozen=True, slots=True)
class DropOldNotices:
    """Forget notices that were told a month ago. Commits."""

    database: Database
    clock: Clock

    async def __call__(self) -> int:
        """Drop them; returns how many."""
        async with self.database.write() as uow:
            dropped = await uow.outbox.forget_ended(self.clock.now() - NOTICES_KEPT)
            await uow.commit()
        return dropped
