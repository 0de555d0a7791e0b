"""Waiting for one thing or the other."""

from __future__ import annotations

import asyncio
from typing import Any


async def either(task: asyncio.Task[Any], stopping: asyncio.Event) -> None:
    """Wait until a task is done or the word to stop is given; the task is left alone."""
    async with asyncio.TaskGroup() as group:
        stop = group.create_task(stopping.wait())
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Wait some seconds, or be stopped."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
