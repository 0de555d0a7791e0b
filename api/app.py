"""The served API: `/api/v2`, answering whatever client of the trade asks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson
import structlog
from aiohttp import HttpVersion11, web

from api.actions import ACTIONS, Ask, RefusedError
from api.fields import FieldsError, read_fields
from api.listing import Listing
from api.refusals import (
    INCORRECT_ACTION,
    INCORRECT_REQUEST,
    METHOD,
    SERVER_ERROR,
    TOO_LARGE,
    TOO_SLOW,
    refusal_of,
)
from api.smmpremium import Smmpremium
from api.standard import Answer, Standard
from api.written import Sheet, respond
from domain.api_addresses import client_address
from domain.api_keys import ApiStyle
from domain.errors import ApiKeyError, ApiRateError, BusyError, ShopError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.fields import Fields
    from domain.api_keys import ApiCaller
    from services.shop import Services

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

DOORS: Final = web.AppKey("doors", dict[str, Handler])
"""Addresses whose handler a server may call without searching the routes for it."""
PATHS: Final = ("/api/v2", "/api/v2/")
MOST_BYTES: Final = 64 * 1024
"""Of a request's body."""
BODY_S: Final = 10.0
"""So long may a body take to arrive."""
CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
BUSY_S: Final = 1
TEST_MODE: Final = "X-Test-Mode"
"""A header of answers to keys in test mode: no client need know it, the documentation's does."""

