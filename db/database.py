"""The database as use cases see it: read a snapshot, or write a unit of work and commit it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeVar, cast

from db.changes import Changes
from db.engine import POSTGRES_POOL, READERS, Engines, make_engines
from db.inline import InlineConnection, TooMuchError, only_little
from db.one_writer import OneWriter
from db.quick_reads import QuickReads
from db.turns import Turns
from db.undone import undone_as_busy
from db.unit_of_work import Reads, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Database:
    """An open database. Close it once, at the end."""

    url: str
    engines: Engines
    writer: Writer
    readers: Turns
    changes: Changes
    quick: QuickReads | None = None
    """SQLite only: readers in the event loop's thread."""

    @classmethod
    def open(cls, url: str) -> Self:
        """Make the engines; nothing is connected yet.

        Raises:
            ValueError: the URL names a database that the shop cannot use.
        """
        engines = make_engines(url)
        changes = Changes(engines.inline_read)
        if engines.inline is None:
            turns = Turns(POSTGRES_POOL)
            return cls(url, engines, ManyWriters(engines.write, turns), turns, changes)
        writer = OneWriter(threaded=engines.write, inline=engines.inline)
        quick = None if engines.inline_read is None else QuickReads(engines.inline_read)
        return cls(url, engines, writer, Turns(READERS), changes, quick)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engines.write.dialect.name

    def version(self) -> int | None:
        """A number that is another one after each commit, whoever made it.

        What was read while it was the same may be used again. None where it would cost as much to
        ask as to read: on PostgreSQL.
        """
        return self.changes.version()

    async def fill(self) -> None:
        """Open the connections that there may be, lest the first crowd wait for that."""
        async with AsyncExitStack() as stack:
            for _ in range(self.readers.count):
                await stack.enter_async_context(self.read())

    async def close(self) -> None:
        """Close every connection."""
        self.writer.close()
        self.changes.close()
        if self.quick is not None:
            self.quick.close()
        await self.engines.dispose()

    @asynccontextmanager
    async def read(self, *, brief: bool = False) -> AsyncIterator[Reads]:
        """Open a transaction that only reads; it is rolled back at the end.

        Args:
            brief: it looks up a few rows by key or index. On SQLite such reads run in the event
                loop's thread, on PostgreSQL without a transaction; anything that may look at many
                rows must leave it False.

        Raises:
            BusyError: all connections stayed in use for a minute.
        """
        if brief and self.quick is not None:
            with self.quick.reading() as ready:
                yield Reads(cast("AsyncConnection", InlineConnection(ready)))
            return
        engine = (self.engines.glance if brief else None) or self.engines.read
        async with self.readers.turn(), engine.connect() as connection:
            yield Reads(connection)

    async def peek(self, question: Callable[[Reads], Awaitable[T]]) -> T:
        """Answer what is little to read for nearly everybody, in one transaction that only reads.

        On SQLite it is read in the event loop's thread as far as that is quick. Whoever has so
        much that it is not is asked about anew where it may take its time.

        Raises:
            BusyError: all connections stayed in use for a minute.
        """
        if self.quick is not None:
            with suppress(TooMuchError), self.quick.reading() as ready, only_little(ready):
                return await question(Reads(cast("AsyncConnection", InlineConnection(ready))))
        async with self.read() as reads:
            return await question(reads)

    def write(self, *, brief: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open the one kind of transaction that changes things; leaving without commit undoes it.

        Args:
            brief: it touches a few rows by key, and waits for nothing but its own statements. On
                SQLite such units run in the event loop's thread and share commits; anything that
                may take longer than a millisecond must leave it False.

        Raises:
            BusyError: the database stayed locked, or its connections in use; nothing was done.
        """
        return self.writer.together() if brief else self.writer.alone()


class Writer(Protocol):
    """Where units of work come from."""

    def alone(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit that may take its time."""

    def together(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A brief one, which may share what its commit costs."""

    def close(self) -> None:
        """Hand out no more."""


@dataclass(frozen=True, slots=True)
class ManyWriters:
    """PostgreSQL: each unit has a connection to itself, and the server makes them share."""

    engine: AsyncEngine
    turns: Turns

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work."""
        async with self.turns.turn(), self.engine.connect() as connection:
            with undone_as_busy():
                yield UnitOfWork(connection)

    together = alone

    def close(self) -> None:
        """Nothing of its own to let go of."""
