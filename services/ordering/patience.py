"""Writing down what is heard once only: again where the database was busy at that moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, TypeVar

from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")

BUSY_TRIES: Final = 5
BUSY_PAUSE_S: Final = 0.5


async def patiently(write: Callable[[], Awaitable[T]]) -> T:
    """Do one whole transaction, up to five times: an answer that is lost costs a person's time.

    The database may be locked for long; or it undoes one of two transactions that wait for each
    other, and then nothing of that one stays.

    Raises:
        BusyError: it was busy every time; nothing is written.
    """
    for _ in range(BUSY_TRIES - 1):
        try:
            return await write()
        except BusyError:
            await asyncio.sleep(BUSY_PAUSE_S)
    return await write()
