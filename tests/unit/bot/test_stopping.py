"""SIGTERM ends a process with status 0 in time, whatever hangs in it."""

from __future__ import annotations

import asyncio
import signal
import sys
import time

import pytest

from bot import stopping

PROGRAM = """
import asyncio, threading, time
from bot import stopping

stopping.LAST_S, stopping.SAY_S = 0.6, 0.3

async def main():
    word = asyncio.Event()
    stopping.stop_on_signals(word)
    {hang}
    print("ready", flush=True)
    await word.wait()
    {then}

asyncio.run(main())
"""
HANGING = {
    "a thread in the middle of a statement": (
        "asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)",
        "pass",
    ),
    "a thread that nobody waits for but Python": (
        "threading.Thread(target=time.sleep, args=(60,)).start()",
        "pass",
    ),
    "the event loop itself": ("pass", "time.sleep(60)"),
    "work that takes no cancelling": ("pass", "await asyncio.Event().wait()"),
}


@pytest.mark.parametrize("what", HANGING)
async def test_whatever_hangs_the_process_ends_with_zero_in_time(what: str) -> None:
    hang, then = HANGING[what]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM.format(hang=hang, then=then)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"

    process.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    said, _ = await process.communicate()

    assert process.returncode == 0
    assert time.monotonic() - asked < 15  # a minute would be a hang
    assert b"stop.forced" in said


async def test_a_process_that_ends_by_itself_is_left_to_it() -> None:
    program = PROGRAM.format(hang="pass", then="pass")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()

    process.send_signal(signal.SIGTERM)
    said, _ = await process.communicate()

    assert process.returncode == 0
    assert said == b""


def test_what_is_waited_for_fits_into_what_is_promised() -> None:
    closing_s = 1.0

    assert stopping.GRACE_S + stopping.SERVED_S + closing_s < stopping.LAST_S - stopping.SAY_S
    assert stopping.LAST_S < stopping.PROMISED_S
