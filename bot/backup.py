"""Copies a SQLite shop while it runs, page by page, and checks the copy."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import typer
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from services.catalogue.sync import Progress

PAGES: Final = 2048
COULD_NOT_RUN: Final = 2


async def back_up(url: str, file: Path, progress: Progress) -> int:
    """Write the copy; returns the command's exit status. An existing file is left alone."""
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite") or not parsed.database:
        typer.echo("This database is PostgreSQL: use pg_dump, which its server trusts.", err=True)
        return COULD_NOT_RUN
    if await asyncio.to_thread(file.exists):
        typer.echo(f"{file} exists already; nothing was written.", err=True)
        return COULD_NOT_RUN
    loop = asyncio.get_running_loop()

    def tell(_status: int, remaining: int, total: int) -> None:
        asyncio.run_coroutine_threadsafe(progress(total - remaining, total), loop)

    sums = await asyncio.to_thread(_copy, parsed.database, file, tell)
    typer.echo(f"Backup OK: {sums:,} ledger lines in {file}.")
    return 0


def _copy(database: str, file: Path, tell: Callable[[int, int, int], None]) -> int:
    """Copy to a temporary name and rename, so that half a copy is never taken for a whole one."""
    partial = file.with_name(file.name + ".partial")
    partial.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(partial)) as target,
    ):
        source.backup(target, pages=PAGES, progress=tell)
        lines = _checked(target)
    partial.chmod(0o600)
    partial.replace(file)
    return lines


def _checked(copy: sqlite3.Connection) -> int:
    """How many ledger lines the copy holds; a damaged copy is refused."""
    verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise OSError(f"the copy is damaged: {verdict}")
    return int(copy.execute("SELECT count(*) FROM transfers").fetchone()[0])
