"""The word to stop: heard once, and kept in time whatever hangs.

Work in hand is given a while, the HTTP server and the connections are closed after it. A thread in
the middle of a long statement cannot be told to stop, and a machine under load takes its time: for
these there is a last moment, when the process ends as a power cut would end it. Everything that
matters is on disk by then, and the next start recovers what was cut.
"""

from __future__ import annotations

import asyncio
import os
import signal
from threading import Timer
from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

PROMISED_S: Final = 12.0
"""A process that was told to stop has ended by then."""
GRACE_S: Final = 6.0
"""How long open work may go on after the word to stop; what is cut is recovered at next start."""
SERVED_S: Final = 2.0
"""How long requests may go on after that."""
LAST_S: Final = 11.0
"""When whatever is left is cut off; before it goes, it says so."""
SAY_S: Final = 0.5


def stop_on_signals(stopping: asyncio.Event) -> None:
    """SIGTERM and SIGINT set the event, and from the first of them the time runs."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            _at(LAST_S - SAY_S, _say)
            _at(LAST_S, _end)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


def _at(seconds: float, act: Callable[[], None]) -> None:
    """In a thread of its own: neither a blocked event loop nor a lock held elsewhere delays it."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()


def _say() -> None:
    structlog.get_logger(__name__).warning("stop.forced", after_s=LAST_S)


def _end() -> None:
    os._exit(0)
