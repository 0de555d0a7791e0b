"""Takes requests in: the ways in which they may be sent, and how many in a minute."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from sandbox.provider import errors
from sandbox.provider.dialect import BEARER, JSON, QUERY, Dialect
from sandbox.provider.errors import RefusalError

MINUTE_S: Final = 60.0


def way_of(request: web.Request) -> str:
    """How a request was sent: its content type, or QUERY."""
    return QUERY if request.method == "GET" else request.content_type


async def read_fields(request: web.Request, dialect: Dialect) -> dict[str, str]:
    """The fields of a query, a form or a JSON object; of a repeated field, the last.

    RefusalError where the panel is not asked in this way.
    """
    way = way_of(request)
    if request.method not in {"GET", "POST"} or (way == QUERY and QUERY not in dialect.ways):
        raise RefusalError(errors.BAD_METHOD)
    if way not in dialect.ways:
        raise RefusalError(dialect.unheard)
    fields = dict(request.query) if QUERY in dialect.ways else {}
    fields |= await (_json_fields(request) if way == JSON else _form_fields(request))
    return fields | {"key": _key_of(request, fields, dialect.key_field)}


def _key_of(request: web.Request, fields: dict[str, str], name: str) -> str:
    if name != BEARER:
        return fields.get(name, "")
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == BEARER else ""


async def _form_fields(request: web.Request) -> dict[str, str]:
    posted = await request.post()
    return {name: text for name, text in posted.items() if isinstance(text, str)}


async def _json_fields(request: web.Request) -> dict[str, str]:
    try:
        sent = json.loads(await request.read())
    except ValueError:
        return {}
    if not isinstance(sent, dict):
        return {}
    return {name: _as_text(value) for name, value in sent.items() if value is not None}


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(_as_text(one) for one in value)
    if isinstance(value, bool):
        return str(int(value))
    return str(value)


@dataclass(slots=True)
class Gate:
    """Lets so many requests in a minute through for each key; 0 lets any number."""

    per_minute: int
    clock: Callable[[], float]
    _passed: dict[str, deque[float]] = field(default_factory=dict)

    def enter(self, key: str) -> None:
        """Count a request; RefusalError says after how many whole seconds there is room."""
        if not self.per_minute:
            return
        now, passed = self.clock(), self._passed.setdefault(key, deque())
        while passed and now - passed[0] >= MINUTE_S:
            passed.popleft()
        if len(passed) >= self.per_minute:
            wait_s = int(passed[0] + MINUTE_S - now) + 1
            raise RefusalError(errors.TOO_MANY_REQUESTS, retry_after_s=wait_s)
        passed.append(now)
