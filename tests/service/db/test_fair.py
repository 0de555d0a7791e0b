"""Connections are given out in the order of asking, and to nobody twice before the others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from db.turns import Turns
from domain.errors import BusyError

if TYPE_CHECKING:
    from db.database import Database

CROWD = 40
TIMES = 5


async def test_who_asks_again_at_once_comes_after_who_waits(database: Database) -> None:
    """Each asks again as soon as it was served, as customers do; all are served in rounds."""
    served: list[int] = []

    async def customer(number: int) -> None:
        for _ in range(TIMES):
            async with database.write() as uow:
                served.append(number)
                await uow.shop.set(f"{number}", "x")
                await uow.commit()

    await asyncio.gather(*(customer(number) for number in range(CROWD)))

    counts = dict.fromkeys(range(CROWD), 0)
    for number in served:
        counts[number] += 1
        assert counts[number] - min(counts.values()) <= 2


async def test_no_more_have_a_turn_than_there_are() -> None:
    turns, inside, most = Turns(3), 0, 0

    async def enter() -> None:
        nonlocal inside, most
        async with turns.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(enter() for _ in range(20)))

    assert most == 3


async def test_a_turn_given_to_one_who_was_cancelled_goes_to_the_next() -> None:
    turns = Turns(1)
    async with asyncio.TaskGroup() as group:
        async with turns.turn():
            gone = group.create_task(_take(turns))
            patient = group.create_task(_take(turns))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_soon(gone.cancel)
        async with asyncio.timeout(1):
            assert await patient

    async with asyncio.timeout(1), turns.turn():
        pass


async def test_whoever_waits_too_long_is_told_and_leaves_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("db.turns.PATIENCE_S", 0.01)
    turns = Turns(1)

    async with turns.turn():
        with pytest.raises(BusyError):
            await _take(turns)

    assert await _take(turns)


async def _take(turns: Turns) -> bool:
    async with turns.turn():
        return True
