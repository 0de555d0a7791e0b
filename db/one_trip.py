"""aiosqlite in one trip a statement: its thread executes and fetches before it answers.

Out of the box each statement crosses to the connection's thread four times (cursor, execute,
fetchall, close), and those crossings cost several times what SQLite itself does with a small row.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any, Self

import aiosqlite

from db.sure_commit import SureConnection

if TYPE_CHECKING:
    from collections.abc import Iterable


class OneTripCursor(aiosqlite.Cursor):
    """A cursor that holds its rows already when `execute` returns."""

    _rows: list[Any]

    async def __aenter__(self) -> Self:
        """A cursor is ready when it is made."""
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OneTripCursor:
        """Execute and fetch, in the connection's thread."""
        self._rows = await self._execute(_run, self._cursor, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    async def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None at the end
        """The next of these rows."""
        return self._rows.pop(0) if self._rows else None

    async def fetchall(self) -> list[Any]:
        """The rows of the last statement, once."""
        rows, self._rows = self._rows, []
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Some of these rows: a result that is streamed is read so."""
        wanted = size or self.arraysize
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def close(self) -> None:
        """Let go of the statement; it was run to its end, so nothing is left to wait for."""
        self._cursor.close()


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors take one trip, and which goes nowhere to roll back nothing."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """Make a cursor here: that touches no page of the database."""
        return OneTripCursor(self, self._conn.cursor())

    async def _connect(self) -> aiosqlite.Connection:
        """Open; where that fails, see the thread end, which it does at once.

        Else it may speak to an event loop that is gone by then: a traceback beside the reason.
        """
        try:
            return await super()._connect()
        except sqlite3.Error:
            self._thread.join()
            raise

    async def close(self) -> None:
        """Undo what is open, then close."""
        self._undo()
        await super().close()

    def stop(self) -> asyncio.Future[Any] | None:
        """Undo what is open and close without waiting."""
        self._undo()
        return super().stop()

    def _undo(self) -> None:
        """Roll back first thing in the connection's thread.

        A cancelled task may still refer to a statement, and SQLite keeps a closed connection's
        transaction, with its lock, for as long as one of its statements lives.
        """
        if self._connection is not None:
            self._tx.put_nowait((None, self._connection.rollback))

    async def rollback(self) -> None:
        """Roll back, if there is a transaction."""
        if self._conn.in_transaction:
            await super().rollback()


def connect(database: str, **options: Any) -> OneTripConnection:  # noqa: ANN401 - sqlite3's own options
    """Open a connection; used from one task at a time, as the pool sees to."""
    options["check_same_thread"] = False

    def connector() -> sqlite3.Connection:
        return sqlite3.connect(database, factory=SureConnection, **options)

    connection = OneTripConnection(connector, iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for its own connections
    return connection


def _run(cursor: sqlite3.Cursor, sql: str, parameters: Iterable[Any]) -> list[Any]:
    cursor.execute(sql, parameters)  # type: ignore[arg-type]
    return cursor.fetchall() if cursor.description else []
