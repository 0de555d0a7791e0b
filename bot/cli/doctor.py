"""The doctor: looks at configuration, token, database and providers, and says how to mend each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from aiogram.exceptions import AiogramError
from alembic.util.exc import CommandError
from sqlalchemy.exc import SQLAlchemyError

from bot.app import open_parts, start_logs
from bot.cli.exits import UNKNOWN_TOKEN, in_short
from bot.config import Configuration, ConfigurationError, load
from bot.telegram.dispatcher import make_bot
from db import migrate
from db.repositories.shop_state import ShopState
from domain.provider import Balance, ProviderError, Refusal
from services.audit import AuditLedger
from services.books import CURRENCY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aiogram.types import User

    from bot.wiring import Parts
    from domain.ports import ProviderClient
    from integrations.provider.client import HttpProvider

PATIENCE_S: Final = 30.0
LOW_BALANCE: Final = 10


class Mark(StrEnum):
    """How a finding starts."""

    FINE = "ok  "
    NOTE = "note"
    BAD = "BAD "


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, and how to mend it where something is wrong."""

    mark: Mark
    text: str
    mend: str = ""


async def examine(tell: Callable[[str], None]) -> int:
    """Tell every finding as it is made; returns 0 when nothing is wrong, else 1."""
    bad = 0
    async for finding in _findings():
        tell(f"{finding.mark} {finding.text}")
        if finding.mend:
            tell(f"     -> {finding.mend}")
        bad += finding.mark is Mark.BAD
    tell("All is well." if not bad else f"{bad} to mend.")
    return 1 if bad else 0


async def _findings() -> AsyncIterator[Finding]:
    try:
        configuration = load()
    except ConfigurationError as error:
        for problem in error.problems:
            yield Finding(Mark.BAD, problem)
        return
    start_logs(configuration)
    yield Finding(Mark.FINE, "configuration can be read")
    async for finding in _telegram(configuration):
        yield finding
    yield _owners(configuration)
    if not configuration.providers:
        yield Finding(
            Mark.BAD, "no provider is set", "Set PROVIDER_URL and PROVIDER_KEY from its API page."
        )
    async for finding in _database(configuration):
        yield finding


async def _telegram(configuration: Configuration) -> AsyncIterator[Finding]:
    settings = configuration.settings
    if settings.bot_token is None:
        yield Finding(Mark.BAD, "BOT_TOKEN is not set", "Get one from @BotFather in Telegram.")
        return
    bot = make_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    try:
        me = await bot.get_me(request_timeout=int(PATIENCE_S))
    except UNKNOWN_TOKEN:
        yield Finding(
            Mark.BAD,
            "BOT_TOKEN is not a token that Telegram knows",
            "Copy it again from @BotFather; a revoked token is gone for good.",
        )
    except AiogramError as error:  # a proxy may answer in its place
        yield Finding(
            Mark.BAD,
            f"Telegram cannot be reached at {settings.telegram_api_url} ({type(error).__name__})",
            "Check this machine's network, and TELEGRAM_API_URL if you set it.",
        )
    else:
        yield Finding(Mark.FINE, f"token belongs to @{me.username}")
        yield _inline_mode(me)
    finally:
        await bot.session.close()


def _inline_mode(me: User) -> Finding:
    if me.supports_inline_queries:
        return Finding(Mark.FINE, f"inline mode is on: @{me.username} can be asked in any chat")
    return Finding(
        Mark.NOTE,
        "inline mode is off: services cannot be found and shared in other chats",
        f"Write /setinline to @BotFather, choose @{me.username}, and restart the shop.",
    )


def _owners(configuration: Configuration) -> Finding:
    owners = configuration.settings.admin_ids
    if not owners:
        return Finding(
            Mark.BAD,
            "ADMIN_IDS is not set: nobody can run the shop",
            "Send /start to @userinfobot to learn your numeric id; set ADMIN_IDS=that id.",
        )
    return Finding(Mark.FINE, f"{len(owners)} owner(s)")


