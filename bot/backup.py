"""Copies a SQLite shop while it runs, page by page, and checks the copy."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.progress import ProgressLine

PAGES: Final = 2048
COULD_NOT_RUN: Final = 2


async def back_up(url: str, file: Path, progress: ProgressLine) -> int:
    """Write the copy; returns the command's exit status. An existing file is left alone."""
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite") or not parsed.database:
        return _refuse("This database is PostgreSQL: its own pg_dump makes backups.")
    if await asyncio.to_thread(file.exists):
        return _refuse(f"{file} exists already; nothing was written.")
    loop = asyncio.get_running_loop()

    def tell(_status: int, remaining: int, total: int) -> None:
        asyncio.run_coroutine_threadsafe(progress(total - remaining, total), loop)

    try:
        lines = await asyncio.to_thread(_copy, Path(parsed.database), file, tell)
    except (sqlite3.Error, OSError) as error:
        return _refuse(f"No backup was made of {parsed.database}: {error}.")
    typer.echo(f"Backup OK: {lines:,} ledger lines in {file}.")
    return 0


def _refuse(why: str) -> int:
    typer.echo(why, err=True)
    return COULD_NOT_RUN


def _copy(database: Path, file: Path, tell: Callable[[int, int, int], None]) -> int:
    """Copy to a temporary name and rename, so that half a copy is never taken for a whole one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        lines = _fill(database, partial, tell)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return lines


def _fill(database: Path, partial: Path, tell: Callable[[int, int, int], None]) -> int:
    """Copy one snapshot: a transaction holds it, or each write of the shop would start it anew."""
    with (
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as source,
        closing(sqlite3.connect(partial)) as target,
    ):
        source.execute("PRAGMA query_only=ON")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target, pages=PAGES, progress=tell)
        source.rollback()
        return _checked(target)


def _checked(copy: sqlite3.Connection) -> int:
    """How many ledger lines the copy holds; a damaged copy is refused."""
    verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise OSError(f"the copy is damaged: {verdict}")
    return int(copy.execute("SELECT count(*) FROM transfers").fetchone()[0])
