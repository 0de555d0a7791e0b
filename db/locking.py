"""Taking SQLite's one write lock, which other processes take too."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import OperationalError

from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncConnection

LOCK_TRIES: Final = 5
LOCK_PAUSE_S: Final = 0.05
INLINE_PATIENCE_S: Final = 25.0
"""As long as the tries of `lock`, each of which waits for SQLite's own busy timeout."""


async def lock(connection: AsyncConnection) -> None:
    """Begin a transaction before anything has an effect, so that trying again is safe.

    Raises:
        BusyError: the database stayed locked; nothing was done.
    """
    for remaining in reversed(range(LOCK_TRIES)):
        try:
            await connection.begin()
        except OperationalError as error:
            _ensure_locked(error)
            if not remaining:
                raise BusyError from error
            await asyncio.sleep(LOCK_PAUSE_S * (1 + random.random()))  # noqa: S311 - jitter
        else:
            return


async def connect_and_lock(engine: Engine) -> Connection:
    """The same in the event loop's thread, which must not wait: the engine has no busy timeout.

    Raises:
        BusyError: the database stayed locked; nothing was done.
    """
    for pause_s in _pauses_s():
        connection = engine.connect()
        try:
            connection.begin()
        except OperationalError as error:
            connection.close()
            _ensure_locked(error)
        else:
            return connection
        await asyncio.sleep(pause_s)
    raise BusyError


def _pauses_s() -> Iterator[float]:
    """Short ones at first, as SQLite's own busy handler makes them."""
    waited, pause = 0.0, 0.001
    while waited < INLINE_PATIENCE_S:
        yield pause * (0.5 + random.random())  # noqa: S311 - jitter
        waited, pause = waited + pause, min(pause * 2, LOCK_PAUSE_S)


def _ensure_locked(error: OperationalError) -> None:
    if "locked" not in str(error.orig):
        raise error
