"""The shop as operators start it: `python -m bot ...` in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Mapping

ROOT: Final = Path(__file__).parents[2]
OPEN: Final = b"The shop is open"
PATIENCE_S: Final = 40.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; `said` is both of its streams."""

    status: int
    said: str


async def start(folder: Path, environment: Mapping[str, str], *words: str) -> Process:
    """Start a command in a folder, with nothing of this process's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def command(folder: Path, environment: Mapping[str, str], *words: str) -> Ended:
    """Run a command to its end."""
    process = await start(folder, environment, *words)
    async with asyncio.timeout(PATIENCE_S):
        said, _ = await process.communicate()
    return Ended(process.returncode or 0, said.decode())


@dataclass(slots=True)
class Running:
    """A shop that runs in a process."""

    process: Process

    async def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        await self.process.communicate()

    async def stop(self) -> tuple[Ended, float]:
        """Send SIGTERM; how it ended, and after how many seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        said, _ = await self.process.communicate()
        return Ended(self.process.returncode or 0, said.decode()), time.monotonic() - began


@asynccontextmanager
async def running(folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Running]:
    """Run the shop until the block ends, and wait until it serves people."""
    process = await start(folder, environment, "run")
    try:
        assert process.stdout is not None
        said = b""
        async with asyncio.timeout(PATIENCE_S):
            while OPEN not in said:
                line = await process.stdout.readline()
                assert line, said.decode()
                said += line
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
