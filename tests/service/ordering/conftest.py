"""The engine's scene, on each database."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.ordering.scene import Scene


@pytest.fixture
async def scene(database: Database) -> Scene:
    return await Scene(database).open()
