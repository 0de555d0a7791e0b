"""The demo: the real shop between a local Telegram and a local provider, all on this machine."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from bot.app import open_shop, start_logs
from bot.config import load
from bot.progress import ProgressLine
from bot.runner import run
from bot.stopping import stop_on_signals
from sandbox.provider.provider import LocalProvider
from sandbox.telegram.server import LocalTelegram

if TYPE_CHECKING:
    from bot.config import Configuration

CHAT_PORT: Final = 8090
PROVIDER_PAGE_PORT: Final = 8091
API_PORT: Final = 8092
OWNER: Final = 1001
PEOPLE: Final = (
    (58213, "Ann", "ann", "en"),
    (58214, "Борис", "boris", "ru"),
    (OWNER, "Olivia (owner)", "olivia", "en"),
)
GROUP: Final = (-1001, "Friends")
"""Where Ann and Boris show each other services that they found with `@bot likes`."""
SPEED: Final = 2.0
"""Provider seconds per second: an order is watched from start to end in half a minute."""
LAST_LINES: Final = """
  The demo shop is open:  {chat}

  Ann and Boris are customers, Olivia owns the shop.  Try, as Olivia:  /topup {ann} 10 welcome
  Orders whose link contains "partial" or "cancel" end that way.
  The provider's switches: {provider}
  The API for resellers:   {api}
  Everything lives in a temporary folder and is gone when you stop it with Ctrl+C.
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The two local servers, and where the shop itself is to listen."""

    telegram: LocalTelegram
    provider: LocalProvider
    api_port: int

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"


async def run_demo() -> int:
    """Run until stopped; returns the exit status."""
    stopping = asyncio.Event()
    stop_on_signals(stopping)
    async with AsyncExitStack() as stack:
        stage = await _set_stage(stack)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shopkeeper-"))
        configuration = _configuration(stage, Path(folder))
        start_logs(configuration)
        progress = ProgressLine("Importing services")
        shop = await stack.enter_async_context(open_shop(configuration, progress=progress))
        await run(shop, stopping, opened=lambda: typer.echo(_invitation(stage)))
    return 0


async def _set_stage(stack: AsyncExitStack) -> Stage:
    provider = LocalProvider(speed=SPEED, balance="250.00", refill_wait_s=0.0)
    await _start(provider, page_port=PROVIDER_PAGE_PORT)
    stack.push_async_callback(provider.stop)
    port = _free_port(API_PORT)
    links = [
        ("Provider switches", provider.page_url),
        ("Reseller API", f"http://127.0.0.1:{port}/"),
    ]
    telegram = LocalTelegram(name="Demo shop", links=links)
    people = [telegram.add_person(*person) for person in PEOPLE]
    telegram.add_group(*GROUP, members=people[:2])
    try:
        await telegram.start(port=CHAT_PORT)
    except OSError:  # the port is taken: any other does as well
        await telegram.start()
    stack.push_async_callback(telegram.stop)
    return Stage(telegram, provider, port)


async def _start(provider: LocalProvider, *, page_port: int) -> None:
    try:
        await provider.start(page_port=page_port)
    except OSError:
        await provider.start()


def _free_port(wished: int) -> int:
    """The wished port, or any other where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(stage: Stage, folder: Path) -> Configuration:
    """What an operator would write into `.env`, for the two local servers."""
    return load(
        {
            "BOT_TOKEN": stage.telegram.token,
            "ADMIN_IDS": str(OWNER),
            "TELEGRAM_API_URL": stage.telegram.api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'shop.db'}",
            "PROVIDER_URL": stage.provider.api_url,
            "PROVIDER_KEY": stage.provider.key,
            "HTTP_BIND": f"127.0.0.1:{stage.api_port}",
            "PUBLIC_URL": stage.api_url,
            "POLL_FIRST_S": "1",
            "POLL_MAX_S": "2",
            "REFILL_AFTER_H": "0",
            "LOG_LEVEL": "warning",
        }
    )


def _invitation(stage: Stage) -> str:
    return LAST_LINES.format(
        chat=stage.telegram.chat_url,
        provider=stage.provider.page_url,
        api=f"{stage.api_url}/",
        ann=PEOPLE[0][0],
    )
