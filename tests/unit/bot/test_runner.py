"""A running shop: which parts run, how updates come in, and that it stops in time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot import runner
from bot.app import open_shop
from bot.clock import random_key
from bot.config import load
from bot.workers.loops import Worker
from db.database import Database
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.api.keys import MakeApiKeyFromConsole
from tests.service.shopfloor import CUSTOMER, ShopFloor
from tests.unit.bot.conftest import until


@dataclass
class House:
    """What it takes to run a shop without a provider, and its log."""

    telegram: LocalTelegram
    environment: dict[str, str]
    log: list[EventDict]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def running(self, only: str | None = None, **env: str) -> AsyncIterator[None]:
        """Run until the block ends; leaving it is the word to stop."""
        opened = asyncio.Event()
        async with (
            open_shop(load(self.environment | env)) as shop,
            asyncio.timeout(15),
            asyncio.TaskGroup() as group,
        ):
            group.create_task(runner.run(shop, self.stopping, only=only, opened=opened.set))
            await opened.wait()
            try:
                yield
            finally:
                self.stopping.set()

    @property
    def port(self) -> int:
        """Where the shop's HTTP server listens."""
        return next(int(line["port"]) for line in self.log if line["event"] == "http.listening")

    def events(self) -> set[str]:
        return {line["event"] for line in self.log}


@pytest.fixture
def house(telegram: LocalTelegram, sqlite_url: str) -> Iterator[House]:
    environment = {
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.api_url,
        "DATABASE_URL": sqlite_url,
        "HTTP_BIND": "127.0.0.1:0",
    }
    with capture_logs() as log:
        yield House(telegram, environment, log)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_shop_answers_polls_and_ends_at_once_when_it_is_quiet(
    house: House, ann: Person
) -> None:
    loop = asyncio.get_running_loop()
    async with house.running():
        await ann.send("/start")
        await ann.wait_for("Welcome")
        asked = loop.time()

    assert loop.time() - asked < 2
    assert not house.telegram.updates.pending
    assert not house.events() & {"stop.cut", "worker.failed", "update.failed"}


async def test_a_shop_takes_updates_by_webhook_when_one_is_set(
    house: House, ann: Person, free_port: int
) -> None:
    hook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{free_port}/hook",
        "WEBHOOK_SECRET": "canary-hook",
        "HTTP_BIND": f"127.0.0.1:{free_port}",
    }
    async with house.running(**hook):
        await ann.send("/start")
        await ann.wait_for("Welcome")

    assert house.telegram.updates.webhook.secret == "canary-hook"


async def test_a_shop_without_webhook_takes_back_an_earlier_one(
    house: House, ann: Person, free_port: int
) -> None:
    house.telegram.updates.webhook.url = "http://127.0.0.1:1/gone"

    async with house.running():
        await ann.send("/start")
        await ann.wait_for("Welcome")


@pytest.mark.parametrize("only", ["workers", "api"])
async def test_a_part_alone_asks_telegram_for_nothing(
    house: House, ann: Person, only: str
) -> None:
    async with house.running(only):
        await ann.send("/start")
        await asyncio.sleep(0.1)

    assert len(house.telegram.updates.pending) == 1


async def test_the_api_alone_says_that_it_is_healthy(house: House) -> None:
    async with house.running("api"), ClientSession() as session:
        answer = await session.get(f"http://127.0.0.1:{house.port}/healthz")

        assert answer.status == 200


async def test_the_workers_alone_open_no_port(house: House) -> None:
    async with house.running("workers"):
        pass

    assert "http.listening" not in house.events()


async def test_work_that_does_not_end_is_cut_after_the_grace(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = asyncio.Event()

    async def hang() -> int:
        going.set()
        await asyncio.Event().wait()
        return 0

    monkeypatch.setattr(runner, "GRACE_S", 0.1)
    monkeypatch.setattr(runner, "workers_of", lambda _shop, _syncing: [Worker("hang", 1, hang)])
    monkeypatch.setattr(runner, "FIRST_SYNC_S", 0.05)
    loop = asyncio.get_running_loop()
    async with house.running():
        await going.wait()
        asked = loop.time()

    assert loop.time() - asked < 2
    assert "stop.cut" in house.events()


async def test_owners_see_their_commands_and_customers_theirs(
    house: House, ann: Person, boris: Person
) -> None:
    await ann.send("/start")
    async with house.running(ADMIN_IDS=str(ann.id)):
        await until(lambda: "topup" in _names(ann) and "start" in _names(boris))

    assert "topup" not in _names(boris)


def _names(person: Person) -> set[str]:
    return {command["command"] for command in person.commands}


async def test_what_was_asked_by_api_to_the_very_end_is_written_down(
    house: House, sqlite_database: Database
) -> None:
    floor = ShopFloor(sqlite_database)
    await floor.open()
    await floor.add_customer()
    key = await MakeApiKeyFromConsole(sqlite_database, floor.clock, random_key)(user_id=CUSTOMER)

    async with house.running("api"), ClientSession() as client:
        asked = {"key": key, "action": "balance"}
        async with client.post(f"http://127.0.0.1:{house.port}/api/v2", data=asked) as answer:
            assert (await answer.json())["balance"] == "0.00"

    async with sqlite_database.read() as reads:
        (kept,) = await reads.api_keys.list_live(CUSTOMER, floor.clock.now())
    assert kept.used_from == "127.0.0.•"
