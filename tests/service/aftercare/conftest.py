"""A customer who may refill, cancel and subscribe, on each database."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.aftercare.afterwards import Afterwards
from tests.service.ordering.scene import Scene


@pytest.fixture
async def after(database: Database) -> Afterwards:
    return Afterwards(await Scene(database).open())