_METHODS: Final = frozenset({"GET", "POST"})
_HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
}
_REFUSED: Final = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?(?:,|\s|$)")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ServedApi:
    """Answers requests to the served API."""

    services: Services
    styles: Mapping[ApiStyle, Standard]
    listing: Listing

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, whatever it is."""
        style = self.styles[ApiStyle.STANDARD]
        try:
            fields = await _fields(request)
            caller = await self._caller(request, fields)
            style = self.styles[caller.style]
            name = fields.get("action", "").lower()
            if name == "services":
                return await self._list(request, style, caller)
            return _response(request, await self._act(name, caller, fields), caller)
        except RefusedError as error:
            answer = style.refusal(error.refusal)
        except ApiKeyError as error:
            style = self.styles[error.style or ApiStyle.STANDARD]
            answer = style.refusal(refusal_of(error))
        except ApiRateError as error:
            answer = style.refusal(refusal_of(error), error.retry_after_s)
        except ShopError as error:
            pause_s = BUSY_S if isinstance(error, BusyError) else None
            answer = style.refusal(refusal_of(error), pause_s)
        except Exception:  # a client must read a sentence, whatever broke
            logger.exception("api.failed")
            answer = style.refusal(SERVER_ERROR)
        return _response(request, answer, None)

    async def _caller(self, request: web.Request, fields: Fields) -> ApiCaller:
        forwarded = request.headers.getall("X-Forwarded-For", ())
        address = client_address(request.remote or "", forwarded)
        return await self.services.authenticate(key=fields.get("key", ""), address=address)

    async def _act(self, name: str, caller: ApiCaller, fields: Fields) -> Answer:
        action = ACTIONS.get(name)
        if action is None:
            raise RefusedError(INCORRECT_ACTION if name else INCORRECT_REQUEST)
        return await action(Ask(self.services, caller, fields, self.styles[caller.style]))

    async def _list(
        self, request: web.Request, style: Standard, caller: ApiCaller
    ) -> web.StreamResponse:
        written, given = await self.listing.get(style), request.headers
        if _knows(given.get("If-None-Match"), written.tag):
            return web.Response(status=304, headers={**written.plain.headers, **_marks(caller)})
        packed = _takes_gzip(given.get("Accept-Encoding", ""))
        sheet = written.packed if packed else written.plain
        if caller.test_mode:
            sheet = Sheet(sheet.body, {**sheet.headers, **_marks(caller)})
        return respond(request, sheet)


def make_api(services: Services, currency: str) -> ServedApi:
    """The served API of a shop; `currency` is its ISO code."""
    styles = {
        ApiStyle.STANDARD: Standard(currency),
        ApiStyle.SMMPREMIUM: Smmpremium(currency),
    }
    return ServedApi(services, styles, Listing(services.catalogue))


def add_routes(app: web.Application, api: ServedApi) -> None:
    """Answer under the addresses that clients know, with a slash at the end or without."""
    for path in PATHS:
        app.router.add_route("*", path, api.answer, expect_handler=_later)
    doors: dict[str, Handler] = dict.fromkeys(PATHS, api.answer)
    app[DOORS] = doors


async def _fields(request: web.Request) -> Fields:
    """Read a request.

    Raises:
        RefusedError: its method, or its body.
    """
    if request.method not in _METHODS:
        raise RefusedError(METHOD)
    body = await _body(request)
    query = request.raw_path.partition("?")[2].partition("#")[0]
    if query:
        query = query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return read_fields(query, request.headers.get("Content-Type", ""), body)
    except FieldsError as error:
        raise RefusedError(INCORRECT_REQUEST) from error


async def _body(request: web.Request) -> bytes:
    """Read a body, but neither for ever nor without end.

    Raises:
        RefusedError: TOO_LARGE or TOO_SLOW.
    """
    content = request.content
    if content.is_eof():  # it came with its head, as nearly all do
        body = content.read_nowait()
        if len(body) > MOST_BYTES:
            raise RefusedError(TOO_LARGE)
        return body
    if (request.content_length or 0) > MOST_BYTES:
        raise RefusedError(TOO_LARGE)
    pieces = bytearray()
    try:
        await _welcome(request)
        async with asyncio.timeout(BODY_S):
            async for piece in content.iter_any():
                pieces += piece
                if len(pieces) > MOST_BYTES:
                    raise RefusedError(TOO_LARGE)
    except (TimeoutError, ConnectionError) as error:  # or the client has left: nobody will read it
        raise RefusedError(TOO_SLOW) from error
    return bytes(pieces)


async def _welcome(request: web.Request) -> None:
    """Tell a client to send its body that asked whether it may: some wait for ever."""
    asks = request.headers.get("Expect", "").lower() == "100-continue"
    if asks and request.version >= HttpVersion11:
        await request.writer.write(CONTINUE)
        request.writer.output_size = 0  # nothing of the answer is sent yet


async def _later(_request: web.Request) -> None:
    """Leave that to whoever reads the body: by then its size is known."""


def _response(
    request: web.Request, answer: Answer, caller: ApiCaller | None
) -> web.StreamResponse:
    """An answer as HTTP; `caller` tells whether it is one of test mode."""
    headers = _HEADERS
    if answer.retry_after_s is not None:
        headers = {**headers, "Retry-After": str(answer.retry_after_s)}
    if caller is not None and caller.test_mode:
        headers = {**headers, **_marks(caller)}
    if answer.status == METHOD.status:
        headers = {**headers, "Allow": "GET, POST"}
    sheet = Sheet(orjson.dumps(answer.body), headers, answer.status)
    if answer.status in {TOO_LARGE.status, TOO_SLOW.status}:
        response = web.Response(body=sheet.body, status=sheet.status, headers=sheet.headers)
        response.force_close()
        return response
    return respond(request, sheet)


def _marks(caller: ApiCaller) -> Mapping[str, str]:
    """Let a caller know that the answer is one of test mode."""
    return {TEST_MODE: "1"} if caller.test_mode else {}


def _knows(given: str | None, tag: str) -> bool:
    if given is None:
        return False
    tags = {one.strip().removeprefix("W/") for one in given.split(",")}
    return tag.removeprefix("W/") in tags or "*" in tags


def _takes_gzip(accepted: str) -> bool:
    accepted = accepted.lower()
    return "gzip" in accepted and not _REFUSED.search(accepted)
