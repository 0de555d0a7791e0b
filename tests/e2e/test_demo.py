"""`python -m bot demo`: one command, one address, a shop behind it, a clean end."""

from __future__ import annotations

import asyncio
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession

from bot.demo import GROUP, PEOPLE
from tests.e2e.process import PATIENCE_S, start

if TYPE_CHECKING:
    from asyncio.subprocess import Process


async def test_the_demo_opens_a_chat_page_where_the_bot_answers(tmp_path: Path) -> None:
    process = await start(tmp_path, {}, "demo")
    try:
        async with asyncio.timeout(PATIENCE_S), ClientSession() as browser:
            page = await _address(process)
            guard = {"X-Local-Telegram": "1"}
            people = [seat["name"] for seat in (await _state(browser, page))["seats"]]
            assert people == [*(person[1] for person in PEOPLE), GROUP[1]]
            seat = f"{page}seats/{PEOPLE[0][0]}/send"
            async with browser.post(seat, json={"text": "/start"}, headers=guard) as sent:
                assert sent.ok, await sent.text()
            while "I agree, continue" not in str(await _state(browser, page)):  # noqa: ASYNC110
                await asyncio.sleep(0.05)  # another process, which tells by no event
            process.send_signal(signal.SIGTERM)
            rest, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()

    assert process.returncode == 0, rest.decode()
    assert "Traceback" not in rest.decode()
    assert not list(tmp_path.iterdir())


async def _state(browser: ClientSession, page: str) -> dict[str, Any]:
    """What the page shows."""
    async with browser.get(f"{page}state") as shown:
        seen: dict[str, Any] = await shown.json()
        return seen


async def _address(process: Process) -> str:
    """The one address that the demo prints."""
    assert process.stdout is not None
    said = ""
    while not (found := re.search(r"demo shop is open:\s+(http://\S+)", said)):
        line = await process.stdout.readline()
        assert line, said
        said += line.decode()
    return found[1]
