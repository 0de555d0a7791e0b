"""The ledger and the journal refuse to be changed, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.database import Database
from tests.service.audit.books import books_of

JOURNAL = (
    "INSERT INTO journal (actor_id, act, target, created_at) "
    "VALUES (7, 'topup', 'user 1', '2026-11-21 12:00:00')"
)


@pytest.mark.parametrize("table", ["transfers", "journal"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET actor_id = 1", "DELETE FROM {table}"])
async def test_rows_are_never_updated_or_deleted(
    database: Database, table: str, change: str
) -> None:
    await books_of(database)

    async with database.write() as uow:
        await uow.connection.execute(text(JOURNAL))
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            await uow.connection.execute(text(change.format(table=table)))


async def test_postgres_refuses_to_empty_them_at_once(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    try:
        async with database.write() as uow:
            with pytest.raises(DBAPIError, match="append-only"):
                await uow.connection.execute(text("TRUNCATE transfers CASCADE"))
    finally:
        await database.close()
