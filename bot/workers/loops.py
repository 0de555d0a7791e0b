"""The supervisor: runs passes again and again until told to stop; a failing pass never ends it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from bot.metrics import DONE, FAILURES, PASSES
from bot.waiting import pause

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

WORST_PAUSE_S: Final = 60.0

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """A pass and its pace. `act` returns how much it did; after something it goes on at once."""

    name: str
    every_s: float
    act: Callable[[], Awaitable[int]]


async def keep_running(worker: Worker, stopping: asyncio.Event) -> None:
    """Run a worker until `stopping`. Its open pass is finished, never cut."""
    failures = 0
    while not stopping.is_set():
        did, failed = await _pass(worker)
        failures = failures + 1 if failed else 0
        await pause(stopping, _pause_after(worker, did=did, failures=failures))


async def _pass(worker: Worker) -> tuple[int, bool]:
    PASSES.labels(worker.name).inc()
    try:
        did = await worker.act()
    except Exception:  # supervision: whatever broke is logged, counted and tried again
        FAILURES.labels(worker.name).inc()
        logger.exception("worker.failed", worker=worker.name)
        return 0, True
    DONE.labels(worker.name).inc(did)
    return did, False


def _pause_after(worker: Worker, *, did: int, failures: int) -> float:
    if failures:
        return min(worker.every_s * 2.0**failures, WORST_PAUSE_S) * (0.5 + random.random())  # noqa: S311 - jitter
    return 0.0 if did else worker.every_s
