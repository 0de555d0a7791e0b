"""A shop for people to enter, on each database."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.shopfloor import ShopFloor


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    return floor
