"""A provider of raw sockets: it reads one whole request, then does exactly what it is told."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

from domain.ids import ProviderName
from integrations.provider.client import HttpProvider
from integrations.provider.dialects import CANONICAL, Dialect
from integrations.provider.learning import Learning
from integrations.provider.options import ClientOptions
from integrations.provider.transport import Timeouts

KEY = "k3y-9f8e7d6c5b4a-secret"
QUICK = Timeouts(connect_s=1, read_s=0.3, slot_s=0.2, add_total_s=0.6, read_total_s=2)


@dataclass
class Call:
    """One request as it came in, and the means to answer or to misbehave."""

    head: bytes
    body: bytes
    writer: asyncio.StreamWriter

    async def reply(self, status: int, body: bytes, *headers: str) -> None:
        await self.raw(answer(status, body, *headers))

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with RST in place of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Behaviour = Callable[[Call], Awaitable[None]]


@dataclass
class RawServer:
    behave: Behaviour
    reads_requests: bool = True
    calls: list[Call] = field(default_factory=list)
    connections: int = 0
    url: str = ""
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Work off one connection; ended by the far side, or by `end`."""
        self.connections += 1
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._serving.add(task)
        try:
            while (call := await self._next(reader, writer)) is not None:
                self.calls.append(call)
                await self.behave(call)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            self._serving.discard(task)

    async def end(self) -> None:
        serving = list(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving)

    async def _next(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Call | None:
        if not self.reads_requests:
            await self.behave(Call(b"", b"", writer))
            return None
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else b""
        return Call(head, body, writer)


def answer(status: int, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def always(status: int, body: bytes | str, *headers: str) -> Behaviour:
    raw = body.encode() if isinstance(body, str) else body

    async def behave(call: Call) -> None:
        await call.reply(status, raw, *headers)

    return behave


@asynccontextmanager
async def raw_server(
    behave: Behaviour, *, reads_requests: bool = True
) -> AsyncIterator[RawServer]:
    raw = RawServer(behave, reads_requests)
    server = await asyncio.start_server(raw.serve, "127.0.0.1", 0)
    raw.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/v2"
    try:
        yield raw
    finally:
        server.close()
        await raw.end()
        await server.wait_closed()


@asynccontextmanager
async def client_of(
    url: str,
    *,
    timeouts: Timeouts = QUICK,
    dialect: Dialect = CANONICAL,
    learning: Learning | None = None,
    requests_per_minute: int | None = None,
) -> AsyncIterator[HttpProvider]:
    options = ClientOptions(
        timeouts=timeouts,
        dialect=dialect,
        learning=learning,
        requests_per_minute=requests_per_minute,
        retry_wait_s=0.01,
    )
    provider = HttpProvider(ProviderName("main"), url, key=KEY, currency="USD", options=options)
    try:
        yield provider
    finally:
        await provider.close()
