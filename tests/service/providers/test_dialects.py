"""Learnt dialects are kept by provider and address, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.ids import ProviderName
from services.providers.dialects import KeptDialects

if TYPE_CHECKING:
    from db.database import Database
    from tests.clock import MovableClock

MAIN, OTHER = ProviderName("main"), ProviderName("other")


async def test_what_was_kept_comes_back(database: Database, clock: MovableClock) -> None:
    kept = KeptDialects(database, clock)

    await kept.keep(MAIN, "here", {"body": "json"})
    await kept.keep(MAIN, "here", {"body": "json", "multi_status": None})

    assert await kept.recall(MAIN, "here") == {"body": "json", "multi_status": None}
    assert await kept.recall(OTHER, "here") == {}


async def test_another_address_is_another_panel(database: Database, clock: MovableClock) -> None:
    kept = KeptDialects(database, clock)
    await kept.keep(MAIN, "here", {"body": "json"})

    assert await kept.recall(MAIN, "there") == {}

    await kept.keep(MAIN, "there", {"slash": True})
    assert await kept.recall(MAIN, "there") == {"slash": True}
    assert await kept.recall(MAIN, "here") == {}


async def test_a_damaged_row_is_as_good_as_none(database: Database, clock: MovableClock) -> None:
    async with database.write() as uow:
        await uow.learnt_dialects.keep(MAIN, "here", "[1, 2", clock.now())
        await uow.learnt_dialects.keep(OTHER, "here", "[1, 2]", clock.now())
        await uow.commit()

    kept = KeptDialects(database, clock)
    assert await kept.recall(MAIN, "here") == await kept.recall(OTHER, "here") == {}
