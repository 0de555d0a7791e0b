"""A customer who gives up harms nobody else, at whatever moment of a shared commit that is."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from db.database import Database
from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

CROWD = 4


@pytest.fixture
async def witness(sqlite_url: str) -> AsyncIterator[Database]:
    """The same file through other connections: it sees what is on disk, and nothing else."""
    database = Database.open(sqlite_url)
    yield database
    await database.close()


async def write(database: Database, key: str) -> str:
    async with database.write(brief=True) as uow:
        await uow.shop.set(key, "x")
        await asyncio.sleep(0)
        await uow.commit()
    return key


async def keys(database: Database) -> set[str]:
    async with database.read() as reads:
        found = await reads.connection.execute(text("SELECT key FROM shop_state"))
        return set(found.scalars())


async def ends(tasks: Sequence[asyncio.Task[str]]) -> list[str | BaseException]:
    async with asyncio.timeout(5):
        return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("victim", range(CROWD))
async def test_cancelling_one_at_any_step_leaves_the_others_whole(
    sqlite_database: Database, witness: Database, victim: int
) -> None:
    async with asyncio.TaskGroup() as group:
        for steps in range(25):
            names = [f"{steps}-{number}" for number in range(CROWD)]
            tasks = [group.create_task(write(sqlite_database, name)) for name in names]
            for _ in range(steps):
                await asyncio.sleep(0)
            tasks[victim].cancel()

            outcomes = await ends(tasks)

            others = [name for name in names if name != names[victim]]
            assert [outcome for outcome in outcomes if outcome in others] == others
            assert await keys(witness) >= set(others)
            if outcomes[victim] == names[victim]:
                assert names[victim] in await keys(witness)


@pytest.mark.parametrize("victim", range(CROWD))
async def test_cancelling_one_during_the_commit_leaves_the_others_whole(
    sqlite_database: Database, witness: Database, victim: int
) -> None:
    """The last one who waited is the one that commits; it must not take the commit with it."""
    loop, cancelled = asyncio.get_running_loop(), threading.Event()
    tasks: list[asyncio.Task[str]] = []

    def cancel() -> None:
        tasks[victim].cancel()
        loop.call_soon(cancelled.set)

    def cancel_and_go_on(_connection: object) -> None:
        loop.call_soon_threadsafe(cancel)
        assert cancelled.wait(timeout=5)

    assert sqlite_database.engines.inline is not None
    event.listen(sqlite_database.engines.inline, "commit", cancel_and_go_on)

    async with asyncio.TaskGroup() as group:
        names = [f"{number}" for number in range(CROWD)]
        tasks += [group.create_task(write(sqlite_database, name)) for name in names]
        outcomes = await ends(tasks)

    assert isinstance(outcomes[victim], asyncio.CancelledError)
    assert [o for o in outcomes if isinstance(o, str)] == [n for n in names if n != f"{victim}"]
    assert await keys(witness) == set(names)  # it had asked for its commit before
    event.remove(sqlite_database.engines.inline, "commit", cancel_and_go_on)
    await write(sqlite_database, "next")


async def test_the_turn_goes_on_from_one_who_was_cancelled_as_it_came(
    sqlite_database: Database, witness: Database
) -> None:
    """A group waits open for who comes next; should that one be gone, it is committed."""
    async with asyncio.TaskGroup() as group:
        async with sqlite_database.write(brief=True) as uow:
            await uow.shop.set("first", "x")
            tasks = [group.create_task(write(sqlite_database, "gone"))]
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_soon(tasks[0].cancel)
            await uow.commit()
        await ends(tasks)

    assert await keys(witness) == {"first"}
    await write(sqlite_database, "next")


async def test_one_who_was_cancelled_waiting_for_another_process_locks_nothing(
    sqlite_database: Database, witness: Database
) -> None:
    async with asyncio.TaskGroup() as group, witness.write() as holder:
        task = group.create_task(write(sqlite_database, "gone"))
        await asyncio.sleep(0.01)
        task.cancel()
        await ends([task])
        await holder.commit()

    await write(sqlite_database, "next")
    assert await keys(witness) == {"next"}


async def test_whose_turn_does_not_come_in_time_is_told_that_the_shop_is_busy(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.turns.PATIENCE_S", 0.01)

    async with sqlite_database.write():
        with pytest.raises(BusyError):
            await write(sqlite_database, "never")

    await write(sqlite_database, "next")
