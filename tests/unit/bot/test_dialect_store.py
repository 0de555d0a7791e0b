"""A database that cannot be used keeps nothing, and stops nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialect_store import DialectsAtHand
from db.database import Database
from domain.ids import ProviderName
from services.providers.dialects import KeptDialects
from tests.clock import MovableClock

if TYPE_CHECKING:
    from pathlib import Path


async def test_without_tables_nothing_is_kept_and_nothing_raised(tmp_path: Path) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
    store = DialectsAtHand(KeptDialects(database, MovableClock()))

    await store.keep(ProviderName("main"), "here", {"body": "json"})

    assert await store.recall(ProviderName("main"), "here") == {}
    await database.close()
