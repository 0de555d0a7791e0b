"""The HTTP face of API v2: reads requests in all their forms and lets faults strike them."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from sandbox.provider import errors
from sandbox.provider.desk import Desk, action_of
from sandbox.provider.errors import RefusalError
from sandbox.provider.fault_forms import Details, Exchange, reset, wait
from sandbox.provider.faults import Fault, Faults
from sandbox.provider.model import RequestLog
from sandbox.provider.modes import SLOW_S, fault_of
from sandbox.provider.reception import read_fields, way_of
from sandbox.provider.workshop import Workshop

KEPT_REQUESTS = 20_000
STATUSES: Final = {errors.BAD_METHOD: 405, errors.TOO_MANY_REQUESTS: 429}
"""What HTTP itself has a number for, in whatever dialect."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it was understood."""

    fields: dict[str, str]
    way: str

    @property
    def action(self) -> str:
        return action_of(self.fields)


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
        bare = self.elsewhere if self.desk.dialect.slash else self.handle
        application.router.add_route("*", "/api/v2", bare)
        application.router.add_route("*", "/api/v2/", self.handle)
        return application

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.faults.take("*", unread=True) is not None:
            self._note(Heard({}, ""), "fault unread_reset")
            return reset(request)
        try:
            heard = Heard(await read_fields(request, self.desk.dialect), way_of(request))
        except RefusalError as refusal:
            self._note(Heard({}, way_of(request)), f"refused: {refusal.text}")
            return self._refused(refusal)
        fault = self.faults.take(heard.action) or fault_of(self.modes, heard.action)
        if "slow" in self.modes:
            await wait(self.closing, SLOW_S)
        self.workshop.catch_up()
        if fault is None:
            return self._answer(heard)
        return await self._fail(request, heard, fault)

    async def elsewhere(self, _: web.Request) -> web.StreamResponse:
        """As a web server does for the address of a folder."""
        return web.Response(status=301, headers={"Location": "/api/v2/"})

    def _answer(self, heard: Heard) -> web.Response:
        try:
            body = self._do(heard)
        except RefusalError as refusal:
            self._note(heard, f"refused: {refusal.text}")
            return self._refused(refusal)
        self._note(heard, "ok")
        return web.Response(body=body, content_type=self.desk.dialect.content_type)

    def _do(self, heard: Heard) -> bytes:
        if heard.action == "services" and "services_empty" in self.modes:
            return self.desk.no_services()
        return self.desk.answer(heard.fields)

    def _refused(self, refusal: RefusalError) -> web.Response:
        status = STATUSES.get(refusal.text) or self.desk.dialect.refusals.status(refusal)
        response = web.Response(
            body=self.desk.dialect.write_refusal(refusal),
            status=status,
            content_type=self.desk.dialect.content_type,
        )
        if refusal.retry_after_s is not None:
            response.headers["Retry-After"] = str(refusal.retry_after_s)
        return response

    async def _fail(self, request: web.Request, heard: Heard, fault: Fault) -> web.StreamResponse:
        kind = fault.kind
        if kind.late:
            await wait(self.closing, fault.details.seconds or 1.0)
        try:
            answer, outcome = self._true_answer(heard, fault)
        except RefusalError as refusal:  # there is no true answer left to spoil
            self._note(heard, f"fault {kind.name}: refused, {refusal.text}")
            return self._refused(refusal)
        self._note(heard, f"fault {kind.name}: {outcome}")
        return await kind.play(Exchange(request, fault.details, answer, self.closing))

    def _true_answer(self, heard: Heard, fault: Fault) -> tuple[bytes, str]:
        if fault.kind.accepts:
            return self._do(heard), "done"
        refusal = RefusalError(_said(fault.details, errors.BAD_REQUEST))
        return self.desk.dialect.write_refusal(refusal), "nothing was done"

    @property
    def _hidden(self) -> set[str]:
        return {"key", "action", self.desk.dialect.key_field}

    def _note(self, heard: Heard, outcome: str) -> None:
        shown = {name: text for name, text in heard.fields.items() if name not in self._hidden}
        now = self.workshop.panel.timeline.now
        self.requests.append(RequestLog(heard.action, shown, outcome, now, heard.way))


def _said(details: Details, otherwise: str) -> str:
    return otherwise if details.text is None else details.text
