"""PostgreSQL's connections: one that died while idle is replaced, a busy one is not questioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from db.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    opened = Database.open(postgres_url)
    yield opened
    await opened.close()


async def note(database: Database, key: str) -> None:
    async with database.write() as uow:
        await uow.shop.set(key, "x")
        await uow.commit()


async def test_connections_that_ended_overnight_are_replaced_without_an_error(
    database: Database, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.IDLE_S", 0.0)
    async with database.read() as one, database.read() as other:
        await one.shop.get("key")
        await other.shop.get("key")
    restart = Database.open(postgres_url)
    async with restart.read() as reads:
        await reads.connection.execute(END_OTHERS)
    await restart.close()

    await note(database, "after")

    async with database.read() as one, database.read() as other:
        assert await one.shop.get("after") == await other.shop.get("after") == "x"


async def test_a_connection_that_was_used_a_moment_ago_is_not_asked_whether_it_lives(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    await note(database, "before")
    monkeypatch.setattr(database.engines.write.dialect, "do_ping", asked.append)

    await note(database, "at once")
    assert not asked

    monkeypatch.setattr("db.engine.IDLE_S", 0.0)
    await note(database, "later")
    assert asked


async def test_a_filled_database_has_its_connections_before_anybody_asks(
    database: Database,
) -> None:
    await database.fill()

    assert database.engines.read.pool.status().startswith("Pool size: 16  Connections in pool: 16")
