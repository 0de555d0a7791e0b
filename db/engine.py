"""Engines for both databases: SQLite with one careful writer, PostgreSQL with a pool."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import create_async_engine

from db.inline import ReadyConnection
from db.one_trip import connect

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS: Final = 5000
READERS: Final = 4
POSTGRES_POOL: Final = 16
IDLE_S: Final = 5.0
LEFT_AT: Final = "left_at"

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode=WAL",
    # FULL: a commit that a power cut forgets would be an order sent and not remembered.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)
_READING: Final = (*_PRAGMAS, "PRAGMA query_only=ON")


@dataclass(frozen=True, slots=True)
class Engines:
    """Where to read and where to write; one and the same on PostgreSQL.

    Attributes:
        inline: SQLite only: where brief units of work write, in the event loop's own thread.
        inline_read: SQLite only: where brief reads read, in the same thread.
        glance: PostgreSQL only: where brief reads read, each statement by itself. A transaction
            would show them nothing more, as each statement of it sees what is committed by then,
            but it begins and ends with a trip to the server.
    """

    read: AsyncEngine
    write: AsyncEngine
    inline: Engine | None = None
    inline_read: Engine | None = None
    glance: AsyncEngine | None = None

    async def dispose(self) -> None:
        """Close every connection."""
        for inline in (self.inline, self.inline_read):
            if inline is not None:
                inline.dispose()
        await self.read.dispose()
        if self.write is not self.read:
            await self.write.dispose()


def make_engines(url: str) -> Engines:
    """Build the engines for `sqlite+aiosqlite:///...` or `postgresql+asyncpg://...`.

    Raises:
        ValueError: another database or driver.
    """
    parsed = make_url(url)
    if parsed.drivername == "sqlite+aiosqlite":
        return _sqlite(parsed)
    if parsed.drivername == "postgresql+asyncpg":
        return _postgres(parsed)
    message = "DATABASE_URL must start with sqlite+aiosqlite:// or postgresql+asyncpg://"
    raise ValueError(message)


def _postgres(url: URL) -> Engines:
    engine = create_async_engine(url, pool_size=POSTGRES_POOL, max_overflow=0, pool_recycle=1800)
    _ping_the_idle(engine.sync_engine)
    glance = engine.execution_options(isolation_level="AUTOCOMMIT")
    return Engines(read=engine, write=engine, glance=glance)


def _ping_the_idle(engine: Engine) -> None:
    """Ask connections that were idle whether they live, and replace the pool if one does not.

    Asking costs three trips to the server, as many as half an order: SQLAlchemy's own `pre_ping`
    asks at every use, also the one that answered a moment ago.
    """

    @event.listens_for(engine, "checkin")
    def leave(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[LEFT_AT] = monotonic()

    @event.listens_for(engine, "checkout")
    def take(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - record.info.get(LEFT_AT, monotonic()) < IDLE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def _sqlite(url: URL) -> Engines:
    """One writer that locks from its first word, and a few readers that may not write.

    SQLAlchemy's default for SQLite begins a transaction only at the first write, so that two
    read-then-write transactions lose an update: BEGIN is ours here.
    """
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    trips = {"async_creator_fn": connect}
    write = create_async_engine(
        url, pool_size=1, max_overflow=0, pool_timeout=60, connect_args=trips
    )
    read = create_async_engine(
        url, pool_size=READERS, max_overflow=0, pool_timeout=60, connect_args=trips
    )
    _prepare(write.sync_engine, begin="BEGIN IMMEDIATE", pragmas=_PRAGMAS)
    _prepare(read.sync_engine, begin="BEGIN", pragmas=_READING)
    return Engines(
        read=read, write=write, inline=_inline_writer(url), inline_read=_inline_reader(url)
    )


def _inline_writer(url: URL) -> Engine:
    """The same writer for the event loop's thread, where nothing may wait for a lock."""
    engine = _inline(url, pool_size=1, max_overflow=0)
    _prepare(engine, begin="BEGIN IMMEDIATE", pragmas=(*_PRAGMAS, "PRAGMA busy_timeout=0"))
    return engine


def _inline_reader(url: URL) -> Engine:
    """Readers for the same thread: nobody waits for one, there is always one more."""
    engine = _inline(url, pool_size=READERS, max_overflow=-1)
    _prepare(engine, begin="BEGIN", pragmas=_READING)
    return engine


def _inline(url: URL, **pool: int) -> Engine:
    ready = {"factory": ReadyConnection, "check_same_thread": False}
    return create_engine(url.set(drivername="sqlite+pysqlite"), connect_args=ready, **pool)


def _prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI connections have no common type
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
