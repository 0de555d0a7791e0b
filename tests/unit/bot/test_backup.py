"""Backups: one whole snapshot while the shop writes, or nothing and a reason."""

from __future__ import annotations

import io
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot import backup
from bot.backup import back_up
from bot.progress import ProgressLine


def database_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def quiet() -> ProgressLine:
    return ProgressLine("Copying pages", io.StringIO())


def fill(file: Path, rows: int) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE padding (number INTEGER, text TEXT)")
        connection.executemany(
            "INSERT INTO padding VALUES (?, ?)", [(number, "x" * 500) for number in range(rows)]
        )


async def test_a_copy_holds_everything_and_is_for_its_owner_alone(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database_of(sqlite_url), 10)
    copy = tmp_path / "new folder" / "copy #1.db"

    assert await back_up(sqlite_url, copy, quiet()) == 0

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM padding").fetchone() == (10,)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy #1.db"]
    assert capsys.readouterr().out == f"Backup OK: 0 ledger lines in {copy}.\n"


async def test_a_shop_that_never_stops_writing_is_copied_as_it_was(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = database_of(sqlite_url)
    fill(file, 2000)
    monkeypatch.setattr(backup, "PAGES", 5)
    steps = 0

    async def write_on(_done: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        assert steps < 2000, "each write starts the copy anew"
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE padding SET text = text || 'y' WHERE number = 7")

    assert await back_up(sqlite_url, tmp_path / "copy.db", write_on) == 0  # type: ignore[arg-type]

    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("SELECT count(*) FROM padding").fetchone() == (2000,)
        (text,) = connection.execute("SELECT text FROM padding WHERE number = 7").fetchone()
    assert text.count("y") == 0
    assert steps > 10


async def test_the_shop_can_write_while_it_is_copied(sqlite_url: str, tmp_path: Path) -> None:
    file = database_of(sqlite_url)
    fill(file, 500)
    stop, errors = threading.Event(), []

    def keep_writing() -> None:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            while not stop.is_set():
                try:
                    with connection:
                        connection.execute("UPDATE padding SET text = 'z'")
                except sqlite3.Error as error:
                    errors.append(error)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        status = await back_up(sqlite_url, tmp_path / "copy.db", quiet())
    finally:
        stop.set()
        writer.join()

    assert (status, errors) == (0, [])


async def test_an_existing_file_is_never_overwritten(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "copy.db"
    precious.write_text("precious")

    assert await back_up(sqlite_url, precious, quiet()) == 2

    assert precious.read_text() == "precious"
    assert "exists already" in capsys.readouterr().err


async def test_an_absent_database_is_not_made_by_copying_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = tmp_path / "absent.db"

    assert await back_up(f"sqlite+aiosqlite:///{absent}", tmp_path / "copy.db", quiet()) == 2

    assert list(tmp_path.iterdir()) == []
    assert "No backup was made" in capsys.readouterr().err


async def test_a_damaged_database_leaves_no_copy(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = database_of(sqlite_url)
    fill(file, 500)
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 2)
        raw.write(b"\xee" * 20_000)

    assert await back_up(sqlite_url, tmp_path / "copies" / "copy.db", quiet()) == 2

    assert list((tmp_path / "copies").iterdir()) == []
    assert "No backup was made" in capsys.readouterr().err


async def test_postgresql_is_sent_to_its_own_tool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql+asyncpg://shop@127.0.0.1/shop"

    assert await back_up(url, tmp_path / "copy.db", quiet()) == 2

    assert "pg_dump" in capsys.readouterr().err
