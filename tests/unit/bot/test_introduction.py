"""Command lists: customers have theirs at once, owners once they have a chat with the bot."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.telegram.dispatcher import make_bot
from bot.telegram.introduction import introduce
from domain.ids import UserId
from sandbox.telegram.server import LocalTelegram

OWNER = UserId(1001)


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    bot = make_bot(telegram.token, telegram.api_url)
    yield bot
    await bot.session.close()


async def test_owners_get_their_list_once_they_have_written(
    telegram: LocalTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.introduction.FIRST_TRY_S", 0.01)
    owner = telegram.add_person(OWNER, "Olivia")
    introducing = introduce(bot, {OWNER}, "USD", asyncio.Event())

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(introducing)
        await owner.send("/start")

    assert "topup" in {command["command"] for command in owner.commands}


async def test_customers_do_not_see_the_owners_commands(telegram: LocalTelegram, bot: Bot) -> None:
    ann = telegram.add_person(58213, "Ann")
    await ann.send("/start")

    await introduce(bot, (), "USD", asyncio.Event())

    names = {command["command"] for command in ann.commands}
    assert "wallet" in names
    assert "topup" not in names


async def test_an_owner_who_never_writes_does_not_keep_the_shop_from_stopping(
    telegram: LocalTelegram, bot: Bot
) -> None:
    stopping = asyncio.Event()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(introduce(bot, {OWNER}, "USD", stopping))
        stopping.set()
