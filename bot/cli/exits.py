"""How commands end: 0 done, 1 found something wrong, 2 could not run; errors in plain words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, NoReturn

import typer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.app import SchemaError
from bot.config import Configuration, ConfigurationError, load
from bot.http import BindError
from domain.errors import ShopError

if TYPE_CHECKING:
    from collections.abc import Coroutine

WRONG: Final = 1
COULD_NOT_RUN: Final = 2
UNKNOWN_TOKEN: Final = (TelegramUnauthorizedError, TelegramNotFound)
"""How Telegram answers a token that it does not know, or that has not its form."""
EXPLAINED: Final = (
    TelegramAPIError,
    SchemaError,
    BindError,
    CommandError,
    SQLAlchemyError,
    OSError,
    ShopError,
)


def configured() -> Configuration:
    """The configuration, or all that is wrong with it and exit status 2."""
    try:
        return load()
    except ConfigurationError as error:
        give_up("The configuration has problems:", *error.problems)


def give_up(*lines: str) -> NoReturn:
    """Say why the command could not run."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(COULD_NOT_RUN)


def carry_out(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run a command to its exit status; what cannot be helped here is said in one sentence."""
    try:
        status = asyncio.run(work)
    except BaseExceptionGroup as group:
        explain(_innermost(group))
    except EXPLAINED as error:
        explain(error)
    raise typer.Exit(status)


def explain(error: BaseException) -> NoReturn:
    """Put an error that ends a command into words; a surprise keeps its traceback."""
    match error:
        case TelegramUnauthorizedError() | TelegramNotFound():
            give_up("BOT_TOKEN: Telegram does not know this token. Get one from @BotFather.")
        case TelegramNetworkError():
            give_up(f"Telegram cannot be reached: {error.message}")
        case TelegramAPIError():
            give_up(f"Telegram refused: {error.message}")
        case SchemaError():
            give_up(f"DATABASE_URL: {error}")
        case CommandError():
            give_up("DATABASE_URL: the database was made by a newer version of the shop.")
        case SQLAlchemyError() | OSError():
            give_up(f"The database or the network failed: {in_short(error)}")
        case ShopError() | BindError():
            give_up(f"Not done: {error}")
        case _:
            raise error


def in_short(error: SQLAlchemyError | OSError) -> str:
    """The error's own words, without the statement and the values that SQLAlchemy adds."""
    inner = error.orig if isinstance(error, DBAPIError) else error
    return (str(inner).splitlines() or [type(error).__name__])[0]


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
