"""A shop with a customer, an owner's desk and the acts that lead over a confirm card."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.operators.office import Office


@pytest.fixture
async def office(database: Database) -> Office:
    return await Office.open(database)
