"""Transactions that PostgreSQL itself undid, because two stood in each other's way."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNDONE: Final = frozenset({"40001", "40P01"})
"""SQLSTATEs of a serialization failure and of a deadlock: nothing of the transaction stays."""


@contextmanager
def undone_as_busy() -> Iterator[None]:
    """Say of such a transaction what is said of a locked database: nothing was done, try again.

    The transaction is not run again here: between its statements the caller may have decided
    things by what it read.

    Raises:
        BusyError: the database undid it.
    """
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in UNDONE:
            raise BusyError from error
        raise
