"""When lists are read: all at start, one at a time, later hourly, sooner after a failure."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.progress import no_progress
from bot.workers.passes import Syncing
from db.database import Database
from domain.ids import ProviderName
from tests.clock import MovableClock

if TYPE_CHECKING:
    from bot.app import Shop

ONE, TWO = ProviderName("one"), ProviderName("two")


class Lists:
    """Stands for the import: notes who was asked, and writes down what could be read."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.database = database
        self.clock = clock
        self.asked: list[str] = []
        self.down: set[str] = set()
        self.held: asyncio.Event | None = None

    async def sync(self, *, provider: ProviderName, progress: Any) -> None:
        self.asked.append(provider)
        if self.held is not None:
            await self.held.wait()
        if provider in self.down:
            return
        async with self.database.write() as uow:
            await uow.providers.note_sync(provider, 10, self.clock.now())
            await uow.commit()


@pytest.fixture
def lists(sqlite_database: Database, clock: MovableClock) -> Lists:
    return Lists(sqlite_database, clock)


@pytest.fixture
def syncing(lists: Lists, sqlite_database: Database, clock: MovableClock) -> Syncing:
    async def nothing() -> None:
        return None

    shop = SimpleNamespace(
        providers={ONE: None, TWO: None},
        services=SimpleNamespace(
            sync_catalogue=lists.sync, refresh_catalogue=nothing, hide_departed=nothing
        ),
        clock=clock,
        database=sqlite_database,
        progress=no_progress,
    )
    return Syncing(cast("Shop", shop))


async def test_the_start_reads_every_list_however_fresh(lists: Lists, syncing: Syncing) -> None:
    await lists.sync(provider=ONE, progress=None)
    lists.asked.clear()

    await syncing()

    assert lists.asked == [ONE, TWO]


async def test_later_a_list_is_read_when_its_hour_has_passed(
    lists: Lists, syncing: Syncing, clock: MovableClock
) -> None:
    await syncing()
    clock.advance(minutes=59)
    await syncing()
    assert lists.asked == [ONE, TWO]

    clock.advance(minutes=1)
    await syncing()

    assert lists.asked == [ONE, TWO, ONE, TWO]


async def test_a_list_that_could_not_be_read_is_asked_for_at_the_next_look(
    lists: Lists, syncing: Syncing, clock: MovableClock
) -> None:
    lists.down = {TWO}
    await syncing()
    clock.advance(minutes=5)

    await syncing()

    assert lists.asked == [ONE, TWO, TWO]


async def test_a_shop_opens_though_its_first_import_takes_long(
    lists: Lists, syncing: Syncing
) -> None:
    lists.held = asyncio.Event()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(_pass(syncing))
        await syncing.wait_for_first(0.05)
        assert lists.asked == [ONE]
        lists.held.set()


async def test_a_shop_opens_though_its_first_import_breaks(
    lists: Lists, syncing: Syncing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(**_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(syncing._shop.services, "sync_catalogue", fail)
    with pytest.raises(RuntimeError):
        await syncing()

    async with asyncio.timeout(1):
        await syncing.wait_for_first(60)


async def _pass(syncing: Syncing) -> None:
    await syncing()
