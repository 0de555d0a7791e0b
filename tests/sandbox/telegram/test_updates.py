"""Updates on their way to the bot: confirmation, redelivery, conflicts, webhooks."""

import asyncio

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramConflictError
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message, Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from tests.sandbox.telegram.conftest import connected_bot, polling


async def test_updates_come_again_until_an_offset_confirms_them(bot: Bot, alice: Person) -> None:
    await alice.send("one")
    await alice.send("two")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [item.update_id for item in first] == [item.update_id for item in again]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [item.message.text for item in rest if item.message] == ["two"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == []


async def test_a_negative_offset_keeps_the_newest(bot: Bot, alice: Person) -> None:
    for text in ("one", "two", "three"):
        await alice.send(text)
    (newest,) = await bot.get_updates(offset=-1)
    assert newest.message
    assert newest.message.text == "three"


async def test_the_limit_and_the_allowed_kinds_are_kept(bot: Bot, alice: Person) -> None:
    assert await bot.get_updates(allowed_updates=["message"]) == []
    alice.block()
    await alice.send("one")
    await alice.send("two")
    (update,) = await bot.get_updates(limit=1)
    assert update.message


async def test_long_polling_wakes_up_for_an_update(bot: Bot, alice: Person) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(bot.get_updates(timeout=10))
        await alice.desk.cloud.bell.until(lambda: alice.desk.updates.connected, timeout_s=5)
        await alice.send("hello")
    assert [item.message.text for item in waiting.result() if item.message] == ["hello"]


async def test_the_older_of_two_pollers_meets_a_conflict(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    async def poll() -> list[Update]:
        with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
            await bot.get_updates(timeout=10)
        return []

    async with asyncio.TaskGroup() as group, connected_bot(telegram) as second:
        group.create_task(poll())
        await telegram.cloud.bell.until(lambda: telegram.bot_connected, timeout_s=5)
        newer = group.create_task(second.get_updates(timeout=10))
        await telegram.cloud.bell.until(lambda: telegram.calls.of("getUpdates"), timeout_s=5)
        await alice.send("hello")
        assert len(await newer) == 1


async def test_a_confirmed_update_can_be_delivered_again(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    seen: list[int] = []
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def note(message: Message, event_update: Update) -> None:
        seen.append(event_update.update_id)
        await message.answer(f"{len(seen)}")

    async with polling(bot, dispatcher):
        await alice.send("one")
        await alice.send("two")
        await alice.settle()
        telegram.redeliver(seen[0])
        await alice.wait_for("3")
        await alice.settle()
    assert seen == [seen[0], seen[0] + 1, seen[0]]


async def test_settling_waits_until_everything_was_handled(bot: Bot, alice: Person) -> None:
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> None:
        await query.answer("done")

    for number in range(3):
        await alice.press_data(f"forged:{number}", await alice.send("a message"))
    async with polling(bot, dispatcher):
        await alice.settle()
    assert [toast.text for toast in alice.toasts] == ["done"] * 3


class Hook:
    """A webhook that answers with the given statuses, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.seen: list[tuple[str | None, int]] = []
        self.runner: web.AppRunner | None = None

    async def __aenter__(self) -> str:
        app = web.Application()
        app.add_routes([web.post("/hook", self.receive)])
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}/hook"

    async def __aexit__(self, *error: object) -> None:
        assert self.runner
        await self.runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.append((secret, update["update_id"]))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def test_a_webhook_is_tried_again_until_it_answers_well(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    hook = Hook(500, 503)
    telegram.postman.retry_s = 0.01
    async with hook as address:
        await bot.set_webhook(address, secret_token="s3cret_")
        await alice.send("one")
        await telegram.cloud.bell.until(lambda: not telegram.bot_connected, timeout_s=5)
        info = await bot.get_webhook_info()
        assert info.last_error_message
        await alice.send("two")
        await alice.settle()
        first, second = telegram.update_ids[-2:]
        assert hook.seen == [("s3cret_", first)] * 3 + [("s3cret_", second)]
        telegram.redeliver(first)
        await alice.settle()
        assert hook.seen[-1] == ("s3cret_", first)


async def test_a_call_in_the_webhooks_answer_is_carried_out(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def reply(message: Message) -> SendMessage | None:
        if message.text == "quiet":
            return None
        return SendMessage(chat_id=message.chat.id, text="<b>From the answer</b>")

    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s")
    app = web.Application()
    handler.register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s")
    await alice.send("quiet")
    await alice.send("hello")
    assert (await alice.wait_for("From the answer")).html == "<b>From the answer</b>"
    assert [call.status for call in telegram.calls.of("sendMessage")] == [200]
    await runner.cleanup()


async def test_polling_is_a_conflict_while_a_webhook_is_set(bot: Bot, alice: Person) -> None:
    async with Hook() as address:
        await bot.set_webhook(address)
        with pytest.raises(TelegramConflictError, match="while webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == []


async def test_pending_updates_can_be_dropped(bot: Bot, alice: Person) -> None:
    await alice.send("forgotten")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []
