"""Brings a database to today's schema: on start (SQLite) or by `migrate` (PostgreSQL)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.engine import make_engines

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

_HERE = Path(__file__).parent / "migrations"


async def upgrade(url: str, revision: str = "head") -> None:
    """Apply the missing steps in one transaction. Commits; may be repeated."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def downgrade(url: str, revision: str) -> None:
    """Take steps back, in one transaction. Commits; data of dropped tables is lost."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def current(url: str) -> str | None:
    """The revision that a database stands at; None for an empty one."""
    engines = make_engines(url)
    try:
        async with engines.read.connect() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engines.dispose()


def head() -> str | None:
    """The newest revision that this code knows."""
    return ScriptDirectory(str(_HERE)).get_current_head()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    return config


async def _run(url: str, act: Callable[[Config], None]) -> None:
    engines = make_engines(url)
    try:
        async with engines.write.begin() as connection:
            await connection.run_sync(lambda sync: act(alembic_config(sync)))
    finally:
        await engines.dispose()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
