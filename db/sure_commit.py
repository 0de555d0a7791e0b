"""A sqlite3 connection whose COMMIT either did it, or raised and left nothing open."""

from __future__ import annotations

import sqlite3


class SureConnection(sqlite3.Connection):
    """What every connection of the shop is made of."""

    def commit(self) -> None:
        """Commit.

        Raises:
            OperationalError: there is no transaction; SQLite undoes one by itself when it is out
                of space or memory, and the library would be silent about it.
            Error: the database refused; the transaction, which SQLite leaves open, is undone.
        """
        if not self.in_transaction:
            message = "nothing to commit: the transaction is over"
            raise sqlite3.OperationalError(message)
        try:
            super().commit()
        except sqlite3.Error:
            self.rollback()
            raise
