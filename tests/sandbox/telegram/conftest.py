"""A local Telegram and a real aiogram bot that talks to it over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(clock=clock) as running:
        yield running


@asynccontextmanager
async def connected_bot(telegram: LocalTelegram, token: str | None = None) -> AsyncIterator[Bot]:
    """Give an unmodified aiogram bot; its session is closed without aiogram's quarter second."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.api_url))
    bot = Bot(
        token or telegram.token,
        session=session,
        default=DefaultBotProperties(parse_mode="HTML"),
    )
    try:
        yield bot
    finally:
        if session._session:
            await session._session.close()


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with connected_bot(telegram) as running:
        yield running


@pytest.fixture
async def alice(telegram: LocalTelegram) -> Person:
    """Somebody who has started the bot and whose start the bot has confirmed."""
    person = telegram.add_person(7001, "Alice", "alice")
    await person.send("/start")
    telegram.updates.drop_pending()
    return person


@asynccontextmanager
async def polling(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    """Let aiogram poll in the background, as the shop does."""
    async with asyncio.TaskGroup() as group:
        running = group.create_task(
            dispatcher.start_polling(
                bot, handle_signals=False, handle_as_tasks=False, close_bot_session=False
            )
        )
        try:
            yield
        finally:
            await dispatcher.stop_polling()
            await running
