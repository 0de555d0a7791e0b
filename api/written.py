"""Answers of the served API on their way out: written at once, as most of them are the same.

aiohttp builds a response from parts: a multi-dict, a status line, each header on its own. For
answers of a hundred bytes, asked for thousands of times, that takes longer than to find them.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, cast

from aiohttp import HttpVersion11, web
from aiohttp.helpers import rfc822_formatted_time

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES: Final = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n" for status in HTTPStatus
}

_PLAIN: Final = frozenset({"GET", "POST"})
"""Methods whose answer has a body, whatever it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer whose bytes are known; what it needs of aiohttp's own responses."""

    request: web.BaseRequest
    head: str
    body: bytes
    keep_alive: bool = True

    async def prepare(self, _request: web.BaseRequest) -> None:
        """Nothing is left to prepare."""

    async def write_eof(self) -> None:
        """Send everything, and wait for a reader that is slow.

        Raises:
            ConnectionResetError: nobody is there any more.
        """
        transport = self.request.transport
        if transport is None:
            raise ConnectionResetError
        head = f"{self.head}Date: {rfc822_formatted_time()}\r\n\r\n"
        transport.write(b"".join((head.encode(), self.body)))
        await self.request.writer.drain()


def respond(
    request: web.Request, body: bytes, *, headers: Mapping[str, str], status: int = 200
) -> web.StreamResponse:
    """An answer to a request; none of `headers` comes from outside."""
    plain = request.method in _PLAIN and request.version == HttpVersion11 and request.keep_alive
    if not plain:
        return web.Response(body=body, status=status, headers=headers)
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    head = f"{_LINES[status]}{lines}Content-Length: {len(body)}\r\n"
    return cast("web.StreamResponse", Written(request, head, body))
