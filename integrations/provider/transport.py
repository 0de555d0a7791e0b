"""HTTP exchanges with one provider: whole answers under caps, nothing is judged here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from ssl import SSLContext
from typing import Any, Final
from urllib.parse import urljoin

import httpx

from integrations.provider.answers import Answer, retry_after_s
from integrations.provider.bodies import read_body
from integrations.provider.requests import Outgoing

MAX_CONNECTIONS: Final = 8
_REDIRECTS: Final = frozenset({301, 302, 307, 308})
_HEADERS: Final = {
    "Accept": "application/json, text/plain, */*",
    "User-Agent": "Mozilla/5.0 (compatible; Shopkeeper/1.0)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Limits of one exchange, in seconds; the totals bound even a drip-fed body."""

    connect_s: float = 5.0
    read_s: float = 60.0
    slot_s: float = 5.0
    add_total_s: float = 75.0
    read_total_s: float = 90.0


class Departure:
    """Remembers whether a request began to leave this machine."""

    def __init__(self) -> None:
        self.started = False

    async def __call__(self, event: str, _info: Mapping[str, Any]) -> None:
        """Listen to the trace events of one request."""
        if event.endswith("send_request_headers.started"):
            self.started = True


class Transport:
    """Two pools to one address: kept-alive connections for reads, a fresh one for every `add`."""

    def __init__(self, url: str, timeouts: Timeouts) -> None:
        _silence_request_logs()
        self._url = url
        context = httpx.create_ssl_context(trust_env=False)
        limit = httpx.Timeout(timeouts.read_s, connect=timeouts.connect_s, pool=timeouts.slot_s)
        self._reads = _client(context, limit, kept_alive=MAX_CONNECTIONS)
        self._adds = _client(context, limit, kept_alive=0)

    async def read(self, outgoing: Outgoing) -> Answer:
        """Send over a pooled connection; raises httpx.TransportError or BodyError."""
        headers = {"Accept-Encoding": "gzip, deflate"}
        return await self._send(self._reads, outgoing, headers=headers, extensions={})

    async def send_once(self, outgoing: Outgoing, departure: Departure) -> Answer:
        """Send over a fresh connection, never again; `departure` tells whether it left."""
        headers = {"Accept-Encoding": "identity"}
        extensions = {"trace": departure}
        return await self._send(self._adds, outgoing, headers=headers, extensions=extensions)

    async def close(self) -> None:
        """Close every connection."""
        await self._reads.aclose()
        await self._adds.aclose()

    async def _send(
        self,
        client: httpx.AsyncClient,
        outgoing: Outgoing,
        *,
        headers: dict[str, str],
        extensions: dict[str, Any],
    ) -> Answer:
        request = client.build_request(
            outgoing.method,
            self._address(outgoing),
            content=outgoing.body or None,
            headers={**outgoing.headers, **headers},
            extensions=extensions,
        )
        response = await client.send(request, stream=True)
        try:
            encoding = response.headers.get("content-encoding", "")
            body = await read_body(response.aiter_raw(), encoding=encoding, cap=outgoing.cap)
        finally:
            await response.aclose()
        return Answer(
            response.status_code,
            body,
            retry_after_s(response.headers),
            wants_slash=self._wants_slash(response),
        )

    def _address(self, outgoing: Outgoing) -> str:
        path, mark, query = self._url.partition("?")
        path += "/" if outgoing.slash and not path.endswith("/") else ""
        asked = "&".join(filter(None, [query, outgoing.query]))
        return f"{path}?{asked}" if mark or asked else path

    def _wants_slash(self, response: httpx.Response) -> bool:
        """Tell whether a redirect only adds a slash; any other leads the key elsewhere."""
        location: str = response.headers.get("location", "")
        if response.status_code not in _REDIRECTS or not location:
            return False
        try:
            target = urljoin(self._url, location).partition("?")[0]
        except ValueError:
            return False
        return target == self._url.partition("?")[0] + "/"


def _client(context: SSLContext, limit: httpx.Timeout, *, kept_alive: int) -> httpx.AsyncClient:
    client = httpx.AsyncClient(
        headers=_HEADERS,
        verify=context,
        http1=True,
        http2=False,
        follow_redirects=False,
        trust_env=False,
        timeout=limit,
        limits=httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=kept_alive),
    )
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _silence_request_logs() -> None:
    """Keep addresses and headers out of the logs, whatever level the shop runs at."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
