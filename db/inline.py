"""A SQLite connection without a thread of its own, behind the face that repositories await.

To cross into a connection's thread and back costs ten times what SQLite does with a few rows found
by key. Here a statement has run, in the event loop's thread, when `execute` returns.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy.exc import DBAPIError, OperationalError

from db.sure_commit import SureConnection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import CursorResult, Executable
    from sqlalchemy.engine import Connection, Dialect

STRIDE: Final = 20_000
STRIDES: Final = 5
"""Steps of SQLite's machine, and how often it may take so many in the event loop: about 2 ms."""


class TooMuchError(Exception):
    """Reading was stopped, for there was more of it than the event loop can wait for."""


class Meter:
    """Counts strides. SQLite counts the steps of a statement on from its last use.

    One stride proves little, therefore: any short statement may be the one that ends it.
    """

    def __init__(self) -> None:
        self.left = STRIDES

    def __call__(self) -> bool:
        """Count one more; True asks SQLite to stop."""
        self.left -= 1
        return self.left < 0


class ReadyCursor(sqlite3.Cursor):
    """A cursor that holds its rows already: a statement left open would hold its snapshot."""

    _rows: deque[Any]

    def execute(self, sql: str, parameters: Any = ()) -> ReadyCursor:  # noqa: ANN401 - as sqlite3's
        """Execute and fetch."""
        super().execute(sql, parameters)
        self._rows = deque(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> Any:  # noqa: ANN401 - a row, or None at the end
        """The next of these rows."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Some of these rows."""
        wanted = min(size or self.arraysize, len(self._rows))
        return [self._rows.popleft() for _ in range(wanted)]

    def fetchall(self) -> list[Any]:
        """The rest of these rows."""
        return self.fetchmany(len(self._rows)) if self._rows else []


class ReadyConnection(SureConnection):
    """A connection of such cursors."""

    def cursor(self, factory: Any = ReadyCursor) -> Any:  # noqa: ANN401 - as sqlite3's
        """Make a cursor."""
        return super().cursor(factory)


class InlineConnection:
    """What repositories use of an AsyncConnection, for the time of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection: Connection | None = connection
        self._driver = driver_of(connection)

    @property
    def dialect(self) -> Dialect:
        """The dialect of the database."""
        return self._open().dialect

    async def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Execute inside the transaction.

        Raises:
            OperationalError: the unit of work is over, or SQLite undid its transaction by itself,
                as it does when it is out of space or memory.
        """
        return self._open().execute(statement, parameters)

    def fetch(self, text: str, arguments: Sequence[Any]) -> list[Any]:
        """Execute what was made ready for the driver before.

        Raises:
            DBAPIError: as `execute`; the arguments, which may be personal, are left out of it.
        """
        self._open()
        try:
            return sqlite3.Cursor(self._driver).execute(text, arguments).fetchall()
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                text, None, error, sqlite3.Error, dialect=self.dialect
            ) from error

    def close(self) -> None:
        """Be of no use from now on."""
        self._connection = None

    def _open(self) -> Connection:
        if self._connection is None or not self._driver.in_transaction:
            raise lost_transaction()
        return self._connection


def inline_of(connection: object) -> InlineConnection | None:
    """The connection, if it is one of these."""
    return connection if isinstance(connection, InlineConnection) else None


@contextmanager
def only_little(connection: Connection) -> Iterator[None]:
    """Stop what takes more than a little, all statements taken together.

    Raises:
        TooMuchError: one was stopped.
    """
    driver = driver_of(connection)
    driver.set_progress_handler(Meter(), STRIDE)
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise TooMuchError from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection below SQLAlchemy's."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def lost_transaction() -> OperationalError:
    """The error of a transaction that is not there."""
    return OperationalError(None, None, sqlite3.OperationalError("the transaction is over"))
