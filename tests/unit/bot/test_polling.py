"""Long polling against the local Telegram: confirmed after handled, never lost, never twice."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import Message
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.telegram import polling
from bot.telegram.polling import Poller
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from tests.unit.bot.conftest import connected, until


class Desk:
    """A handler that notes each text, and holds those that it is told to hold."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.held: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.opened = asyncio.Event()
        self.stopping = asyncio.Event()

    def hold(self, text: str) -> asyncio.Event:
        """Keep this text's handler busy until the event is set."""
        return self.held[text]

    async def handle(self, message: Message) -> None:
        text = message.text or ""
        self.begun.append(text)
        if text in self.held:
            await self.held[text].wait()
        if text == "fail":
            raise RuntimeError(text)
        self.done.append(text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PAUSE_S", 0.02)
    monkeypatch.setattr(polling, "BUSY_WAIT_S", 0.02)


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    with capture_logs() as lines:
        yield lines


@pytest.fixture
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood's seconds are not waited for."""

    async def pause(_self: object, _error: object, _seconds: float) -> None:
        await asyncio.sleep(0.01)

    monkeypatch.setattr(Poller, "_pause", pause)


def poller(bot: Bot, desk: Desk) -> Poller:
    dispatcher = Dispatcher()
    dispatcher.message.register(desk.handle)
    return Poller(bot, dispatcher, opened=desk.opened.set)


@asynccontextmanager
async def running(bot: Bot, desk: Desk) -> AsyncIterator[None]:
    """Poll while the block runs; then stop and finish as the shop does."""
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(poller(bot, desk).run(desk.stopping))
        try:
            yield
        finally:
            desk.stopping.set()


async def test_an_update_is_confirmed_only_after_it_was_handled(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person
) -> None:
    free = desk.hold("slow")
    async with running(bot, desk):
        await ann.send("slow")
        await until(lambda: desk.begun)
        assert list(telegram.updates.pending) == telegram.update_ids
        free.set()

        await until(lambda: not telegram.updates.pending)

        assert desk.done == ["slow"]


async def test_what_is_in_hand_holds_back_the_confirmation_but_not_other_people(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person, boris: Person
) -> None:
    free = desk.hold("slow")
    async with running(bot, desk):
        await ann.send("slow")
        await until(lambda: desk.begun)
        for number in range(5):
            await boris.send(f"quick {number}")
            await until(lambda: desk.done and desk.done[-1] == f"quick {number}")  # noqa: B023 - used at once

        assert list(telegram.updates.pending) == telegram.update_ids
        free.set()
        await until(lambda: not telegram.updates.pending)

    assert desk.begun == ["slow", *(f"quick {number}" for number in range(5))], "each once"


async def test_updates_of_one_person_keep_their_order(bot: Bot, desk: Desk, ann: Person) -> None:
    texts = [str(number) for number in range(150)]
    for text in texts:
        await ann.send(text)

    async with running(bot, desk):
        await until(lambda: len(desk.done) == len(texts))

    assert desk.done == texts


async def test_updates_that_end_while_telegram_answers_are_handled_once(
    bot: Bot, desk: Desk, telegram: LocalTelegram
) -> None:
    people = [telegram.add_person(number, f"P{number}") for number in range(100, 140)]
    async with running(bot, desk):
        for person in people:
            await person.send(f"{person.id}")
            await asyncio.sleep(0)
        await until(lambda: not telegram.updates.pending)

    assert sorted(desk.begun) == sorted(str(person.id) for person in people)


async def test_a_shop_that_was_killed_gets_its_updates_again(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person
) -> None:
    desk.hold("tap")
    await ann.send("tap")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(poller(bot, desk).run(asyncio.Event()), timeout=0.3)
    assert desk.done == []

    second = Desk()
    async with running(bot, second):
        await until(lambda: second.done == ["tap"])

    assert not telegram.updates.pending


async def test_an_update_that_comes_again_after_its_confirmation_is_handled_again(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person
) -> None:
    async with running(bot, desk):
        await ann.send("first")
        await ann.send("second")
        await until(lambda: len(desk.done) == 2)
        telegram.redeliver(telegram.update_ids[0])
        await until(lambda: len(desk.done) == 3)
        await ann.send("third")
        await until(lambda: len(desk.done) == 4)

    assert desk.done == ["first", "second", "first", "third"]


async def test_a_handler_that_fails_stops_nothing(
    bot: Bot, desk: Desk, ann: Person, log: list[EventDict]
) -> None:
    async with running(bot, desk):
        await ann.send("fail")
        await ann.send("next")
        await until(lambda: desk.done == ["next"])

    assert [line["event"] for line in log] == ["update.failed"]


@pytest.mark.parametrize("kind", ["500", "502", "504", "429", "409", "reset"])
async def test_a_fault_of_the_network_is_waited_out(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person, *, kind: str, quick_pauses: None
) -> None:
    telegram.faults.add("deleteWebhook", kind=kind)  # type: ignore[arg-type]
    telegram.faults.add("getUpdates", kind=kind, times=3)  # type: ignore[arg-type]

    async with running(bot, desk):
        await ann.send("hello")
        await until(lambda: desk.done == ["hello"])


async def test_a_shop_that_starts_before_its_network_opens_when_there_is_one(
    telegram: LocalTelegram, desk: Desk, ann: Person, log: list[EventDict]
) -> None:
    absent = LocalTelegram()
    await absent.start()
    url, port = absent.api_url, int(absent.api_url.rpartition(":")[2])
    await absent.stop()

    async with connected(url, absent.token) as bot, running(bot, desk):
        await until(lambda: log)
        assert not desk.opened.is_set()
        back = LocalTelegram()
        await back.start(port=port)
        try:
            async with asyncio.timeout(5):
                await desk.opened.wait()
            desk.stopping.set()
        finally:
            await back.stop()

    assert {line["event"] for line in log} <= {"polling.paused", "polling.unconfirmed"}


async def test_a_token_that_telegram_does_not_know_ends_the_shop(
    telegram: LocalTelegram, desk: Desk
) -> None:
    async with connected(telegram.api_url, "999:unknown") as bot:
        with pytest.raises(ExceptionGroup) as caught:
            await poller(bot, desk).run(asyncio.Event())

    assert caught.group_contains(TelegramUnauthorizedError)


async def test_the_word_to_stop_ends_a_quiet_poll_at_once(bot: Bot, desk: Desk) -> None:
    async with running(bot, desk):
        await desk.opened.wait()
        await asyncio.sleep(0.05)
        loop = asyncio.get_running_loop()
        before = loop.time()

    assert loop.time() - before < 1


async def test_the_word_to_stop_lets_open_work_finish_and_confirms_it(
    telegram: LocalTelegram, bot: Bot, desk: Desk, ann: Person
) -> None:
    free = desk.hold("slow")
    async with running(bot, desk):
        await ann.send("slow")
        await until(lambda: desk.begun)
        desk.stopping.set()
        asyncio.get_running_loop().call_later(0.1, free.set)

    assert desk.done == ["slow"]
    assert not telegram.updates.pending


async def test_a_full_hand_takes_no_more_and_still_hears_the_word_to_stop(
    telegram: LocalTelegram, bot: Bot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "IN_HAND", 2)
    people = [telegram.add_person(number, f"P{number}") for number in range(3)]
    frees = [desk.hold(f"hang {person.id}") for person in people[:2]]
    async with running(bot, desk):
        for person in people[:2]:
            await person.send(f"hang {person.id}")
        await until(lambda: len(desk.begun) == 2)
        await people[2].send("later")
        await asyncio.sleep(0.1)
        assert "later" not in desk.begun
        desk.stopping.set()
        for free in frees:
            free.set()

    assert len(desk.done) == 2
    assert len(telegram.updates.pending) == 1, "the third waits at Telegram for the next start"
