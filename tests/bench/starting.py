"""How long a shop takes from the command to its first getUpdates, and the memory it then holds."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Final

from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from sandbox.telegram.server import LocalTelegram
from tests.bench.figures import Figure

SERVICES: Final = 6000
PATIENCE_S: Final = 60.0
MEGABYTE: Final = 1024 * 1024


async def measure_start(url: str) -> list[Figure]:
    """Start the shop on an empty database, then on the filled one."""
    async with LocalProvider(services=catalogue(SERVICES)) as local:
        first, memory = await _start(url, local)
        again, _ = await _start(url, local)
    return [
        Figure(
            name=f"start to first getUpdates, importing {SERVICES:,} services",
            value=first,
            unit="s",
            limit=5,
        ),
        Figure(name="start to first getUpdates, later", value=again, unit="s", limit=5),
        Figure(name=f"memory with {SERVICES:,} services", value=memory, unit="MB", limit=200),
    ]


async def _start(url: str, local: LocalProvider) -> tuple[float, float]:
    async with LocalTelegram() as telegram:
        environment = {
            **os.environ,
            "BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.api_url,
            "DATABASE_URL": url,
            "PROVIDER_URL": local.api_url,
            "PROVIDER_KEY": local.key,
            "HTTP_BIND": "127.0.0.1:0",
            "LOG_LEVEL": "warning",
        }
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not telegram.bot_connected:  # noqa: ASYNC110 - it tells by being asked
                    await asyncio.sleep(0.005)
                took = time.perf_counter() - started
                while not await _imported(local):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.05)
            return took, _resident(process.pid)
        finally:
            process.terminate()
            await process.wait()


async def _imported(local: LocalProvider) -> bool:
    """Whether the list was fetched, and the shop has had a moment to take it in."""
    asked = any(request.action == "services" for request in local.requests)
    if asked:
        await asyncio.sleep(2)
    return asked


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / MEGABYTE
