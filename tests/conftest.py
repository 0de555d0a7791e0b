"""Databases for tests: a fresh one each, on SQLite and on a real PostgreSQL, audited when left."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import structlog
from hypothesis import settings

from bot.lean import build_models_when_used

# As the shop itself does, and for its reason: every worker would spend seconds on it.
build_models_when_used()

from tests import haste  # noqa: E402 - what follows may import aiogram
from tests.clock import MovableClock  # noqa: E402 - as above
from tests.left_out import leave_out, summary  # noqa: E402 - as above
from tests.postgres import SHORT_PLACE, Postgres, Stock  # noqa: E402 - as above

if TYPE_CHECKING:  # imported late below: tests that need no database do not wait for its library
    from db.database import Database

RUN: Final = "SHOPKEEPER_TEST_RUN"  # one name for all workers of a run
SLOW_FOLDERS: Final = {"e2e": 60, "browser": 120}  # seconds

# Out of the box structlog draws tracebacks with every local variable, which takes seconds.
structlog.configure(
    processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)],
    logger_factory=structlog.stdlib.LoggerFactory(),
)

settings.register_profile("shop", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("shop")

haste.load_certificates_once()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = f"shopkeeper-{secrets.token_hex(4)}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and (SHORT_PLACE / os.environ[RUN]).exists():
        Postgres.start(os.environ[RUN]).remove()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in SLOW_FOLDERS:
            item.add_marker(pytest.mark.timeout(SLOW_FOLDERS[folder]))


def pytest_collection_finish() -> None:
    haste.collect_seldom()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say last, where nobody overlooks it, what this machine could not run."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    lines = summary({str(report.longrepr[2]) for report in skipped})
    for line in lines:
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, closed SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "shop.db"
    _migrate(f"sqlite+aiosqlite:///{path}")
    assert not path.with_name("shop.db-wal").exists()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "shop.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The run's PostgreSQL server, shared with the other workers."""
    try:
        return Postgres.start(os.environ[RUN])
    except ImportError:
        leave_out("PostgreSQL", "its wheel is not installed (none exists for this machine?)")


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Iterator[str]:
    """The name of a migrated PostgreSQL database to copy from, one per worker."""
    name = f"template_{secrets.token_hex(4)}"
    _migrate(postgres.create(name))
    yield name
    postgres.drop(name)


@pytest.fixture(scope="session")
def postgres_stock(postgres: Postgres, postgres_template: str) -> Iterator[Stock]:
    """Migrated databases, made while other tests run."""
    stock = Stock(postgres, postgres_template)
    yield stock
    stock.close()


@pytest.fixture
def postgres_url(postgres: Postgres, postgres_stock: Stock) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = postgres_stock.take()
    yield postgres.url(name)
    postgres_stock.give_back(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def clock() -> MovableClock:
    """The time for the use cases under test."""
    return MovableClock()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database, whose ledger must hold when the test leaves it."""
    async with _audited(database_url) as opened:
        yield opened


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """The same on SQLite alone, for what cannot differ between the two."""
    async with _audited(sqlite_url) as opened:
        yield opened


def _migrate(url: str) -> None:
    from db.migrate import upgrade  # noqa: PLC0415

    haste.compile_statements_once()
    asyncio.run(upgrade(url))


class _BeforeAll:
    """Whatever a test's own clock says, none of its holds is old yet."""

    def now(self) -> datetime:
        return datetime(2000, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def _audited(url: str) -> AsyncIterator[Database]:
    from db.database import Database  # noqa: PLC0415
    from services.audit import AuditLedger  # noqa: PLC0415

    database = Database.open(url)
    try:
        yield database
        report = await AuditLedger(database, _BeforeAll())()
        assert report.ok, [check for check in report.checks if not check.holds]
    finally:
        await database.close()
