"""The whole shop over HTTP, as its owner meets it: local Telegram, real dispatcher and wiring."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any, cast

import pytest

from bot.config import Configuration, Settings
from bot.provider_settings import ProviderSettings
from bot.storage import DatabaseStorage
from bot.telegram.dispatcher import make_dispatcher
from bot.wiring import Parts, wire
from db.database import Database
from domain.money import Money
from sandbox.telegram.messages import Message
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.shop import Services
from tests.sandbox.telegram.conftest import connected_bot, polling
from tests.service.ordering.scene import CUSTOMER, MAIN, OWNER, Scene

STRANGER = 666


@dataclass
class Chat:
    """One person's chat with the bot; texts and presses are answered when the call returns."""

    person: Person

    async def say(self, text: str) -> Message:
        await self.person.send(text)
        await self.person.settle()
        return self.screen

    async def tap(self, button: str) -> Message:
        await self.person.press(button, self.screen)
        await self.person.settle()
        return self.screen

    async def forge(self, data: str, message: Message | None = None) -> Message:
        await self.person.press_data(data, message or self.screen)
        await self.person.settle()
        return self.screen

    @property
    def screen(self) -> Message:
        """The bot's newest message."""
        return next(one for one in reversed(self.person.messages) if one.from_bot)

    @property
    def text(self) -> str:
        """Its text without the marks that keep runs of signs together."""
        return self.screen.text.replace("\u2068", "").replace("\u2069", "")


@dataclass
class Shop:
    """The open shop and the three chats before it."""

    scene: Scene
    services: Services
    owner: Chat
    customer: Chat
    stranger: Chat

    async def wallet(self) -> Money:
        return await self.scene.wallet()

    async def deliver(self) -> None:
        await self.services.deliver_notices(limit=100)


def _parts(scene: Scene) -> Parts:
    settings = Settings(admin_ids=frozenset({OWNER}))
    providers = (ProviderSettings(MAIN, "http://127.0.0.1:9", key="unused"),)
    configuration = Configuration(settings, providers, {"USD": Decimal(1)})
    tokens = count(1)
    return Parts(
        configuration,
        scene.database,
        cast("Any", {MAIN: scene.client}),
        scene.clock,
        lambda: f"token-{next(tokens)}",
    )


@pytest.fixture
async def shop(sqlite_database: Database) -> AsyncIterator[Shop]:
    scene = await Scene(sqlite_database).open()
    async with LocalTelegram() as telegram, connected_bot(telegram) as bot:
        parts = _parts(scene)
        services = wire(parts, bot)
        await services.refresh_catalogue()
        people = (
            telegram.add_person(OWNER, "Olga", "olga"),
            telegram.add_person(CUSTOMER, "Ann", "ann"),
            telegram.add_person(STRANGER, "Eve"),
        )
        storage = DatabaseStorage(scene.database, scene.clock)
        dispatcher = make_dispatcher(services, storage, currency="USD", owners=frozenset({OWNER}))
        async with polling(bot, dispatcher):
            for person in people:
                await person.send("/start")
                await person.settle()
            yield Shop(scene, services, *map(Chat, people))
