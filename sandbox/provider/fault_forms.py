"""The ways in which a connection or an answer can go wrong on the wire."""

import asyncio
import contextlib
import functools
import gzip
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

SLICE: Final = 65_536
MAINTENANCE: Final = (
    "<!DOCTYPE html><html><head><title>503</title></head>"
    "<body><h1>We will be back soon</h1></body></html>"
)


@dataclass(frozen=True, slots=True)
class Details:
    """What a fault may be told: seconds, the text to answer, an HTTP status, a size in bytes."""

    seconds: float | None = None
    text: str | None = None
    status: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request on its way to a faulty answer; `answer` is what would have been said."""

    request: web.Request
    details: Details
    answer: bytes
    closing: asyncio.Event

    def reply(
        self, body: bytes, *, status: int = 200, kind: str = "application/json"
    ) -> web.Response:
        return web.Response(body=body, status=self.details.status or status, content_type=kind)


Form = Callable[[Exchange], Awaitable[web.StreamResponse]]


async def wait(closing: asyncio.Event, seconds: float | None) -> None:
    """Wait `seconds` (for ever if None), but not longer than the server lives."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(closing.wait(), seconds)


def reset(request: web.Request) -> web.Response:
    """Break the connection off with a TCP reset."""
    if request.transport is not None:
        opened = request.transport.get_extra_info("socket")
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()


async def reset_form(exchange: Exchange) -> web.StreamResponse:
    return reset(exchange.request)


async def close_form(exchange: Exchange) -> web.StreamResponse:
    if exchange.request.transport is not None:
        exchange.request.transport.close()
    return web.Response()


async def hang_form(exchange: Exchange) -> web.StreamResponse:
    await wait(exchange.closing, exchange.details.seconds)
    return await close_form(exchange)


async def delay_form(exchange: Exchange) -> web.StreamResponse:
    await wait(exchange.closing, exchange.details.seconds or 1.0)
    return exchange.reply(exchange.answer)


async def error_form(exchange: Exchange) -> web.StreamResponse:
    text = exchange.details.text or "Internal Server Error"
    return exchange.reply(text.encode(), status=500, kind="text/plain")


async def html_form(exchange: Exchange) -> web.StreamResponse:
    body = (exchange.details.text or MAINTENANCE).encode()
    return exchange.reply(body, kind="text/html")


async def bad_json_form(exchange: Exchange) -> web.StreamResponse:
    return exchange.reply((exchange.details.text or '{"order": 23501, oops').encode())


async def empty_form(exchange: Exchange) -> web.StreamResponse:
    return exchange.reply(b"")


async def redirect_form(exchange: Exchange) -> web.StreamResponse:
    where = exchange.details.text or "/moved"
    return web.Response(status=exchange.details.status or 302, headers={"Location": where})


async def huge_form(exchange: Exchange) -> web.StreamResponse:
    """A well-formed answer, `size` bytes long."""
    size = exchange.details.size or 8_000_000
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(exchange.request)
    with contextlib.suppress(ConnectionError):
        await response.write(b'{"order":23501,"note":"')
        for _ in range(size // SLICE + 1):
            await response.write(b"x" * SLICE)
        await response.write(b'"}')
    return response


@functools.cache
def _bomb(size: int) -> bytes:
    return gzip.compress(b'{"order":23501,"note":"' + b"x" * size + b'"}', compresslevel=6)


async def bomb_form(exchange: Exchange) -> web.StreamResponse:
    """A small gzip body that unpacks to `size` bytes."""
    body = _bomb(exchange.details.size or 64_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    return web.Response(body=body, headers=headers)


async def truncated_form(exchange: Exchange) -> web.StreamResponse:
    """Half of the promised bytes, then the connection ends."""
    headers = {"Content-Type": "application/json", "Content-Length": str(len(exchange.answer))}
    response = web.StreamResponse(headers=headers)
    await response.prepare(exchange.request)
    with contextlib.suppress(ConnectionError):
        await response.write(exchange.answer[: len(exchange.answer) // 2])
    await close_form(exchange)
    return response


async def drip_form(exchange: Exchange) -> web.StreamResponse:
    """The right answer, one byte every `seconds`."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(exchange.request)
    with contextlib.suppress(ConnectionError):
        for byte in exchange.answer:
            await response.write(bytes([byte]))
            await wait(exchange.closing, exchange.details.seconds or 0.2)
    return response


async def right_form(exchange: Exchange) -> web.StreamResponse:
    """What would have been said anyway, with HTTP `status` if one is given."""
    return exchange.reply(exchange.answer)


async def other_status_form(exchange: Exchange) -> web.StreamResponse:
    return exchange.reply(exchange.answer, status=201)


async def as_html_form(exchange: Exchange) -> web.StreamResponse:
    return exchange.reply(exchange.answer, kind="text/html")


async def throttled_form(exchange: Exchange) -> web.StreamResponse:
    response = exchange.reply(b'{"error":"Too many requests"}', status=429)
    response.headers["Retry-After"] = str(int(exchange.details.seconds or 1))
    return response


FORMS: Final[dict[str, tuple[Form, str]]] = {
    "reset": (reset_form, "the connection is reset without an answer"),
    "close": (close_form, "the connection is closed without an answer"),
    "hang": (hang_form, "nothing is said for `seconds` (or until the server stops)"),
    "error": (error_form, "HTTP 500, or `status`, with a plain text"),
    "html": (html_form, "a maintenance page in HTML, HTTP 200 or `status`"),
    "bad_json": (bad_json_form, "a body that is no JSON, or `text`"),
    "empty": (empty_form, "HTTP 200 with an empty body"),
    "huge": (huge_form, "a body of `size` bytes"),
    "bomb": (bomb_form, "a gzip body that unpacks to `size` bytes"),
    "redirect": (redirect_form, "a 302, or `status`, to `text`"),
}
