"""The shop's HTTP server: its documentation, health, metrics, and Telegram's webhook if set."""

from __future__ import annotations

import hmac
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from aiogram.types import Update
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ValidationError
from sqlalchemy import text

from api.app import add_routes as add_api
from api.docs.web import add_routes as add_docs
from bot.metrics import REGISTRY
from bot.patience import IDLE_S, PatientRunner
from bot.stopping import SERVED_S
from bot.telegram.chats import ChatOrder, chat_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiogram import Bot, Dispatcher

    from api.app import ServedApi
    from api.docs.web import Documentation
    from db.database import Database

MAX_BODY: Final = 1024 * 1024
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

logger = structlog.get_logger(__name__)


class Health:
    """Answers whether the database can be read, and shows the counters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def health(self, _request: web.Request) -> web.Response:
        """200 while the database answers, else 503."""
        try:
            async with self._database.read() as reads:
                await reads.connection.execute(text("SELECT 1"))
        except Exception:  # a health check reports, whatever broke
            logger.exception("health.failed")
            return web.json_response({"ok": False}, status=503)
        return web.json_response({"ok": True})

    async def metrics(self, _request: web.Request) -> web.Response:
        """Counters in Prometheus' text form."""
        body = generate_latest(REGISTRY)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


class BindError(Exception):
    """Nothing can listen where HTTP_BIND says; the text says why."""


class Webhook:
    """Takes updates from Telegram and answers 200 only after they were handled."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, secret: str) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._secret = secret
        self._chats = ChatOrder()

    async def take(self, request: web.Request) -> web.Response:
        """Handle one update; anything without the secret is refused before it is read."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret.encode()):
            return web.Response(status=401)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": self._bot})
        except ValidationError:
            return web.Response(status=400)
        async with self._chats.turn(chat_of(update)):
            await self._dispatcher.feed_update(self._bot, update)
        return web.Response()


def make_app(
    database: Database,
    webhook: tuple[str, Webhook] | None,
    *,
    docs: Documentation | None = None,
    api: ServedApi | None = None,
) -> web.Application:
    """The server's routes; `webhook` is its URL and its handler."""
    app = web.Application(client_max_size=MAX_BODY)
    health = Health(database)
    app.router.add_get("/healthz", health.health)
    app.router.add_get("/metrics", health.metrics)
    if docs is not None:
        add_docs(app, docs)
    if api is not None:
        add_api(app, api)
    if webhook is not None:
        url, hook = webhook
        app.router.add_post(urlsplit(url).path or "/", hook.take)
    return app


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[int]:
    """Listen while the block runs; gives the port.

    Raises:
        BindError: the port is taken, or the address is not this machine's.
    """
    runner = PatientRunner(
        app,
        access_log=None,
        auto_decompress=False,  # a body of a few bytes may unpack to a thousand times as many
        handle_signals=False,
        keepalive_timeout=IDLE_S,
        shutdown_timeout=SERVED_S,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            why = (error.strerror or str(error)).rpartition(": ")[2]
            message = f"HTTP_BIND: cannot listen at {host}:{port} ({why}); set another port"
            raise BindError(message) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
