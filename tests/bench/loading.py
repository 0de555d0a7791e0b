"""A client of the served API in a process of its own: asks over and over, and says how it went."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

READY = "ready"


@dataclass
class Load:
    """What one run found: seconds for each request, and for all; what was answered last."""

    total_s: float
    each_s: list[float]
    last: str

    @property
    def per_second(self) -> float:
        return len(self.each_s) / self.total_s

    @property
    def p99_ms(self) -> float:
        return sorted(self.each_s)[int(len(self.each_s) * 0.99)] * 1000


async def load(port: int, requests: list[list[str]]) -> Load:
    """Send requests, as they are written, over one connection for each list of them."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.loading"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate(json.dumps({"port": port, "requests": requests}).encode())
    assert process.returncode == 0
    return Load(**json.loads(out))


@dataclass
class Client(asyncio.Protocol):
    """One connection, one request after another."""

    requests: list[bytes]
    done: asyncio.Future[None]
    each_s: list[float] = field(default_factory=list)
    last: bytes = b""
    _sent_at: float = 0.0
    _got: int = 0
    _wanted: int = 0
    _head: bytes = b""
    _next: int = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._send()

    def _send(self) -> None:
        self._got = self._wanted = 0
        self._head = b""
        self._sent_at = time.perf_counter()
        self.transport.write(self.requests[self._next])
        self._next += 1

    def data_received(self, data: bytes) -> None:
        if not self._wanted:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self._head.startswith(b"HTTP/1.1 200"), self._head
            at = self._head.index(b"Content-Length: ") + 16
            self._wanted = end + 4 + int(self._head[at : self._head.index(b"\r", at)])
            self._got = len(self._head)
        else:
            self._got += len(data)
        if self._got >= self._wanted:
            self._answered()

    def _answered(self) -> None:
        self.each_s.append(time.perf_counter() - self._sent_at)
        if self._next < len(self.requests):
            self._send()
            return
        self.last = self._head
        self.transport.close()
        self.done.set_result(None)


async def run(port: int, requests: list[list[str]]) -> Load:
    loop = asyncio.get_running_loop()
    clients = [
        Client([text.encode("latin-1") for text in mine], loop.create_future())
        for mine in requests
    ]
    begun = time.perf_counter()
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(client.done for client in clients))
    total_s = time.perf_counter() - begun
    each_s = [seconds for client in clients for seconds in client.each_s]
    return Load(total_s, each_s, clients[-1].last[:2000].decode("latin-1"))


if __name__ == "__main__":
    job = json.load(sys.stdin)
    found = asyncio.run(run(job["port"], job["requests"]))
    print(json.dumps(found.__dict__))
