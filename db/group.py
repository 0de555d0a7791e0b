"""A group: brief units of work in one SQLite transaction, on disk together or not at all."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy.exc import DBAPIError, OperationalError

from db.inline import InlineConnection, driver_of, lost_transaction
from db.locking import connect_and_lock

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sqlalchemy.engine import Connection, Engine

MOST: Final = 16
"""Units that a group keeps: the first of them waits for the work of the last."""


class Group:
    """A locked transaction in which units follow one another, each behind its own savepoint."""

    def __init__(self, connection: Connection) -> None:
        self.kept = 0
        self._connection = connection
        self._driver = driver_of(connection)
        self._ended = asyncio.Event()
        self._error: BaseException | None = None

    @classmethod
    async def open(cls, engine: Engine) -> Self:
        """Lock the database.

        Raises:
            BusyError: it stayed locked; nothing was done.
        """
        return cls(await connect_and_lock(engine))

    @property
    def has_room(self) -> bool:
        """Whether one more unit may join."""
        return self.kept < MOST and self._error is None and self._driver.in_transaction

    def begin_unit(self) -> InlineConnection:
        """Set a savepoint, and give out a connection that is of use until the unit ends."""
        self._driver.execute("SAVEPOINT unit")
        return InlineConnection(self._connection)

    def keep_unit(self) -> None:
        """End a unit whose work goes with the group.

        Raises:
            OperationalError: SQLite undid the whole transaction by itself.
        """
        if not self._driver.in_transaction:
            raise lost_transaction()
        self._driver.execute("RELEASE unit")
        self.kept += 1

    def undo_unit(self) -> None:
        """End a unit as if it had not been; where that fails, so does the group."""
        try:
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK TO unit")
                self._driver.execute("RELEASE unit")
        except sqlite3.Error as error:
            self._error = error

    async def end(self, disk: Executor) -> None:
        """Commit what was kept, in a thread that may wait; `durable` tells how that went."""
        commit = self._connection.commit
        try:
            if self.kept and self._error is None:
                await asyncio.get_running_loop().run_in_executor(disk, commit)
        except DBAPIError as error:
            self._error = error
        except BaseException as error:
            self._error = error
            raise
        finally:
            self._connection.close()
            self._ended.set()

    async def ended(self) -> None:
        """Wait for the end, whatever it is."""
        await self._ended.wait()

    async def durable(self) -> None:
        """Wait until the group is on disk.

        Raises:
            OperationalError: it is not, and will not be.
        """
        await self._ended.wait()
        if self._error is not None:
            raise OperationalError("COMMIT", None, self._error) from self._error