async def _database(configuration: Configuration) -> AsyncIterator[Finding]:
    url = configuration.settings.database_url
    try:
        finding = await _revision(url)
        yield finding
        if finding.mark is Mark.BAD:
            return
        async with open_parts(configuration) as parts:
            yield await _ledger(parts)
            yield await _currency(parts)
            if parts.configuration.settings.admin_ids:
                yield await _owners_known(parts)
            for provider in parts.providers.values():
                async for seen in _provider(provider):
                    yield seen
            yield await _catalogue(parts)
    except CommandError:
        yield Finding(
            Mark.BAD, "the database was made by a newer version of the shop", "Upgrade the code."
        )
    except (SQLAlchemyError, OSError) as error:
        yield Finding(
            Mark.BAD,
            f"the database cannot be used: {in_short(error)}",
            "Check DATABASE_URL, that its server runs, and that its folder can be written.",
        )


async def _revision(url: str) -> Finding:
    if url.startswith("sqlite"):
        await migrate.upgrade(url)
    elif await migrate.current(url) != migrate.head():
        return Finding(
            Mark.BAD, "the database is not at today's revision", "Run: python -m bot migrate"
        )
    return Finding(Mark.FINE, "database can be read and is at today's revision")


async def _ledger(parts: Parts) -> Finding:
    report = await AuditLedger(parts.database, parts.clock)()
    if report.ok:
        return Finding(Mark.FINE, "ledger adds up")
    broken = ", ".join(check.id for check in report.checks if not check.holds)
    return Finding(Mark.BAD, f"the ledger does not add up ({broken})", "Run: python -m bot audit")


async def _currency(parts: Parts) -> Finding:
    wanted = parts.configuration.settings.currency
    async with parts.database.read() as reads:
        kept = await ShopState(reads.connection).get(CURRENCY)
    if kept not in {None, wanted}:
        return Finding(
            Mark.BAD,
            f"the books are kept in {kept}, and CURRENCY is {wanted}",
            f"Set CURRENCY={kept}, or DATABASE_URL to a new database.",
        )
    return Finding(Mark.FINE, f"the shop sells in {wanted}")


async def _owners_known(parts: Parts) -> Finding:
    async with parts.database.read() as reads:
        unknown = [
            str(owner)
            for owner in sorted(parts.configuration.settings.admin_ids)
            if await reads.users.find(owner) is None
        ]
    if unknown:
        return Finding(
            Mark.NOTE,
            f"owner(s) {', '.join(unknown)} have not written to the bot",
            "Send /start to the bot from each, or alerts cannot reach them.",
        )
    return Finding(Mark.FINE, "owners can be reached")


async def _provider(provider: HttpProvider) -> AsyncIterator[Finding]:
    name = provider.name
    try:
        async with asyncio.timeout(PATIENCE_S):
            balance = await provider.balance()
            yield _balance(provider, balance)
            services = await provider.services()
            yield Finding(Mark.FINE, f"provider {name}: {len(services)} services")
            yield Finding(Mark.FINE, f"provider {name}: dialect {await provider.spoken()}")
    except TimeoutError:
        yield Finding(
            Mark.BAD, f"provider {name} did not answer in {PATIENCE_S:.0f} s", "Try again later."
        )
    except ProviderError as error:
        yield Finding(Mark.BAD, f"provider {name}: {error.text}", _mend(error.refusal))


def _balance(provider: ProviderClient, balance: Balance) -> Finding:
    name, shown = provider.name, f"{balance.amount} {balance.currency or provider.currency}"
    if balance.currency is not None and balance.currency.upper() != provider.currency:
        return Finding(
            Mark.BAD,
            f"provider {name} charges in {balance.currency}, not in {provider.currency}",
            f"Set its CURRENCY to {balance.currency}, and FX_{balance.currency} if need be.",
        )
    if balance.amount < LOW_BALANCE:
        return Finding(
            Mark.NOTE, f"provider {name}: balance {shown} is low", "Add money at the provider."
        )
    return Finding(Mark.FINE, f"provider {name}: balance {shown}")


def _mend(refusal: Refusal | None) -> str:
    if refusal is Refusal.AUTH:
        return "Copy the API key again from the provider's account page."
    return "Check the provider's URL (it usually ends in /api/v2), and its website."


async def _catalogue(parts: Parts) -> Finding:
    async with parts.database.read() as reads:
        on_sale = sum(service.orderable for service in await reads.services.list_all())
    if not on_sale:
        return Finding(Mark.NOTE, "no service is on sale yet", "Run: python -m bot sync")
    return Finding(Mark.FINE, f"{on_sale} services on sale")
