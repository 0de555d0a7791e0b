"""The commands, each one thin: read the configuration, do one thing, end with its status."""

from __future__ import annotations

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_shop, prepare_database, start_logs
from bot.backup import back_up
from bot.cli.api_key import make_api_key
from bot.cli.doctor import examine
from bot.cli.exits import WRONG, carry_out, configured, give_up
from bot.cli.ledger import audit_lines, audit_shop, top_up_from_console
from bot.config import Configuration
from bot.progress import ProgressLine
from bot.runner import run as run_shop
from bot.stopping import stop_on_signals
from db import migrate as migrations

app = typer.Typer(
    name="shopkeeper",
    help="A Telegram storefront for shops that resell social-media services.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


class Face(StrEnum):
    """A part of the shop that can run in a process of its own."""

    TELEGRAM = "telegram"
    WORKERS = "workers"
    API = "api"


def main() -> None:
    """Run a command."""
    app()


@app.command()
def run(
    only: Annotated[Face | None, typer.Option(help="Run one part only.")] = None,
) -> None:
    """Run the shop: Telegram, background work and the HTTP server."""
    configuration = configured()
    _ensure_runnable(configuration)
    start_logs(configuration)
    carry_out(_run(configuration, only))


@app.command()
def demo() -> None:
    """Try the shop in the browser, with a local Telegram and a local provider."""
    from bot.demo import run_demo  # noqa: PLC0415 - a shop does not load its local servers

    carry_out(run_demo())


@app.command()
def migrate() -> None:
    """Bring the database to today's schema."""
    url = configured().settings.database_url
    carry_out(_migrate(url))


@app.command()
def sync(
    sure: Annotated[bool, typer.Option("--sure", help="Though many are gone.")] = False,  # noqa: FBT002 - typer's way of a flag
) -> None:
    """Import the providers' services. A list that lost over 30 % is taken only with --sure."""
    configuration = configured()
    if not configuration.providers:
        give_up("PROVIDER_URL: missing; set PROVIDER_URL and PROVIDER_KEY.")
    start_logs(configuration)
    carry_out(_sync(configuration, sure=sure))


@app.command()
def doctor() -> None:
    """Say in plain words what is wrong with the shop's surroundings, and how to fix it."""
    carry_out(examine(typer.echo))


@app.command()
def audit(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - typer's way of a flag
) -> None:
    """Check every invariant of the ledger; exit status 1 when one is broken."""
    carry_out(_audit(configured(), as_json=as_json))


@app.command()
def backup(file: Path) -> None:
    """Copy the database to a file while the shop runs, and check the copy."""
    carry_out(back_up(configured().settings.database_url, file, ProgressLine("Copying pages")))


@app.command()
def topup(
    user: Annotated[int, typer.Option(help="Numeric Telegram id.")],
    amount: Annotated[str, typer.Option(help="In the shop's currency, such as 10 or 3.50.")],
    reason: Annotated[str, typer.Option(help="Why, for the statement and the journal.")],
) -> None:
    """Add money to a customer's wallet."""
    carry_out(top_up_from_console(configured(), user, amount, reason))


@app.command(name="api-key")
def api_key(
    user: Annotated[int, typer.Option(help="Numeric Telegram id.")],
) -> None:
    """Make a new API key for a customer and print it, this once; the old one ends at once."""
    carry_out(make_api_key(configured(), user))


def _ensure_runnable(configuration: Configuration) -> None:
    if configuration.settings.bot_token is None:
        give_up("BOT_TOKEN: missing; get one from @BotFather, or try `python -m bot demo`.")


async def _run(configuration: Configuration, only: Face | None) -> int:
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    async with open_shop(configuration, progress=ProgressLine("Importing services")) as shop:
        await run_shop(
            shop,
            stopping,
            only=only.value if only else None,
            opened=lambda: typer.echo("The shop is open. Stop it with Ctrl+C."),
        )
    return 0


async def _migrate(url: str) -> int:
    await migrations.upgrade(url)
    typer.echo(f"The database is at revision {await migrations.current(url)}.")
    return 0


async def _sync(configuration: Configuration, *, sure: bool) -> int:
    wrong = 0
    async with open_shop(configuration, progress=ProgressLine("Importing services")) as shop:
        for name in shop.providers:
            report = await shop.services.sync_catalogue(
                provider=name, progress=shop.progress, confirmed=sure
            )
            typer.echo(f"{name}: {report}")
            wrong |= not report.applied
    return WRONG if wrong else 0


async def _audit(configuration: Configuration, *, as_json: bool) -> int:
    await prepare_database(configuration.settings.database_url)
    report = await audit_shop(configuration)
    typer.echo(json.dumps(report.as_json()) if as_json else audit_lines(report))
    return 0 if report.ok else WRONG
