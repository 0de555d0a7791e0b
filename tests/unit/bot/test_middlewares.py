"""What every update passes: broken handlers are answered, hung ones ended, floods told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update
from structlog.testing import capture_logs

from bot.telegram import mishaps
from bot.telegram.middlewares import Account, Pace, Trace
from bot.telegram.mishaps import Mishaps
from bot.telegram.throttle import Throttle
from db.database import Database
from domain.errors import NotFoundError
from domain.ids import UserId
from locales.languages import supported
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.shop import Services
from tests.clock import MovableClock
from tests.unit.bot.conftest import until

Handler = Callable[..., Awaitable[None]]


@pytest.fixture
def services(sqlite_database: Database, clock: MovableClock) -> Services:
    made = SimpleNamespace(
        enter=EnterShop(sqlite_database, clock, "USD", supported),
        mark_reachable=MarkReachable(sqlite_database),
        remember_screen=RememberScreen(sqlite_database),
    )
    return cast("Services", made)


def dispatcher_of(services: Services, handler: Handler, *, burst: int = 60) -> Dispatcher:
    """The shop's middlewares in their order, before one handler."""
    dispatcher = Dispatcher()
    outer = dispatcher.update.outer_middleware
    outer.register(Trace(Mishaps(services, "USD")))
    outer.register(Pace(Throttle(burst=burst, per_second=0.1), "USD"))
    outer.register(Account(services, "USD"))
    dispatcher.message.register(handler)
    return dispatcher


async def bring(bot: Bot, dispatcher: Dispatcher, telegram: LocalTelegram) -> None:
    """Hand every waiting update to the dispatcher, as the poller would."""
    for raw in list(telegram.updates.pending.values()):
        update = Update.model_validate(raw.as_json(), context={"bot": bot})
        await dispatcher.feed_update(bot, update)
    telegram.updates.drop_pending()


async def answered(message: Message) -> None:
    await message.answer("fine")


async def test_a_surprise_gets_a_code_that_stands_in_the_log(
    telegram: LocalTelegram, bot: Bot, services: Services, ann: Person
) -> None:
    async def fail(_message: Message) -> None:
        raise RuntimeError("broken <b>inside</b>")

    await ann.send("hello")
    with capture_logs() as lines:
        await bring(bot, dispatcher_of(services, fail), telegram)

    (line,) = lines
    assert line["event"] == "handler.failed"
    assert line["code"] in ann.last.text
    assert "broken" not in ann.last.text


async def test_a_handler_that_hangs_is_ended_and_answered(
    telegram: LocalTelegram,
    bot: Bot,
    services: Services,
    ann: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mishaps, "HANDLER_S", 0.05)

    async def hang(_message: Message) -> None:
        await asyncio.Event().wait()

    await ann.send("hello")
    with capture_logs() as lines:
        await bring(bot, dispatcher_of(services, hang), telegram)

    assert [line["event"] for line in lines] == ["handler.failed"]
    assert lines[0]["code"] in ann.last.text


async def test_a_refusal_is_put_into_words_without_a_code(
    telegram: LocalTelegram, bot: Bot, services: Services, ann: Person
) -> None:
    async def refuse(_message: Message) -> None:
        raise NotFoundError

    await ann.send("hello")
    with capture_logs() as lines:
        await bring(bot, dispatcher_of(services, refuse), telegram)

    assert lines == []
    assert ann.last.from_bot


async def test_who_blocks_the_bot_in_the_middle_is_remembered_as_gone(
    telegram: LocalTelegram, bot: Bot, services: Services, ann: Person, sqlite_database: Database
) -> None:
    async def answer(message: Message) -> None:
        ann.block()
        await message.answer("fine")

    await ann.send("hello")
    await bring(bot, dispatcher_of(services, answer), telegram)

    async with sqlite_database.read() as reads:
        assert (await reads.users.get(UserId(ann.id))).unreachable


async def test_a_flood_is_told_to_slow_down_and_never_dropped_in_silence(
    telegram: LocalTelegram, bot: Bot, services: Services, ann: Person
) -> None:
    for number in range(5):
        await ann.send(str(number))

    await bring(bot, dispatcher_of(services, answered, burst=2), telegram)

    said = [message.text for message in ann.messages if message.from_bot]
    assert said[:2] == ["fine", "fine"]
    assert len(said) == 5
    assert all(text.startswith("Slow down") for text in said[2:])


async def test_a_flood_of_taps_is_told_so_in_toasts(
    telegram: LocalTelegram, bot: Bot, services: Services, ann: Person
) -> None:
    async def nothing(query: CallbackQuery) -> None:
        await query.answer()

    dispatcher = dispatcher_of(services, answered, burst=1)
    dispatcher.callback_query.register(nothing)
    message = await ann.send("hello")
    telegram.updates.drop_pending()
    for _ in range(3):
        await ann.press_data("x", message)

    await bring(bot, dispatcher, telegram)

    await until(lambda: len(ann.toasts) == 3)
    assert [toast.text.startswith("Slow down") for toast in ann.toasts] == [False, True, True]


async def test_an_update_of_an_unknown_kind_is_let_pass(bot: Bot, services: Services) -> None:
    update = Update.model_validate({"update_id": 1, "new_thing": {"id": 1}}, context={"bot": bot})

    with capture_logs() as lines:
        await dispatcher_of(services, answered).feed_update(bot, update)

    assert lines == []


async def test_handlers_know_the_person_in_their_language(
    telegram: LocalTelegram, bot: Bot, services: Services, boris: Person
) -> None:
    seen: dict[str, Any] = {}

    async def look(_message: Message, user: Any, t: Any) -> None:
        seen.update(name=user.first_name, language=t.language.code)

    await boris.send("hello")
    await bring(bot, dispatcher_of(services, look), telegram)

    assert seen == {"name": "Борис", "language": "ru"}
