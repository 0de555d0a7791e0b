"""The HTTP face of the chat page: assets, state, a stream of events, and what people do."""

from dataclasses import dataclass
from importlib.resources import files
from json import dumps
from mimetypes import guess_type

from aiohttp import web

from sandbox.telegram.desk import Desk
from sandbox.telegram.feed import Event
from sandbox.telegram.messages import Message, view
from sandbox.telegram.page.snapshot import bot_view, message_view, seat_view
from sandbox.telegram.people import Group, Person
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import Refusal

ASSETS = files("sandbox.telegram.page") / "assets"
GUARD_HEADER = "X-Local-Telegram"
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Serves the page of one local Telegram."""

    desk: Desk
    people: dict[int, Person]
    groups: dict[int, Group]
    links: list[tuple[str, str]]

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page."""
        return [
            web.get("/", self.go_to_chat),
            web.get("/chat", self.go_to_chat),
            web.get("/chat/", self.asset),
            web.get("/chat/assets/{name}", self.asset),
            web.get("/chat/state", self.state),
            web.get("/chat/events", self.events),
            web.get("/chat/files/{file_id}", self.file),
            web.post("/chat/seats/{chat_id}/send", self.send),
            web.post("/chat/seats/{chat_id}/press", self.press),
            web.post("/chat/seats/{chat_id}/document", self.document),
            web.post("/chat/seats/{chat_id}/block", self.block),
            web.post("/chat/seats/{chat_id}/inline", self.inline),
        ]

    async def go_to_chat(self, request: web.Request) -> web.StreamResponse:
        """Lead from the bare address to the page."""
        query = f"?{request.query_string}" if request.query_string else ""
        raise web.HTTPFound(f"/chat/{query}")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """Serve one file of the page."""
        name = request.match_info.get("name", "index.html")
        known = {entry.name for entry in ASSETS.iterdir()}
        if name not in known:
            raise web.HTTPNotFound
        kind = guess_type(name)[0] or "text/plain"
        body = (ASSETS / name).read_bytes()
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=SECURITY)

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Return everything the page shows."""
        del request
        return web.json_response(self._state(), headers=SECURITY)

    def _state(self) -> Json:
        desk = self.desk
        return {
            "bot": bot_view(desk, ""),
            "connected": desk.updates.connected,
            "links": [{"words": words, "url": url} for words, url in self.links],
            "seats": [seat_view(desk, chat) for chat in desk.cloud.chats.values()],
            "now": desk.cloud.now(),
        }

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what changes (server-sent events)."""
        response = web.StreamResponse(headers={**SECURITY, "Content-Type": "text/event-stream"})
        with self.desk.cloud.feed.listen() as queue:
            await response.prepare(request)
            await response.write(_sse({"event": "hello"}))
            while (event := await queue.get()) is not None:
                await response.write(_sse(self._complete(event)))
        return response

    def _complete(self, event: Event) -> Event:
        """Add to an event what the page needs to draw it."""
        chats = self.desk.cloud.chats
        if event["event"] in {"message", "edit"}:
            chat = chats.get(_int(event["chat_id"]))
            message = chat and chat.messages.get(_int(event["message_id"]))
            shown = message_view(message) if message else None
            return {**event, "message": shown, "keyboard": chat and chat.keyboard}
        if event["event"] == "connected":
            return {**event, "connected": self.desk.updates.connected}
        return event

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve a file of a chat; only pictures are shown in place."""
        upload = self.desk.cloud.uploads.get(request.match_info["file_id"])
        if upload is None:
            raise web.HTTPNotFound
        if upload.size:
            return web.Response(body=upload.content, content_type=upload.mime, headers=SECURITY)
        quoted = upload.name.encode("ascii", "replace").decode().replace('"', "'")
        headers = {**SECURITY, "Content-Disposition": f'attachment; filename="{quoted}"'}
        kind = "application/octet-stream"
        return web.Response(body=upload.content, content_type=kind, headers=headers)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Write as a person."""
        body = await _guarded(request)
        person, group = self._seat(request, body)
        try:
            quoted = self._quoted(request, body)
            await person.send(str(body.get("text", "")), chat=group, reply_to=quoted)
        except Refusal as refusal:
            return web.json_response({"error": refusal.description}, status=refusal.status)
        return web.json_response({})

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Press a button as a person."""
        body = await _guarded(request)
        person, _ = self._seat(request, body)
        chat = self.desk.cloud.chats[int(request.match_info["chat_id"])]
        message = chat.messages.get(_int(body.get("message_id")))
        if message is None:
            raise web.HTTPNotFound
        query_id = await person.press_data(str(body.get("data", "")), view(message))
        return web.json_response({"query_id": query_id})

    async def document(self, request: web.Request) -> web.StreamResponse:
        """Send a file as a person."""
        _check_guard(request)
        form = await request.post()
        person, group = self._seat(request, dict(form))
        sent = form.get("file")
        if not isinstance(sent, web.FileField):
            raise web.HTTPBadRequest
        content = sent.file.read()
        await person.send_document(
            sent.filename,
            content,
            caption=str(form.get("caption", "")),
            chat=group,
            reply_to=self._quoted(request, dict(form)),
        )
        return web.json_response({})

    async def block(self, request: web.Request) -> web.StreamResponse:
        """Block or unblock the bot as a person."""
        body = await _guarded(request)
        person, _ = self._seat(request, body)
        if body.get("blocked"):
            person.block()
        else:
            person.unblock()
        return web.json_response({})

    async def inline(self, request: web.Request) -> web.StreamResponse:
        """Ask the bot inline as a person, or send one of its answers."""
        body = await _guarded(request)
        person, group = self._seat(request, body)
        if "result_id" in body:
            await person.choose_inline(str(body["result_id"]), chat=group)
        else:
            offset = str(body.get("offset", ""))
            await person.ask_inline(str(body.get("text", "")), offset=offset, chat=group)
        return web.json_response({})

    def _quoted(self, request: web.Request, body: Json) -> Message | None:
        """Return the message that is replied to, if it is still there."""
        chat = self.desk.cloud.chats[int(request.match_info["chat_id"])]
        message = chat.messages.get(_int(body.get("reply_to")))
        return None if message is None else view(message)

    def _seat(self, request: web.Request, body: Json) -> tuple[Person, Group | None]:
        """Return who acts and where; in a group the request says who."""
        chat_id = int(request.match_info["chat_id"])
        group = self.groups.get(chat_id)
        person = self.people.get(_int(body.get("as")) if group else chat_id)
        if person is None:
            raise web.HTTPNotFound
        return person, group


def _sse(event: Event) -> bytes:
    return f"data: {dumps(event, ensure_ascii=False)}\n\n".encode()


def _int(value: object) -> int:
    text = str(value)
    return int(text) if text.lstrip("-").isdecimal() else 0


def _check_guard(request: web.Request) -> None:
    """Refuse requests that another site's page could have made without being asked."""
    if GUARD_HEADER not in request.headers:
        raise web.HTTPForbidden


async def _guarded(request: web.Request) -> Json:
    _check_guard(request)
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body
