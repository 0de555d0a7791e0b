"""A Bot API server in a process of its own that says yes to everything: its CPU is not counted."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MESSAGE: Final = (
    '{"ok":true,"result":{"message_id":7,"date":1795230000,"text":"page",'
    '"chat":{"id":58213,"type":"private","first_name":"Ann"}}}'
)
ME: Final = (
    '{"ok":true,"result":{"id":700001,"is_bot":true,"first_name":"Shop","username":"shop_bot"}}'
)
YES: Final = '{"ok":true,"result":true}'


async def _answer(request: web.Request) -> web.Response:
    await request.read()
    method = request.match_info["method"]
    answers = {"editMessageText": MESSAGE, "sendMessage": MESSAGE, "getMe": ME}
    return web.Response(text=answers.get(method, YES), content_type="application/json")


async def _serve() -> None:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", _answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


@asynccontextmanager
async def answering() -> AsyncIterator[str]:
    """The server's address while the block runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.answering", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(_serve())
