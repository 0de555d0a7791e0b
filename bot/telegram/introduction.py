"""Tells Telegram the bot's commands in every language; owners see theirs in their own chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

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
    ("language", N_("Language")),
    ("support", N_("Support")),
    ("help", N_("How it works")),
    ("terms", N_("Terms")),
    ("cancel", N_("Stop what I am doing")),
)
OWNER_COMMANDS: Final = (
    ("admin", N_("Operator panel")),
    ("inbox", N_("Orders that need a decision")),
    ("topup", N_("Add money to a wallet")),
    ("undo", N_("Undo a top-up or debit")),
    ("find", N_("Find an order")),
    ("providers", N_("Providers and balances")),
    ("stats", N_("Today's figures")),
)

logger = structlog.get_logger(__name__)


async def introduce(bot: Bot, owners: Iterable[UserId], currency: str) -> None:
    """Set the command lists. A refusal is logged: the shop works without them."""
    try:
        await _set(bot, CUSTOMER_COMMANDS, BotCommandScopeAllPrivateChats(), currency)
        for owner in owners:
            await _introduce_to_owner(bot, owner, currency)
    except TelegramAPIError as error:
        logger.warning("commands.unset", error=type(error).__name__)


async def _introduce_to_owner(bot: Bot, owner: UserId, currency: str) -> None:
    """Owners who have not written to the bot yet have no chat with it: their list comes later."""
    try:
        commands = (*OWNER_COMMANDS, *CUSTOMER_COMMANDS)
        await _set(bot, commands, BotCommandScopeChat(chat_id=owner), currency)
    except TelegramAPIError as error:
        logger.info("commands.owner_unset", error=type(error).__name__)


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
