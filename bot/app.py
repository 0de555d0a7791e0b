"""The composition root: opens a shop from its configuration and hands every part its needs."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram.fsm.storage.base import DefaultKeyBuilder

from bot.clock import SystemClock, random_token
from bot.dialect_store import DialectsAtHand
from bot.logs import set_up_logs
from bot.progress import no_progress
from bot.storage import DatabaseStorage
from bot.telegram.dispatcher import make_bot, make_dispatcher
from bot.wiring import Parts, wire
from db import migrate
from db.database import Database
from integrations.provider.client import HttpProvider
from integrations.provider.learning import Learning
from integrations.provider.options import ClientOptions
from integrations.provider.transport import Timeouts
from services.providers.dialects import KeptDialects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from aiogram import Bot, Dispatcher
    from aiogram.fsm.storage.base import BaseStorage

    from bot.config import Configuration, Settings
    from bot.provider_settings import ProviderSettings
    from domain.ids import ProviderName
    from domain.ports import Clock, DialectStore
    from services.catalogue.sync import Progress
    from services.shop import Services


class SchemaError(Exception):
    """The database stands at another revision than this code."""


@dataclass(frozen=True, slots=True)
class Shop:
    """An open shop."""

    configuration: Configuration
    database: Database
    providers: Mapping[ProviderName, HttpProvider]
    services: Services
    bot: Bot
    dispatcher: Dispatcher
    clock: Clock
    progress: Progress

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        return self.configuration.settings


@asynccontextmanager
async def open_shop(
    configuration: Configuration, *, progress: Progress = no_progress
) -> AsyncIterator[Shop]:
    """Open everything, close everything.

    Raises:
        SchemaError: a PostgreSQL database needs `migrate` first.
        CurrencyError: the database belongs to a shop with another currency.
    """
    settings = configuration.settings
    await prepare_database(settings.database_url)
    async with open_parts(configuration) as parts:
        token = settings.bot_token.get_secret_value() if settings.bot_token else "0:none"
        bot = make_bot(token, settings.telegram_api_url)
        services = wire(parts, bot)
        await parts.database.fill()
        await services.open_books(currency=settings.currency)
        await services.refresh_catalogue()
        storage = _storage(settings, parts)
        try:
            yield Shop(
                configuration=configuration,
                database=parts.database,
                providers=parts.providers,
                services=services,
                bot=bot,
                dispatcher=make_dispatcher(
                    services, storage, currency=settings.currency, owners=settings.admin_ids
                ),
                clock=parts.clock,
                progress=progress,
            )
        finally:
            await storage.close()
            await bot.session.close()


@asynccontextmanager
async def open_parts(configuration: Configuration) -> AsyncIterator[Parts]:
    """Open the database and the providers' clients."""
    database, clock = Database.open(configuration.settings.database_url), SystemClock()
    kept = DialectsAtHand(KeptDialects(database, clock))
    providers = {
        given.name: _provider(given, configuration.settings, kept)
        for given in configuration.providers
    }
    try:
        yield Parts(configuration, database, providers, clock, random_token)
    finally:
        for provider in providers.values():
            await provider.close()
        await database.close()


async def prepare_database(url: str) -> None:
    """Migrate SQLite; on PostgreSQL, where others may be at work, only check.

    Raises:
        SchemaError: run `python -m bot migrate` first.
    """
    if url.startswith("sqlite"):
        await migrate.upgrade(url)
    elif await migrate.current(url) != migrate.head():
        raise SchemaError("the database is not at today's revision: run `python -m bot migrate`")


def start_logs(configuration: Configuration) -> None:
    """Set up logs, with every secret of the configuration masked."""
    settings = configuration.settings
    set_up_logs(settings.log_level, settings.log_format, configuration.secrets)


def _provider(given: ProviderSettings, settings: Settings, kept: DialectStore) -> HttpProvider:
    choice = given.dialect
    options = ClientOptions(
        dialect=choice.dialect,
        learning=Learning(choice.pinned, kept) if choice.learns else None,
        timeouts=Timeouts(add_total_s=settings.submit_deadline_s),
        requests_per_minute=given.per_minute,
    )
    return HttpProvider(
        given.name, given.url, key=given.key, currency=given.currency, options=options
    )


def _storage(settings: Settings, parts: Parts) -> BaseStorage:
    if settings.redis_url is None:
        return DatabaseStorage(parts.database, parts.clock)
    from aiogram.fsm.storage.redis import RedisStorage  # noqa: PLC0415 - few shops have one

    return RedisStorage.from_url(
        settings.redis_url.get_secret_value(),
        key_builder=DefaultKeyBuilder(with_bot_id=True, with_destiny=True),
    )
