"""A write that is cut off in the middle of a statement lets go of the database at once."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from db.database import Database

INSERT = text("INSERT INTO shop_state (key, value) VALUES (:key, 'x') RETURNING key")
SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
    " SELECT max(i) FROM n"
)


async def test_a_cancelled_write_leaves_nothing_and_no_lock(database: Database) -> None:
    kept: list[BaseException] = []  # a traceback refers to what its frames referred to

    async def write_slowly() -> None:
        try:
            async with database.write() as uow:
                await uow.connection.execute(INSERT, {"key": "cut off"})
                begun.set()
                await uow.connection.execute(SLOW)
        except asyncio.CancelledError as error:
            kept.append(error)

    begun = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(write_slowly())
        await begun.wait()
        await asyncio.sleep(0.05)
        writing.cancel()

    assert kept
    async with asyncio.timeout(4), database.write() as uow:
        await uow.connection.execute(INSERT, {"key": "next"})
        keys = await uow.connection.execute(text("SELECT key FROM shop_state"))
        assert keys.scalars().all() == ["next"]
