"""The doctor against local servers: what it finds, how it says to mend it, what it never shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli import doctor
from bot.cli.doctor import examine
from bot.config import Settings
from bot.http import serving
from sandbox.provider.provider import LocalProvider
from sandbox.telegram.server import LocalTelegram
from tests.unit.bot.test_commands import change

KEY = "canary-provider-key"


@pytest.fixture
async def provider() -> AsyncIterator[LocalProvider]:
    async with LocalProvider(key=KEY, auto=False, balance="250.00") as running:
        yield running


@pytest.fixture
def surroundings(
    telegram: LocalTelegram,
    provider: LocalProvider,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> pytest.MonkeyPatch:
    """A configuration with which all is well, in the environment alone."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "start_logs", lambda _configuration: None)
    for name, value in {
        "BOT_TOKEN": telegram.token,
        "ADMIN_IDS": "1001",
        "TELEGRAM_API_URL": telegram.api_url,
        "DATABASE_URL": sqlite_url,
        "PROVIDER_URL": provider.api_url,
        "PROVIDER_KEY": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture
async def proxy() -> AsyncIterator[str]:
    """A server that answers everything with a page, as some networks do."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<html>Log in to the network</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    async with serving(app, host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}"


async def diagnosis() -> tuple[int, str]:
    lines: list[str] = []
    status = await examine(lines.append)
    return status, "\n".join(lines)


@pytest.mark.parametrize(
    ("dialect", "shown"),
    [
        ("canonical", "set to canonical"),
        ("smpanelim", "set to cancel_field=none, multi_refill=none, multi_refill_status=none"),
    ],
)
async def test_a_dialect_that_was_set_is_shown(
    surroundings: pytest.MonkeyPatch, dialect: str, shown: str
) -> None:
    surroundings.setenv("PROVIDER_DIALECT", dialect)

    _, told = await diagnosis()

    assert f"provider main: dialect {shown}\n" in told


async def test_a_sound_shop_is_well(surroundings: pytest.MonkeyPatch) -> None:
    status, told = await diagnosis()

    assert status == 0, told
    assert told.endswith("All is well.")
    assert "token belongs to @" in told
    assert "inline mode is on" in told
    assert "provider main: balance 250" in told
    assert "provider main: dialect learnt body=form" in told
    assert "owner(s) 1001 have not written to the bot" in told
    assert "no service is on sale yet" in told


async def test_the_configurations_problems_come_first_and_alone(
    surroundings: pytest.MonkeyPatch,
) -> None:
    surroundings.setenv("CURRENCY", "dollars")
    surroundings.setenv("PROVIDER_KEY", "")

    status, told = await diagnosis()

    assert status == 1
    assert told.splitlines()[-1] == "2 to mend."
    assert told.count("BAD ") == 2


@pytest.mark.parametrize(
    ("variable", "value", "found", "mend"),
    [
        ("BOT_TOKEN", "", "BOT_TOKEN is not set", "@BotFather"),
        ("BOT_TOKEN", "999:unknown", "not a token that Telegram knows", "@BotFather"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:1", "cannot be reached", "network"),
        ("TELEGRAM_API_URL", "{page}", "cannot be reached", "network"),
        ("ADMIN_IDS", "", "ADMIN_IDS is not set", "@userinfobot"),
        ("PROVIDER_KEY", "wrong-key", "provider main: ", "Copy the API key again"),
        ("PROVIDER_URL", "http://127.0.0.1:1", "provider main: ", "Check the provider's URL"),
        ("DATABASE_URL", "sqlite+aiosqlite:////dev/null/shop.db", "cannot be used", "folder"),
    ],
)
async def test_what_is_wrong_is_said_with_how_to_mend_it(
    surroundings: pytest.MonkeyPatch,
    proxy: str,
    *,
    variable: str,
    value: str,
    found: str,
    mend: str,
) -> None:
    surroundings.setenv(variable, value.format(page=proxy))

    status, told = await diagnosis()

    assert status == 1
    bad = [number for number, line in enumerate(told.splitlines()) if line.startswith("BAD ")]
    assert len(bad) == 1, told
    assert found in told.splitlines()[bad[0]]
    assert mend in told.splitlines()[bad[0] + 1]


async def test_where_no_owner_is_set_none_is_said_to_be_within_reach(
    surroundings: pytest.MonkeyPatch,
) -> None:
    surroundings.setenv("ADMIN_IDS", "")

    _, told = await diagnosis()

    assert "owners can be reached" not in told


async def test_a_shop_without_a_provider_is_not_well(surroundings: pytest.MonkeyPatch) -> None:
    surroundings.delenv("PROVIDER_URL")
    surroundings.delenv("PROVIDER_KEY")

    status, told = await diagnosis()

    assert status == 1
    assert "no provider is set" in told


async def test_a_provider_in_another_currency_is_named(
    surroundings: pytest.MonkeyPatch, provider: LocalProvider
) -> None:
    surroundings.setenv("PROVIDER_CURRENCY", "INR")
    surroundings.setenv("FX_INR", "0.012")

    status, told = await diagnosis()

    assert status == 1
    assert "charges in USD, not in INR" in told


async def test_books_in_another_currency_are_named(
    surroundings: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    change(sqlite_url, "INSERT INTO shop_state (key, value) VALUES ('currency', 'EUR')")

    status, told = await diagnosis()

    assert status == 1
    assert "the books are kept in EUR, and CURRENCY is USD" in told
    assert "Set CURRENCY=EUR" in told


async def test_a_ledger_that_does_not_add_up_is_sent_to_the_audit(
    surroundings: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    change(
        sqlite_url,
        "INSERT INTO accounts (key, currency, balance_micros) VALUES ('wallet:7', 'USD', 500)",
    )

    status, told = await diagnosis()

    assert status == 1
    assert "the ledger does not add up (I2)" in told
    assert "python -m bot audit" in told


async def test_a_database_of_a_newer_version_is_named(
    surroundings: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    change(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")

    status, told = await diagnosis()

    assert status == 1
    assert "newer version of the shop" in told


async def test_a_postgresql_that_needs_migrating_is_told_so(
    surroundings: pytest.MonkeyPatch, postgres_url: str
) -> None:
    surroundings.setenv("DATABASE_URL", postgres_url)
    surroundings.setattr("db.migrate.head", lambda: "0002")

    status, told = await diagnosis()

    assert status == 1
    assert "python -m bot migrate" in told


async def test_no_secret_is_shown(
    surroundings: pytest.MonkeyPatch, telegram: LocalTelegram, provider: LocalProvider
) -> None:
    provider.faults.add("balance", "error_text", text=f"bad key {KEY}")

    _, told = await diagnosis()

    assert KEY not in told
    assert telegram.token not in told


async def test_inline_mode_that_is_off_is_noted_with_the_way_to_switch_it_on(
    surroundings: pytest.MonkeyPatch, telegram: LocalTelegram
) -> None:
    telegram.profile.inline = False

    status, told = await diagnosis()

    assert status == 0
    assert "note inline mode is off" in told
    assert "/setinline to @BotFather" in told
