"""The databases' settings: no lost update, nothing durable too late, readers that cannot write."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from db.database import Database
from db.engine import make_engines
from db.models.people import chat_states
from db.repositories.states import ChatState
from domain.errors import BusyError


async def add_one(database: Database) -> None:
    """Read, think, write: it loses an update unless the transaction locks from its start."""
    async with database.write() as uow:
        seen = int(await uow.shop.get("count") or 0)
        await asyncio.sleep(0)
        await uow.shop.set("count", str(seen + 1))
        await uow.commit()


async def test_no_update_is_lost_between_writers_on_sqlite(sqlite_url: str) -> None:
    first, second = Database.open(sqlite_url), Database.open(sqlite_url)

    await asyncio.gather(*(add_one(database) for database in (first, second) * 20))

    async with first.read() as reads:
        assert await reads.shop.get("count") == "40"
    await asyncio.gather(first.close(), second.close())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
async def test_sqlite_is_set_to_keep_its_word(sqlite_url: str, pragma: str, value: object) -> None:
    database = Database.open(sqlite_url)

    async with database.write() as uow:
        found = (await uow.connection.execute(text(f"PRAGMA {pragma}"))).scalar_one()

    await database.close()
    assert found == value


async def test_a_reader_cannot_write(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)

    with pytest.raises(OperationalError, match="readonly"):
        async with database.read() as reads:
            await reads.shop.set("count", "1")

    await database.close()


async def test_leaving_without_commit_undoes_everything(database: Database) -> None:
    async with database.write() as uow:
        await uow.shop.set("count", "1")

    async with database.read() as reads:
        assert await reads.shop.get("count") is None


async def test_a_database_locked_by_another_process_is_busy_and_nothing_happens(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.locking.LOCK_TRIES", 2)
    monkeypatch.setattr("db.engine._PRAGMAS", ("PRAGMA busy_timeout=10",))
    holder, waiter = Database.open(sqlite_url), Database.open(sqlite_url)

    async with holder.write() as uow:
        await uow.shop.set("count", "1")
        with pytest.raises(BusyError):
            await add_one(waiter)
        await uow.commit()

    await asyncio.gather(holder.close(), waiter.close())


async def test_times_come_back_aware_and_the_same(database: Database) -> None:
    moment = datetime(2026, 11, 21, 12, 30, 15, 123456, tzinfo=UTC)
    async with database.write() as uow:
        await uow.states.write("key", ChatState("somewhere", {}), moment)
        await uow.commit()

    async with database.read() as reads:
        found = await reads.connection.execute(select(chat_states.c.updated_at))
        assert found.scalar_one() == moment


def test_other_databases_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"DATABASE_URL must start with sqlite\+aiosqlite"):
        make_engines("mysql+aiomysql://localhost/shop")
