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


class Sheet:
    """An answer that may be sent again and again; none of its headers comes from outside."""

    def __init__(self, body: bytes, headers: Mapping[str, str], status: int = 200) -> None:
        self.body: Final = body
        self.headers: Final = headers
        self.status: Final = status
        self._date = ""
        self._whole = b""

    def whole(self) -> bytes:
        """All its bytes, joined once in a second: with them goes the time of day."""
        date = rfc822_formatted_time()
        if date != self._date:
            lines = "".join([f"{name}: {value}\r\n" for name, value in self.headers.items()])
            size = f"Content-Length: {len(self.body)}\r\n"
            head = f"{_LINES[self.status]}{lines}{size}Date: {date}\r\n\r\n"
            self._date, self._whole = date, head.encode() + self.body
        return self._whole


@dataclass(slots=True)
class Written:
    """A sheet for one request: what aiohttp needs of a response, and no more."""

    request: web.BaseRequest
    sheet: Sheet
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
        transport.write(self.sheet.whole())
        await self.request.writer.drain()


def respond(request: web.Request, sheet: Sheet) -> web.StreamResponse:
    """Answer a request with a sheet; the few that want something else get it from aiohttp."""
    plain = request.method in _PLAIN and request.version == HttpVersion11 and request.keep_alive
    if plain:
        return cast("web.StreamResponse", Written(request, sheet))
    return web.Response(body=sheet.body, status=sheet.status, headers=sheet.headers)
