"""Units of work that share a commit: on SQLite, each keeps the promises that one alone keeps."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from db.database import Database
from db.group import MOST
from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from db.unit_of_work import UnitOfWork

    Act = Callable[[UnitOfWork], Awaitable[object]]

FAIL_AT_COMMIT = (
    text("PRAGMA defer_foreign_keys=ON"),
    text("INSERT INTO drafts (user_id, data, updated_at, expires_at) VALUES (404, '{}', 0, 0)"),
)
UNDO_ALL = text("INSERT OR ROLLBACK INTO shop_state (key, value) VALUES ('first', 'again')")


class RefusalError(Exception):
    """What a use case raises instead of committing."""


@pytest.fixture
async def witness(sqlite_url: str) -> AsyncIterator[Database]:
    """The same file through other connections: it sees what is on disk, and nothing else."""
    database = Database.open(sqlite_url)
    yield database
    await database.close()


async def write(database: Database, key: str, act: Act | None = None) -> None:
    """One brief unit of work that writes a row."""
    async with database.write(brief=True) as uow:
        await uow.shop.set(key, "x")
        if act is not None:
            await act(uow)
        await uow.commit()


async def keys(database: Database) -> set[str]:
    async with database.read() as reads:
        found = await reads.connection.execute(text("SELECT key FROM shop_state"))
        return set(found.scalars())


async def refuse(_uow: UnitOfWork) -> None:
    raise RefusalError


async def fail_at_commit(uow: UnitOfWork) -> None:
    for statement in FAIL_AT_COMMIT:
        await uow.connection.execute(statement)


async def look(database: Database) -> None:
    """A unit that only reads: the second tap, which finds the order of the first."""
    async with database.write(brief=True) as uow:
        await uow.shop.get("first")


async def let_others_run() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@asynccontextmanager
async def group_of(database: Database, *work: Awaitable[object]) -> AsyncIterator[list[object]]:
    """Have the work stand in the queue while one unit is at work, then let all go on.

    Inside, they wait; after it, the list holds what each of them returned or raised.
    """
    outcomes: list[object] = []
    try:
        async with database.write(brief=True) as uow:
            gathered = asyncio.gather(*work, return_exceptions=True)
            await let_others_run()
            yield outcomes
            await uow.shop.set("first", "x")
            await uow.commit()
    finally:
        outcomes += await gathered


def count_commits(database: Database) -> list[object]:
    commits: list[object] = []
    assert database.engines.inline is not None
    event.listen(database.engines.inline, "commit", commits.append)
    return commits


async def test_units_that_wait_for_one_another_share_a_commit(
    sqlite_database: Database, witness: Database
) -> None:
    commits = count_commits(sqlite_database)

    async with group_of(sqlite_database, *(write(sqlite_database, f"{n}") for n in range(9))):
        pass

    assert len(commits) == 1
    assert await keys(witness) == {"first", *(f"{n}" for n in range(9))}


async def test_a_group_is_bounded(sqlite_database: Database, witness: Database) -> None:
    commits = count_commits(sqlite_database)
    many = [write(sqlite_database, f"{n}") for n in range(3 * MOST - 1)]

    async with group_of(sqlite_database, *many):
        pass

    assert len(commits) == 3
    assert len(await keys(witness)) == 3 * MOST


async def test_who_is_alone_waits_for_nobody(sqlite_database: Database) -> None:
    commits = count_commits(sqlite_database)

    for number in range(3):
        await write(sqlite_database, f"{number}")

    assert len(commits) == 3


async def test_a_commit_returns_when_the_row_is_on_disk_and_not_before(
    sqlite_database: Database, witness: Database
) -> None:
    seen_after: list[bool] = []

    async def order(key: str) -> None:
        await write(sqlite_database, key)
        seen_after.append(key in await keys(witness))

    async with group_of(sqlite_database, *(order(f"{n}") for n in range(2 * MOST))):
        assert not await keys(witness)

    assert seen_after == [True] * 2 * MOST


async def test_one_that_fails_takes_nobody_along(
    sqlite_database: Database, witness: Database
) -> None:
    commits = count_commits(sqlite_database)
    work = [
        write(sqlite_database, "kept"),
        write(sqlite_database, "refused", refuse),
        write(sqlite_database, "kept too"),
    ]

    async with group_of(sqlite_database, *work) as outcomes:
        pass

    assert [type(outcome) for outcome in outcomes] == [type(None), RefusalError, type(None)]
    assert await keys(witness) == {"first", "kept", "kept too"}
    assert len(commits) == 1


async def test_when_the_shared_commit_fails_everybody_hears_and_nothing_is_kept(
    sqlite_database: Database, witness: Database
) -> None:
    work = [write(sqlite_database, "bad", fail_at_commit), look(sqlite_database)]

    with pytest.raises(OperationalError):
        async with group_of(sqlite_database, write(sqlite_database, "good"), *work) as outcomes:
            pass

    assert [type(outcome) for outcome in outcomes] == [OperationalError] * 3
    assert not await keys(witness)
    await write(sqlite_database, "next")
    assert await keys(witness) == {"next"}


async def test_who_read_what_never_came_to_be_is_told(sqlite_database: Database) -> None:
    """The second tap must not say "placed" of an order that the disk refused."""
    async with sqlite_database.write(brief=True) as uow:
        await uow.shop.set("first", "x")
        await fail_at_commit(uow)
        second = asyncio.gather(
            look(sqlite_database), write(sqlite_database, "key", refuse), return_exceptions=True
        )
        await let_others_run()
        with pytest.raises(OperationalError):
            await uow.commit()

    assert [type(outcome) for outcome in await second] == [OperationalError, OperationalError]


async def test_a_transaction_that_sqlite_undid_by_itself_is_nobodys_success(
    sqlite_database: Database, witness: Database
) -> None:
    async def undo_all(uow: UnitOfWork) -> None:
        with suppress(DBAPIError):
            await uow.connection.execute(UNDO_ALL)
        await uow.shop.set("outside of any transaction", "x")

    work = [
        write(sqlite_database, "before"),
        write(sqlite_database, "itself", undo_all),
        write(sqlite_database, "after"),
    ]

    with pytest.raises(OperationalError):
        async with group_of(sqlite_database, *work) as outcomes:
            pass

    assert [type(o) for o in outcomes] == [OperationalError, OperationalError, type(None)]
    assert await keys(witness) == {"after"}


async def test_a_unit_has_no_connection_once_it_ended(sqlite_database: Database) -> None:
    async with sqlite_database.write(brief=True) as uow:
        await uow.commit()

        with pytest.raises(OperationalError, match="over"):
            await uow.shop.set("late", "x")


async def test_long_units_have_a_transaction_to_themselves(
    sqlite_database: Database, witness: Database
) -> None:
    async def write_at_length() -> None:
        async with sqlite_database.write() as uow:
            before.update(await keys(witness))
            await uow.shop.set("long", "x")
            await uow.commit()

    before: set[str] = set()
    work = [write(sqlite_database, "1"), write_at_length(), write(sqlite_database, "2")]

    async with group_of(sqlite_database, *work):
        pass

    assert before == {"first", "1"}
    assert await keys(witness) == {"first", "1", "long", "2"}


async def test_a_brief_unit_waits_for_another_process_without_holding_the_loop_up(
    sqlite_database: Database, witness: Database
) -> None:
    async with witness.write() as holder:
        waiting = asyncio.gather(write(sqlite_database, "patient"))
        async with asyncio.timeout(1):
            for _ in range(20):
                await asyncio.sleep(0.001)
        await holder.shop.set("holder", "x")
        await holder.commit()

    await waiting
    assert await keys(witness) == {"holder", "patient"}


async def test_a_brief_unit_gives_up_on_a_database_that_stays_locked(
    sqlite_database: Database, witness: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.locking.INLINE_PATIENCE_S", 0.02)

    async with witness.write():
        with pytest.raises(BusyError):
            await write(sqlite_database, "never")

    await write(sqlite_database, "next")


async def test_what_is_kept_is_what_was_reported_whatever_happens_to_each(
    sqlite_database: Database, witness: Database
) -> None:
    """Many units, each ending in its own way at its own time."""
    chance = random.Random(7)
    reported: set[str] = set()
    doubtful: set[str] = set()

    async def one(number: int) -> None:
        key = f"{number}"
        act = chance.choice([None, None, refuse, lambda _: asyncio.sleep(0)])
        doubtful.add(key)
        try:
            await write(sqlite_database, key, act)
            reported.add(key)
        except RefusalError:
            doubtful.remove(key)

    tasks = []
    async with asyncio.TaskGroup() as group:
        for number in range(200):
            tasks.append(group.create_task(one(number)))
            if chance.random() < 0.3:
                chance.choice(tasks).cancel()
            if chance.random() < 0.2:
                await asyncio.sleep(chance.choice([0, 0.001]))

    kept = await keys(witness)
    assert reported <= kept
    assert kept <= reported | doubtful
