"""Whether anything in the database has changed, without reading what.

What is read again and again, and changes seldom, may be kept for as long as nothing at all was
committed: SQLite tells that from its file's header in a millionth of a second. For PostgreSQL it
would take as long as reading the row itself.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from db.inline import driver_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine


class Changes:
    """Watches the commits of a SQLite database, whoever makes them."""

    def __init__(self, engine: Engine | None) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._cursor: sqlite3.Cursor | None = None

    def version(self) -> int | None:
        """A number that is another one after each commit, by this process or any other.

        None where asking would cost as much as reading.
        """
        if self._engine is None:
            return None
        if self._cursor is None:
            self._connection = self._engine.connect()
            self._cursor = sqlite3.Cursor(driver_of(self._connection))
        version: int = self._cursor.execute("PRAGMA data_version").fetchone()[0]
        return version

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._cursor = None
