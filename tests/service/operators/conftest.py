"""A shop with a customer, an owner's desk and the acts that lead over a confirm card."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.operators.office import Office
from tests.service.operators.shelves import Shelves
from tests.stock import upstream


@pytest.fixture
async def office(database: Database) -> Office:
    return await Office.open(database)


@pytest.fixture
async def shelves(database: Database) -> Shelves:
    entries = [*(upstream(n) for n in (1, 2, 3)), upstream(4, name="Instagram Report Account")]
    made = Shelves(await Office.open(database), entries)
    await made.sync()
    return made
