"""The HTTP face of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import inspect
from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus
from mimetypes import guess_type

from aiohttp import web

from sandbox.telegram.calls import Call, CallLog
from sandbox.telegram.desk import Desk
from sandbox.telegram.faults import Fault, Faults
from sandbox.telegram.methods.table import served_methods
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import Refusal, bad_request
from sandbox.telegram.wire import Request, decode, method_model, read_request, readable

MAX_REQUEST_BYTES = 50 * 1024 * 1024 + 64 * 1024
SERVED = served_methods()
QUIET = {"getUpdates"}


@dataclass(slots=True)
class BotApi:
    """Serves one bot: token, faults, methods, log."""

    token: str
    desk: Desk
    faults: Faults
    log: CallLog
    stopping: asyncio.Event

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the Bot API."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, right or spoilt by a scripted fault."""
        name, sent = request.match_info["method"], Request()
        fault: Fault | None = None
        try:
            self._check_token(request)
            name = method_model(name).__api_method__
            sent = await read_request(request)
            fault = self.faults.strike(name, _chat_id(sent))
            if fault and not fault.after:
                return await self._spoil(request, fault, (name, sent))
            answer: Json = {"ok": True, "result": await self.perform(name, sent)}
        except Refusal as refusal:
            return self._refuse(refusal, (name, sent))
        if fault:
            return await self._spoil(request, fault, (name, sent))
        self._note((name, sent), HTTPStatus.OK)
        return web.json_response(answer)

    async def perform(self, name: str, sent: Request) -> object:
        """Carry out one call and return its result; raise a Refusal."""
        handler = SERVED.get(name.lower())
        if handler is None:
            raise bad_request(f"{name} is not available in the local Telegram")
        decoded = decode(method_model(name), sent)
        result = handler(self.desk.with_files(sent.files), decoded)
        return await result if inspect.isawaitable(result) else result

    async def carry_out(self, name: str, sent: Request) -> None:
        """Carry out a call from a webhook's answer; a refusal is only logged, as in Telegram."""
        try:
            await self.perform(name, sent)
        except Refusal as refusal:
            self._note((name, sent), refusal.status, refusal.description)
        else:
            self._note((name, sent), HTTPStatus.OK)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Serve a file that getFile named."""
        try:
            self._check_token(request)
        except Refusal as refusal:
            return web.json_response(refusal.body(), status=refusal.status)
        path = request.match_info["path"]
        for upload in self.desk.cloud.uploads.values():
            if upload.path == path:
                kind = guess_type(upload.name)[0] or "application/octet-stream"
                return web.Response(body=upload.content, content_type=kind)
        missing = Refusal(HTTPStatus.NOT_FOUND, "Not Found")
        return web.json_response(missing.body(), status=missing.status)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not token.split(":")[0].isdecimal() or ":" not in token:
            raise Refusal(HTTPStatus.NOT_FOUND, "Not Found")
        if not compare_digest(token.encode(), self.token.encode()):
            raise Refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized")

    def _refuse(self, refusal: Refusal, call: tuple[str, Request]) -> web.Response:
        self._note(call, refusal.status, refusal.description)
        return web.json_response(refusal.body(), status=refusal.status)

    async def _spoil(
        self, request: web.Request, fault: Fault, call: tuple[str, Request]
    ) -> web.Response:
        if not fault.silent:
            return self._refuse(fault.refusal(), call)
        self._note(call, 0, fault.kind)
        if fault.hangs:
            await self.stopping.wait()
        if request.transport:
            request.transport.abort()
        return web.Response(status=HTTPStatus.BAD_GATEWAY)

    def _note(self, call: tuple[str, Request], status: int, text: str | None = None) -> None:
        name, sent = call
        if name in QUIET and status == HTTPStatus.OK:
            return
        self.log.note(Call(name, readable(sent.params, sent.files), int(status), text))
        self.desk.cloud.bell.ring()


def _chat_id(sent: Request) -> int | None:
    value = str(sent.params.get("chat_id", ""))
    return int(value) if value.lstrip("-").isdecimal() else None
