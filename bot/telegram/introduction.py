"""Tells Telegram the bot's commands in every language; owners see theirs in their own chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.waiting import pause
from locales.languages import DEFAULT, LANGUAGES
from locales.translator import N_, translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiogram import Bot
    from aiogram.types import BotCommandScopeUnion

    from domain.ids import UserId

CUSTOMER_COMMANDS: Final = (
    ("start", N_("Home")),
    ("new", N_("New order")),
    ("orders", N_("My orders")),
    ("wallet", N_("Wallet and statement")),
    ("search", N_("Find a service")),
    ("favorites", N_("Saved services")),
    ("profile", N_("Language, alerts, my data")),
    ("support", N_("Write to the shop")),
    ("help", N_("How it works")),
    ("terms", N_("Terms")),
    ("cancel", N_("Stop what I am doing")),
    ("paysupport", N_("Questions about payments")),
)
OWNER_COMMANDS: Final = (
    ("admin", N_("Operator panel")),
    ("inbox", N_("Orders that need a decision")),
    ("topup", N_("Add money to a wallet")),
    ("undo", N_("Undo a top-up, debit or catalogue change")),
    ("tickets", N_("Questions of customers")),
    ("find", N_("Find an order")),
    ("providers", N_("Providers and balances")),
    ("svc", N_("Look at a service")),
    ("markup", N_("How prices are made")),
    ("pricecheck", N_("Prices that wait for your word")),
    ("stats", N_("Today's figures")),
)

DESCRIPTION: Final = N_(
    "Followers, likes, views and more for your own pages. You see the exact price first, pay from "
    "your wallet and watch the progress here. What is not delivered returns to your wallet. "
    "We never ask for passwords."
)
"""What an empty chat shows above START: 512 characters at most."""
SHORT: Final = N_("Social media services: exact prices, live progress, money back for the rest.")
"""What the bot's profile shows: 120 characters at most."""
MAX_DESCRIPTION: Final = 512
MAX_SHORT: Final = 120

FIRST_TRY_S: Final = 15.0
LAST_TRY_S: Final = 3600.0
"""Seconds until owners without a chat are tried again, doubling from the first to the last."""

logger = structlog.get_logger(__name__)


async def introduce(
    bot: Bot, owners: Iterable[UserId], currency: str, stopping: asyncio.Event
) -> None:
    """Set descriptions and command lists; ends when every owner has theirs.

    Refusals are logged: the shop works without any of it. Owners who have not written to the bot
    yet have no chat with it; theirs is tried again until they have.
    """
    try:
        await _set(bot, CUSTOMER_COMMANDS, BotCommandScopeAllPrivateChats(), currency)
        await _describe(bot, currency)
    except TelegramAPIError as error:
        logger.warning("commands.unset", error=type(error).__name__)
    waiting, seconds = set(owners), FIRST_TRY_S
    while waiting and not stopping.is_set():
        waiting = {owner for owner in waiting if not await _knows(bot, owner, currency)}
        if waiting:
            await pause(stopping, seconds)
            seconds = min(seconds * 2, LAST_TRY_S)


async def _knows(bot: Bot, owner: UserId, currency: str) -> bool:
    """Whether an owner's list was taken."""
    try:
        commands = (*OWNER_COMMANDS, *CUSTOMER_COMMANDS)
        await _set(bot, commands, BotCommandScopeChat(chat_id=owner), currency)
    except TelegramAPIError as error:
        logger.info("commands.owner_unset", error=type(error).__name__)
        return False
    return True


async def _set(
    bot: Bot, listed: Iterable[tuple[str, str]], scope: BotCommandScopeUnion, currency: str
) -> None:
    """Set a list in every language; the default one is for all languages that are not spoken."""
    for language in LANGUAGES:
        t = translator(language.code, currency)
        await bot.set_my_commands(
            [BotCommand(command=name, description=t.plain(text)) for name, text in listed],
            scope=scope,
            language_code=None if language == DEFAULT else language.code,
        )


async def _describe(bot: Bot, currency: str) -> None:
    """Say what the bot is for, in every language; what stands there already is left alone.

    Telegram counts changes of these texts, and refuses a bot that sets them at every start.
    """
    for language in LANGUAGES:
        t = translator(language.code, currency)
        code = None if language == DEFAULT else language.code
        long, short = t.plain(DESCRIPTION)[:MAX_DESCRIPTION], t.plain(SHORT)[:MAX_SHORT]
        if (await bot.get_my_description(language_code=code)).description != long:
            await bot.set_my_description(long, language_code=code)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
