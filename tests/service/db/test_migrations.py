"""Migrations: they make exactly the models, both ways, and may be run again."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from db import migrate
from db.engine import make_engines
from db.schema import metadata


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_migrations_make_the_models(database_url: str) -> None:
    engines = make_engines(database_url)

    async with engines.write.connect() as connection:
        found = await connection.run_sync(differences)

    await engines.dispose()
    assert found == []


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    await migrate.upgrade(database_url)

    assert await migrate.current(database_url) == migrate.head()


async def test_migrations_can_be_taken_back_and_made_again(database_url: str) -> None:
    await migrate.downgrade(database_url, "base")
    assert await tables(database_url) == {"alembic_version"}

    await migrate.upgrade(database_url)
    assert await tables(database_url) == {"alembic_version", *metadata.tables}


async def tables(url: str) -> set[str]:
    engines = make_engines(url)
    async with engines.read.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engines.dispose()
    return set(names)
