"""Reads in the event loop's own thread: they change nothing, see one moment, and stay short."""

import asyncio

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from db.database import Database
from db.models.people import shop_state
from db.unit_of_work import Reads

_all = select(func.count()).select_from(shop_state)
_long = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < :many) "
    "SELECT count(*) FROM n"
)


async def _write(database: Database, key: str) -> None:
    async with database.write() as uow:
        await uow.shop.set(key, "there")
        await uow.commit()


async def _count(reads: Reads) -> int:
    return int((await reads.connection.execute(_all)).scalar_one())


async def test_a_brief_read_refuses_to_write(sqlite_database: Database) -> None:
    async with sqlite_database.read(brief=True) as reads:
        adding = insert(shop_state).values(key="x", value="y")

        with pytest.raises(DBAPIError, match="readonly"):
            await reads.connection.execute(adding)

    assert await sqlite_database.peek(_count) == 0


async def test_a_peek_refuses_to_write(sqlite_database: Database) -> None:
    async def add(reads: Reads) -> None:
        await reads.connection.execute(insert(shop_state).values(key="x", value="y"))

    with pytest.raises(DBAPIError, match="readonly"):
        await sqlite_database.peek(add)

    assert await sqlite_database.peek(_count) == 0


async def test_a_brief_read_sees_one_moment_to_its_end(sqlite_database: Database) -> None:
    async with sqlite_database.read(brief=True) as reads:
        before = await _count(reads)
        await _write(sqlite_database, "meanwhile")
        after = await _count(reads)

    assert (before, after) == (0, 0)
    assert await sqlite_database.peek(_count) == 1


async def test_a_peek_sees_one_moment_to_its_end(sqlite_database: Database) -> None:
    async def twice(reads: Reads) -> tuple[int, int]:
        before = await _count(reads)
        await _write(sqlite_database, "meanwhile")
        return before, await _count(reads)

    assert await sqlite_database.peek(twice) == (0, 0)


async def test_a_peek_answers_on_either_database(database: Database) -> None:
    await _write(database, "one")

    assert await database.peek(_count) == 1


async def test_what_is_too_much_for_the_event_loop_is_read_in_a_thread(
    sqlite_database: Database,
) -> None:
    asked: list[int] = []
    many = 300_000

    async def question(reads: Reads) -> int:
        asked.append(await _count(reads))
        return int((await reads.connection.execute(_long, {"many": many})).scalar_one())

    counted = await sqlite_database.peek(question)

    assert counted == many
    assert len(asked) == 2  # from the start, in a transaction of its own


async def test_after_a_stopped_peek_the_connection_serves_anew(sqlite_database: Database) -> None:
    async def long(reads: Reads) -> int:
        found = await reads.connection.execute(_long, {"many": 100_000})
        return int(found.scalar_one())

    many = await asyncio.gather(*(sqlite_database.peek(long) for _ in range(3)))

    assert many == [100_000] * 3
    async with sqlite_database.read(brief=True) as reads:  # where the limit no longer stands
        found = await reads.connection.execute(_long, {"many": 100_000})
        assert found.scalar_one() == 100_000
    assert await sqlite_database.peek(_count) == 0


async def test_an_error_of_the_question_itself_is_not_asked_again(
    sqlite_database: Database,
) -> None:
    asked = 0

    async def question(reads: Reads) -> None:
        nonlocal asked
        asked += 1
        await reads.connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(DBAPIError, match="nowhere"):
        await sqlite_database.peek(question)

    assert asked == 1
