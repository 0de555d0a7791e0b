"""Forgets what only helped calls of the served API for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.database import Database
    from domain.ports import Clock

NAMES_KEPT: Final = timedelta(days=30)
"""How long a call may be repeated under its own name."""
TESTS_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DropOldCalls:
    """Forget names of calls and test orders whose time is over. Commits."""

    database: Database
    clock: Clock

    async def __call__(self) -> int:
        """Drop them; returns how many."""
        now = self.clock.now()
        async with self.database.write() as uow:
            dropped = await uow.api_repeats.drop_old(now - NAMES_KEPT)
            dropped += await uow.api_tests.drop_old(now - TESTS_KEPT)
            await uow.commit()
        return dropped
