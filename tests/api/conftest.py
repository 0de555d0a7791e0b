"""The counter, open: on both databases, or on SQLite alone where they cannot differ."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.database import Database
from tests.api.counter import Counter, open_counter
from tests.service.shopfloor import CUSTOMER


@pytest.fixture
async def counter(database: Database) -> AsyncIterator[Counter]:
    """A customer with ten dollars, a key and one service, on both databases."""
    async with open_counter(database) as opened:
        yield await stocked(opened)


@pytest.fixture
async def lite(sqlite_database: Database) -> AsyncIterator[Counter]:
    """The same on SQLite alone."""
    async with open_counter(sqlite_database) as opened:
        yield await stocked(opened)


@pytest.fixture
async def bare(sqlite_url: str) -> AsyncIterator[Counter]:
    """An empty counter on SQLite whose books nobody looks at: rows are put there by hand."""
    database = Database.open(sqlite_url)
    try:
        async with open_counter(database) as opened:
            yield opened
    finally:
        await database.close()


async def stocked(counter: Counter) -> Counter:
    """Let the customer in, and put the first service on sale."""
    await counter.floor.add_customer(CUSTOMER, money="10")
    await counter.give_key()
    await counter.floor.add_service()
    await counter.refresh()
    return counter
