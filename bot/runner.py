"""Runs an open shop until it is told to stop, and stops it within twelve seconds."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

import structlog

from api.app import make_api
from bot.http import Webhook, make_app, serving
from bot.sign import documentation_of, hang_sign
from bot.stopping import GRACE_S
from bot.telegram.introduction import introduce
from bot.telegram.polling import Poller
from bot.waiting import either
from bot.workers.loops import keep_running
from bot.workers.passes import Syncing, readers_of, workers_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.docs.web import Documentation
    from bot.app import Shop

FACES: Final = ("telegram", "workers", "api")
FIRST_SYNC_S: Final = 3.0

logger = structlog.get_logger(__name__)


async def run(
    shop: Shop, stopping: asyncio.Event, *, only: str | None = None, opened: Callable[[], None]
) -> None:
    """Run until `stopping` is set; `opened` is called once people can be served."""
    faces = {only} if only else set(FACES)
    work = asyncio.TaskGroup()
    async with AsyncExitStack() as stack:
        docs = documentation_of(shop.settings)
        stack.push_async_callback(shop.services.note_api_use)  # what came to the very end
        if faces & {"telegram", "api"}:
            await _listen(stack, shop, docs, telegram="telegram" in faces)
        async with work:
            main = work.create_task(_faces(shop, docs, stopping, faces, opened))
            work.create_task(_cut_after_grace(main, stopping))


async def _faces(
    shop: Shop,
    docs: Documentation,
    stopping: asyncio.Event,
    faces: set[str],
    opened: Callable[[], None],
) -> None:
    async with asyncio.TaskGroup() as group:
        if faces & {"telegram", "api"}:
            group.create_task(hang_sign(docs, shop.bot, shop.settings, stopping))
        if "workers" in faces:
            syncing = Syncing(shop)
            for worker in workers_of(shop, syncing):
                group.create_task(keep_running(worker, stopping), name=worker.name)
            await syncing.wait_for_first(FIRST_SYNC_S)
        else:
            for worker in readers_of(shop):
                group.create_task(keep_running(worker, stopping), name=worker.name)
        if "telegram" in faces:
            group.create_task(_telegram(shop, stopping, opened))
        else:
            opened()
            await stopping.wait()


async def _telegram(shop: Shop, stopping: asyncio.Event, opened: Callable[[], None]) -> None:
    if shop.settings.webhook_url and shop.settings.webhook_secret:
        await shop.bot.set_webhook(
            shop.settings.webhook_url,
            secret_token=shop.settings.webhook_secret.get_secret_value(),
            allowed_updates=shop.dispatcher.resolve_used_update_types(),
        )
        opened()
        await _introduce(shop, stopping)
        await stopping.wait()
        return
    async with asyncio.TaskGroup() as group:
        group.create_task(_introduce(shop, stopping))
        await Poller(shop.bot, shop.dispatcher, opened=opened).run(stopping)


async def _introduce(shop: Shop, stopping: asyncio.Event) -> None:
    settings = shop.settings
    await introduce(shop.bot, settings.admin_ids, settings.currency, stopping)


async def _listen(
    stack: AsyncExitStack, shop: Shop, docs: Documentation, *, telegram: bool
) -> None:
    settings = shop.settings
    hook = None
    if telegram and settings.webhook_url and settings.webhook_secret:
        secret = settings.webhook_secret.get_secret_value()
        hook = (settings.webhook_url, Webhook(shop.bot, shop.dispatcher, secret))
    api = make_api(shop.services, settings.currency)
    app = make_app(shop.database, hook, docs=docs, api=api)
    port = await stack.enter_async_context(serving(app, host=settings.host, port=settings.port))
    logger.info("http.listening", host=settings.host, port=port)


async def _cut_after_grace(main: asyncio.Task[None], stopping: asyncio.Event) -> None:
    """Let open work finish, but not for ever."""
    await either(main, stopping)
    done, _ = await asyncio.wait({main}, timeout=GRACE_S)
    if not done:
        logger.warning("stop.cut", grace_s=GRACE_S)
        main.cancel()
