"""The commands as scripts see them: words, streams and exit statuses."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import typer
from aiogram.exceptions import TelegramNetworkError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import GetMe
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from bot.cli import commands
from bot.cli.commands import app
from bot.cli.exits import carry_out, explain
from bot.config import Settings
from domain.errors import ShopError

if TYPE_CHECKING:
    from click.testing import Result

VERSIONS = Path(__file__).parents[3] / "db" / "migrations" / "versions"
NEWEST = max(path.name[:4] for path in VERSIONS.glob("0*.py"))
PERSON = (
    "INSERT INTO users (id, first_name, language, unreachable, created_at)"
    " VALUES (58213, 'Ann', 'en', 0, '2026-01-01')"
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings at all, in a folder without `.env`, and no logs set up."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "start_logs", lambda _configuration: None)


def run(*words: str, **env: str) -> Result:
    return cast("Result", CliRunner().invoke(app, list(words), env=env))


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def change(url: str, *statements: str) -> None:
    with closing(sqlite3.connect(file_of(url))) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_help_lists_every_command() -> None:
    shown = run("--help")

    assert shown.exit_code == 0
    offered = ("run", "demo", "migrate", "sync", "doctor", "audit", "backup", "topup", "api-key")
    for name in offered:
        assert f" {name} " in shown.stdout


@pytest.mark.parametrize(
    "words", [("nothing",), ("run", "--only", "kitchen"), ("topup",), ("backup",)]
)
def test_a_command_written_wrongly_could_not_run(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("name", ["run", "migrate", "sync", "audit"])
def test_every_problem_of_the_configuration_is_told_and_nothing_runs(name: str) -> None:
    ended = run(name, CURRENCY="dollars", ADMIN_IDS="ann")

    assert ended.exit_code == 2
    assert "CURRENCY: " in ended.stderr
    assert "ADMIN_IDS: " in ended.stderr
    assert ended.stdout == ""


def test_a_shop_without_a_token_does_not_run() -> None:
    ended = run("run")

    assert ended.exit_code == 2
    assert "BOT_TOKEN: missing" in ended.stderr


def test_a_sync_without_a_provider_does_not_run() -> None:
    ended = run("sync")

    assert ended.exit_code == 2
    assert "PROVIDER_URL: missing" in ended.stderr


def test_a_sync_that_was_not_believed_found_something_wrong(sqlite_url: str) -> None:
    provider = {"PROVIDER_URL": "http://127.0.0.1:1", "PROVIDER_KEY": "k"}

    ended = run("sync", DATABASE_URL=sqlite_url, **provider)

    assert ended.exit_code == 1
    assert any(line.startswith("main: ") for line in ended.stdout.splitlines())


def test_migrate_makes_a_database_and_says_its_revision(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/new/shop.db"

    first, again = run("migrate", DATABASE_URL=url), run("migrate", DATABASE_URL=url)

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == again.stdout == f"The database is at revision {NEWEST}.\n"


def test_a_sound_ledger_is_told_line_by_line(sqlite_url: str) -> None:
    ended = run("audit", DATABASE_URL=sqlite_url)

    assert ended.exit_code == 0
    lines = ended.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [
        ["ok", name] for name in ("I1", "I2", "I3", "I4", "I5", "I6", "I10")
    ]
    assert lines[-1] == "The ledger is sound."


def test_a_broken_ledger_is_found_and_named(sqlite_url: str) -> None:
    change(
        sqlite_url,
        "INSERT INTO accounts (key, currency, balance_micros) VALUES ('wallet:7', 'USD', 500)",
    )

    ended = run("audit", "--json", DATABASE_URL=sqlite_url)

    report = json.loads(ended.stdout)
    assert ended.exit_code == 1
    assert report["ok"] is False
    (broken,) = [check for check in report["checks"] if not check["holds"]]
    assert broken["id"] == "I2"
    assert broken["offenders"]


def test_a_topup_moves_money_once_per_call(sqlite_url: str) -> None:
    run("audit", DATABASE_URL=sqlite_url)
    open_wallet(sqlite_url)

    ended = run(
        *("topup", "--user", "58213", "--amount", "10.50", "--reason", "bank transfer"),
        DATABASE_URL=sqlite_url,
    )

    assert ended.exit_code == 0, ended.stderr
    assert "+10.50 USD for Ann (58213), balance 10.50 USD" in ended.stdout
    assert run("audit", DATABASE_URL=sqlite_url).exit_code == 0


def test_a_new_api_key_stands_alone_on_the_last_line_and_ends_the_old_one(
    sqlite_url: str,
) -> None:
    run("audit", DATABASE_URL=sqlite_url)
    change(sqlite_url, PERSON)

    made = [run("api-key", "--user", "58213", DATABASE_URL=sqlite_url) for _ in range(2)]

    assert [one.exit_code for one in made] == [0, 0]
    keys = [one.stdout.splitlines()[-1] for one in made]
    assert all(re.fullmatch(r"sk_[A-Za-z0-9]{43}", key) for key in keys)
    with closing(sqlite3.connect(file_of(sqlite_url))) as connection:
        rows = connection.execute("SELECT tail, ends_at IS NULL FROM api_keys ORDER BY id")
        assert rows.fetchall() == [(keys[0][-4:], 0), (keys[1][-4:], 1)]


def test_an_api_key_for_nobody_is_not_made(sqlite_url: str) -> None:
    ended = run("api-key", "--user", "999", DATABASE_URL=sqlite_url)

    assert ended.exit_code == 2
    assert "nobody with the id 999 has written to the bot" in ended.stderr
    assert "sk_" not in ended.stdout


@pytest.mark.parametrize(
    ("user", "amount", "said"),
    [("999", "10", "999"), ("58213", "-1", "amount"), ("58213", "ten", "amount")],
)
def test_a_topup_that_cannot_be_done_says_why(
    sqlite_url: str, user: str, amount: str, said: str
) -> None:
    open_wallet(sqlite_url)

    ended = run(
        *("topup", f"--user={user}", f"--amount={amount}", "--reason", "x"),
        DATABASE_URL=sqlite_url,
    )

    assert ended.exit_code == 2
    assert ended.stderr.startswith("Not done: ")
    assert said in ended.stderr


def open_wallet(url: str) -> None:
    """Let Ann in, as /start would."""
    change(
        url,
        PERSON,
        "INSERT INTO accounts (key, currency, balance_micros) VALUES ('wallet:58213', 'USD', 0)",
        "INSERT INTO accounts (key, currency, balance_micros) VALUES ('hold:58213', 'USD', 0)",
    )


def test_books_in_another_currency_are_not_opened(sqlite_url: str) -> None:
    open_wallet(sqlite_url)
    words = ("topup", "--user", "58213", "--amount", "1", "--reason", "x")
    assert run(*words, DATABASE_URL=sqlite_url).exit_code == 0

    ended = run(*words, DATABASE_URL=sqlite_url, CURRENCY="EUR")

    assert ended.exit_code == 2
    assert "CURRENCY=USD" in ended.stderr


def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str) -> None:
    change(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")

    ended = run("audit", DATABASE_URL=sqlite_url)

    assert ended.exit_code == 2
    assert "newer version" in ended.stderr


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("this is no database")

    ended = run("audit", DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/shop.db")

    assert ended.exit_code == 2
    assert ended.stderr.splitlines() == [
        "The database or the network failed: file is not a database"
    ]


def test_a_backup_is_made_while_nobody_looks(sqlite_url: str, tmp_path: Path) -> None:
    ended = run("backup", str(tmp_path / "copy.db"), DATABASE_URL=sqlite_url)

    assert ended.exit_code == 0
    assert ended.stdout.startswith("Backup OK: ")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TelegramUnauthorizedError(GetMe(), "Unauthorized"), "BOT_TOKEN"),
        (TelegramNotFound(GetMe(), "Not Found"), "BOT_TOKEN"),
        (TelegramNetworkError(GetMe(), "no route"), "cannot be reached"),
        (OperationalError("SELECT canary", {"a": "canary"}, OSError("disk")), "failed: disk"),
        (OSError(28, "No space left on device"), "No space left"),
        (ShopError("the amount is odd"), "Not done: the amount is odd"),
    ],
)
def test_an_error_is_explained_without_its_statement(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended:
        explain(error)

    told = capsys.readouterr().err
    assert ended.value.exit_code == 2
    assert said in told
    assert "canary" not in told


def test_an_error_inside_a_group_is_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    async def fail() -> int:
        raise ExceptionGroup("work", [ExceptionGroup("inner", [OSError("port is taken")])])

    with pytest.raises(typer.Exit):
        carry_out(fail())

    assert "port is taken" in capsys.readouterr().err


def test_a_surprise_keeps_its_traceback() -> None:
    async def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_out(fail())
