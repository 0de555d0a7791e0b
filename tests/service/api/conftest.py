"""A customer who may have keys, on each database."""

from __future__ import annotations

import pytest

from db.database import Database
from tests.service.api.keyring import Keyring


@pytest.fixture
async def keyring(database: Database) -> Keyring:
    return await Keyring.open(database)
