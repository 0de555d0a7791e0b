"""Serves the documentation: the page at `/`, `/openapi.json` and the files beside them."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from importlib.resources import files
from mimetypes import guess_type
from typing import TYPE_CHECKING, Final

import orjson
from aiohttp import web

from api.docs.openapi import describe
from api.docs.page import render

if TYPE_CHECKING:
    from api.docs.model import About

ASSETS: Final = files("api.docs") / "assets"
ASSETS_PATH: Final = "/docs/"
MOST_ADDRESSES: Final = 8
"""Under how many addresses of the shop the page is kept; further ones are made when asked for."""
SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHORT: Final = "no-cache"
LONG: Final = "public, max-age=31536000, immutable"
_PACKED: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))")
_JSON: Final = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS  # names of fields are an enumeration
HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Kept:
    """Something to be sent again and again: its bytes, packed as well, and a mark of both."""

    kind: str
    body: bytes
    packed: bytes
    mark: str

    @classmethod
    def of(cls, kind: str, body: bytes) -> Kept:
        """Keep this; packed the same way each time, so that its mark stays."""
        mark = blake2b(body, digest_size=9).hexdigest()
        return cls(kind, body, gzip.compress(body, mtime=0), mark)

    def answer(self, request: web.Request, *, lasting: str = SHORT) -> web.Response:
        """Send it, or that nothing has changed."""
        packed = _PACKED.search(request.headers.get("Accept-Encoding", "").lower()) is not None
        mark = f'"{self.mark}{"-gzip" if packed else ""}"'
        headers = {**SECURITY, "ETag": mark, "Cache-Control": lasting, "Vary": "Accept-Encoding"}
        if mark in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        headers["Content-Type"] = self.kind
        return web.Response(body=self.packed if packed else self.body, headers=headers)


@dataclass(slots=True)
class Documentation:
    """The documentation of one shop.

    Attributes:
        about: the shop; without an address, each request's own is shown.
    """

    about: About
    _assets: dict[str, Kept] = field(init=False)
    _pages: dict[str, tuple[Kept, Kept]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._assets = {one.name: _asset(one.name, one.read_bytes()) for one in ASSETS.iterdir()}

    def introduce(self, name: str, chat: str | None) -> None:
        """Learn the shop's name, and where its chat is."""
        self.about = replace(self.about, name=name, chat=chat)
        self._pages.clear()

    async def page(self, request: web.Request) -> web.Response:
        """The page for people."""
        return self._made(request)[0].answer(request)

    async def openapi(self, request: web.Request) -> web.Response:
        """The description for programs; any site may read it, as it holds nothing secret."""
        response = self._made(request)[1].answer(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    async def asset(self, request: web.Request) -> web.Response:
        """A file of the page; under the address that the page names, it never changes."""
        kept = self._assets.get(request.match_info["name"])
        if kept is None:
            raise web.HTTPNotFound(headers=SECURITY)
        named = request.query.get("v") == kept.mark
        return kept.answer(request, lasting=LONG if named else SHORT)

    def _made(self, request: web.Request) -> tuple[Kept, Kept]:
        url = self.about.url or _address(request)
        made = self._pages.get(url)
        if made is None:
            made = self._make(replace(self.about, url=url))
            if len(self._pages) < MOST_ADDRESSES:
                self._pages[url] = made
        return made

    def _make(self, about: About) -> tuple[Kept, Kept]:
        page = render(about, self._asset_address).encode()
        described = orjson.dumps(describe(about), option=_JSON)
        return (
            Kept.of("text/html; charset=utf-8", page),
            Kept.of("application/json; charset=utf-8", described),
        )

    def _asset_address(self, name: str) -> str:
        return f"{ASSETS_PATH.lstrip('/')}{name}?v={self._assets[name].mark}"


def add_routes(app: web.Application, docs: Documentation) -> None:
    """Serve the documentation at `/`, `/openapi.json` and `/docs/`."""
    app.router.add_get("/", docs.page)
    app.router.add_get("/openapi.json", docs.openapi)
    app.router.add_get(f"{ASSETS_PATH}{{name}}", docs.asset)


def _asset(name: str, body: bytes) -> Kept:
    kind = guess_type(name)[0] or "text/plain"
    return Kept.of(f"{kind}; charset=utf-8", body)


def _address(request: web.Request) -> str:
    """Where the visitor found the page; only a sound `Host` is repeated to others."""
    if not HOST.fullmatch(request.host):
        raise web.HTTPBadRequest(headers=SECURITY)
    return f"{request.scheme}://{request.host}"
