"""The HTTP face of API v2: reads requests in all their forms and lets faults strike them."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.provider import errors
from sandbox.provider.desk import Desk
from sandbox.provider.errors import RefusalError
from sandbox.provider.fault_forms import Details, Exchange, reset, right_form, wait
from sandbox.provider.faults import Fault, Faults
from sandbox.provider.model import RequestLog
from sandbox.provider.modes import SLOW_S, fault_of
from sandbox.provider.workshop import Workshop

KEPT_REQUESTS = 20_000


@dataclass(slots=True)
class Api:
    """One provider's `/api/v2`; `modes` are the switches that are on."""

    desk: Desk
    workshop: Workshop
    faults: Faults = field(default_factory=Faults)
    modes: set[str] = field(default_factory=set)
    requests: deque[RequestLog] = field(default_factory=lambda: deque(maxlen=KEPT_REQUESTS))
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def application(self) -> web.Application:
        application = web.Application(client_max_size=4 * 1024**2)
        application.router.add_route("*", "/api/v2", self.handle)
        application.router.add_route("*", "/api/v2/", self.handle)
        return application

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.faults.take("*", unread=True) is not None:
            self._note({}, "", "fault unread_reset")
            return reset(request)
        if request.method not in {"GET", "POST"}:
            return self._refused(RefusalError(errors.BAD_METHOD), status=405)
        fields = await read_fields(request)
        action = self.desk.action_of(fields)
        fault = self.faults.take(action) or fault_of(self.modes, action)
        if "slow" in self.modes:
            await wait(self.closing, SLOW_S)
        self.workshop.catch_up()
        if fault is None:
            return self._answer(fields, action)
        return await self._fail(request, fields, fault)

    def _answer(self, fields: dict[str, str], action: str) -> web.Response:
        try:
            body = self._do(fields, action)
        except RefusalError as refusal:
            self._note(fields, action, f"refused: {refusal.text}")
            return self._refused(refusal)
        self._note(fields, action, "ok")
        return web.Response(body=body, content_type=self.desk.dialect.content_type)

    def _do(self, fields: dict[str, str], action: str) -> bytes:
        if action == "services" and "services_empty" in self.modes:
            return self.desk.dialect.encode(self.desk.dialect.services([]))
        return self.desk.answer(fields)

    def _refused(self, refusal: RefusalError, *, status: int | None = None) -> web.Response:
        dialect = self.desk.dialect
        return web.Response(
            body=dialect.encode(dialect.error(refusal)),
            status=status or dialect.error_status(refusal),
            content_type=dialect.content_type,
        )

    async def _fail(
        self, request: web.Request, fields: dict[str, str], fault: Fault
    ) -> web.StreamResponse:
        action, kind = self.desk.action_of(fields), fault.kind
        if kind.late:
            await wait(self.closing, fault.details.seconds or 1.0)
        answer, outcome = self._true_answer(fields, action, fault)
        self._note(fields, action, f"fault {kind.name}: {outcome}")
        exchange = Exchange(request, fault.details, answer, self.closing)
        if outcome.startswith("refused"):  # there is no true answer left to spoil
            return await right_form(exchange)
        return await kind.play(exchange)

    def _true_answer(self, fields: dict[str, str], action: str, fault: Fault) -> tuple[bytes, str]:
        dialect = self.desk.dialect
        if not fault.kind.accepts:
            text = _said(fault.details, errors.BAD_REQUEST)
            return dialect.encode(dialect.error(RefusalError(text))), "nothing was done"
        try:
            return self._do(fields, action), "done"
        except RefusalError as refusal:
            return dialect.encode(dialect.error(refusal)), f"refused, {refusal.text}"

    def _note(self, fields: dict[str, str], action: str, outcome: str) -> None:
        shown = {name: text for name, text in fields.items() if name not in {"key", "action"}}
        now = self.workshop.panel.timeline.now
        self.requests.append(RequestLog(action, shown, outcome, now))


def _said(details: Details, otherwise: str) -> str:
    return otherwise if details.text is None else details.text


async def read_fields(request: web.Request) -> dict[str, str]:
    """The fields of a query, a form or a JSON object; of a repeated field, the last."""
    fields = dict(request.query)
    if request.method == "POST" and request.content_type == "application/json":
        return fields | _json_fields(await request.read())
    if request.method == "POST":
        posted = await request.post()
        fields |= {name: text for name, text in posted.items() if isinstance(text, str)}
    return fields


def _json_fields(body: bytes) -> dict[str, str]:
    try:
        sent = json.loads(body)
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
