"""Books that a test may damage: unlike elsewhere, they need not hold when it leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.database import Database
from tests.service.audit.books import Books, books_of


@pytest.fixture
async def books(database_url: str) -> AsyncIterator[Books]:
    database = Database.open(database_url)
    try:
        yield await books_of(database)
    finally:
        await database.close()
