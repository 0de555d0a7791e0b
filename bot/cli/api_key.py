"""A customer's API key made on the server and printed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.app import open_parts, prepare_database
from bot.clock import random_key
from domain.ids import UserId
from services.api.keys import MakeApiKeyFromConsole

if TYPE_CHECKING:
    from bot.config import Configuration


async def make_api_key(configuration: Configuration, user: int) -> int:
    """Print the new key alone on the last line; it cannot be read again."""
    await prepare_database(configuration.settings.database_url)
    async with open_parts(configuration) as parts:
        make = MakeApiKeyFromConsole(parts.database, parts.clock, random_key)
        key = await make(user_id=UserId(user))
    typer.echo(f"A new key for {user}; any old one has ended. It is shown this once:")
    typer.echo(key)
    return 0
