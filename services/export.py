"""Files that customers take away: written bit by bit, whatever their length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock

BATCH: Final = 500
"""Lines that are read, and written out, in one go."""
MOST: Final = 500_000
"""A file ends here, at the oldest; nobody's spreadsheet takes twice as many."""

LONGEST: Final = timedelta(minutes=5)
"""A file that takes longer was cut off with its process."""
REST: Final = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of CSV, each with its break, and how many they are."""

    text: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file to be: its heading, how many lines it will have, and the lines, newest first.

    The database is read while the lines are taken, a batch at a time and no longer.
    """

    heading: str
    total: int
    batches: AsyncGenerator[Lines, None]


@dataclass(frozen=True, slots=True)
class BeginExport:
    """Take a customer's one place for a file. Commits."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> bool:
        """Tell whether a file may be sent now; False while another is on its way."""
        now = self.clock.now()
        async with self.database.write() as uow:
            free = await uow.exports.begin(user_id, at=now, until=now + LONGEST)
            await uow.commit()
        return free


@dataclass(frozen=True, slots=True)
class EndExport:
    """Free a customer's place after their file. Commits; may be repeated."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> None:
        """Free it, in a moment: a second tap on the same button asked for the same file."""
        async with self.database.write() as uow:
            await uow.exports.end(user_id, self.clock.now() + REST)
            await uow.commit()
