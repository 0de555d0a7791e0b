"""A shop with two owners and a customer who may ask them something, on each database."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.operators.office import Office


@pytest.fixture
async def office(database: Database) -> Office:
    office = await Office.open(database)
    await office.floor.add_service()
    return office
