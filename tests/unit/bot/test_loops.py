"""Background loops: paced, patient with failures, and stopped between passes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.waiting import either, pause
from bot.workers import loops
from bot.workers.loops import WORST_PAUSE_S, Worker, keep_running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the loop asked to wait; it does not."""
    asked: list[float] = []

    async def note(stopping: asyncio.Event, seconds: float) -> None:
        asked.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(loops, "pause", note)
    return asked


def passes(stopping: asyncio.Event, *results: int | Exception) -> Callable[[], Awaitable[int]]:
    """An act that gives these results, then the word to stop."""
    left = list(results)

    async def act() -> int:
        result = left.pop(0)
        if not left:
            stopping.set()
        if isinstance(result, Exception):
            raise result
        return result

    return act


async def test_a_pass_that_did_something_is_followed_at_once(pauses: list[float]) -> None:
    stopping = asyncio.Event()

    await keep_running(Worker("w", 30, passes(stopping, 5, 0, 1)), stopping)

    assert pauses == [0, 30, 0]


async def test_a_failing_pass_is_tried_again_ever_later(pauses: list[float]) -> None:
    stopping = asyncio.Event()
    act = passes(stopping, *[RuntimeError("broken")] * 8, 0)

    with capture_logs() as lines:
        await keep_running(Worker("w", 2, act), stopping)

    assert [line["event"] for line in lines] == ["worker.failed"] * 8
    assert all(2 <= first <= 6 for first in pauses[:1])
    assert all(WORST_PAUSE_S * 0.5 <= late <= WORST_PAUSE_S * 1.5 for late in pauses[5:8])
    assert pauses[-1] == 2, "a pass that works again has the usual pace"


async def test_an_open_pass_is_finished_when_the_word_to_stop_comes() -> None:
    stopping, going, done = asyncio.Event(), asyncio.Event(), []

    async def act() -> int:
        going.set()
        await stopping.wait()
        await asyncio.sleep(0)
        done.append("pass")
        return 0

    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(keep_running(Worker("w", 60, act), stopping))
        await going.wait()
        stopping.set()

    assert done == ["pass"]


async def test_a_pause_ends_with_the_word_to_stop() -> None:
    stopping = asyncio.Event()

    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        group.create_task(pause(stopping, 3600))
        await asyncio.sleep(0)
        stopping.set()


async def test_a_pause_ends_by_itself() -> None:
    async with asyncio.timeout(2):
        await pause(asyncio.Event(), 0.01)


async def test_either_leaves_the_task_alone() -> None:
    stopping, free = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(free.wait())
        stopping.set()
        await either(task, stopping)

        assert not task.done()
        free.set()


async def test_either_ends_with_a_task_that_failed() -> None:
    async def fail() -> None:
        raise RuntimeError

    with pytest.raises(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            await either(group.create_task(fail()), asyncio.Event())
