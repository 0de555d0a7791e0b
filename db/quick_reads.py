"""SQLite's readers in the event loop's thread, kept open between one brief read and the next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.inline import driver_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine


class QuickReads:
    """Gives out connections in a transaction of their own; there is always one more.

    To take one from a pool, begin and end costs several times what a look-up by key does. So a
    connection stays open, in a transaction as far as SQLAlchemy knows; what begins and ends for
    every reader is the driver's.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._free: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot of the database, of no use after the block."""
        connection = self._free.pop() if self._free else self._opened()
        driver = driver_of(connection)
        try:
            driver.execute("BEGIN")
            yield connection
        finally:
            driver.rollback()
            self._free.append(connection)

    def close(self) -> None:
        """Close those that nobody reads from."""
        while self._free:
            self._free.pop().close()

    def _opened(self) -> Connection:
        connection = self._engine.connect()
        connection.begin()
        driver_of(connection).rollback()
        return connection
