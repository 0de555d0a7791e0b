"""A local Telegram and the shop's own bot object that talks to it over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from bot.telegram.dispatcher import make_bot
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram

PATIENCE_S = 5.0


async def until(look: Callable[[], object]) -> None:
    """Wait for something that rings no bell to become true."""
    async with asyncio.timeout(PATIENCE_S):
        while not look():  # noqa: ASYNC110 - the local servers tell nobody of their changes
            await asyncio.sleep(0.005)


@asynccontextmanager
async def connected(api_url: str, token: str) -> AsyncIterator[Bot]:
    """Give the shop's bot; its session is closed without aiogram's quarter second."""
    bot = make_bot(token, api_url)
    try:
        yield bot
    finally:
        assert isinstance(bot.session, AiohttpSession)
        if bot.session._session is not None:
            await bot.session._session.close()


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as running:
        yield running


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with connected(telegram.api_url, telegram.token) as running:
        yield running


@pytest.fixture
def ann(telegram: LocalTelegram) -> Person:
    return telegram.add_person(58213, "Ann", "ann", "en")


@pytest.fixture
def boris(telegram: LocalTelegram) -> Person:
    return telegram.add_person(58214, "Борис", "boris", "ru")
