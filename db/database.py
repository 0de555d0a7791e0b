"""The database as use cases see it: read a snapshot, or write a unit of work and commit it."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy.exc import OperationalError

from db.engine import Engines, make_engines
from db.unit_of_work import Reads, UnitOfWork
from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncConnection

LOCK_TRIES: Final = 5
LOCK_PAUSE_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. Close it once, at the end."""

    url: str
    engines: Engines

    @classmethod
    def open(cls, url: str) -> Self:
        """Make the engines; nothing is connected yet.

        Raises:
            ValueError: the URL names a database that the shop cannot use.
        """
        return cls(url, make_engines(url))

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engines.write.dialect.name

    async def close(self) -> None:
        """Close every connection."""
        await self.engines.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reads]:
        """Open a transaction that only reads; it is rolled back at the end."""
        async with self.engines.read.connect() as connection:
            yield Reads(connection)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        """Open the one kind of transaction that changes things; leaving without commit undoes it.

        Raises:
            BusyError: the database stayed locked; nothing was done.
        """
        async with self.engines.write.connect() as connection:
            await _begin(connection)
            yield UnitOfWork(connection)


async def _begin(connection: AsyncConnection) -> None:
    """Take the lock before anything has an effect, so that trying again is safe."""
    for remaining in reversed(range(LOCK_TRIES)):
        try:
            await connection.begin()
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise
            if not remaining:
                raise BusyError from error
            await asyncio.sleep(LOCK_PAUSE_S * (1 + random.random()))  # noqa: S311 - jitter
        else:
            return
