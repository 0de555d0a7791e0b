"""Which background passes a shop runs, and how often."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.metrics import AUDIT_BROKEN
from bot.workers.loops import Worker

if TYPE_CHECKING:
    from bot.app import Shop
    from domain.ids import ProviderName

BATCH: Final = 100
SUBMIT_EVERY_S: Final = 0.4
POLL_EVERY_S: Final = 1.0
ASKS_EVERY_S: Final = 1.0
NOTICES_EVERY_S: Final = 0.3
AWAITED_EVERY_S: Final = 0.5
REFRESH_EVERY_S: Final = 5.0
RECOVER_EVERY_S: Final = 15.0
STRAYS_EVERY_S: Final = 60.0
EVIDENCE_EVERY_S: Final = 5.0
REMIND_EVERY_S: Final = 60.0
WATCH_EVERY_S: Final = 300.0
SYNC_LOOK_EVERY_S: Final = 300.0
SYNC_EVERY_S: Final = 3600.0
FIGURES_EVERY_S: Final = 60.0
LATE_EVERY_S: Final = 60.0
API_USE_EVERY_S: Final = 30.0
AUDIT_EVERY_S: Final = 3600.0
SWEEP_EVERY_S: Final = 3600.0


class Syncing:
    """Keeps the catalogue true: every provider's list at start, then each once in an hour.

    One pass at a time, so that no list is read twice at once. What failed is tried again at the
    next look.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._first = asyncio.Event()

    async def __call__(self) -> int:
        """Synchronise whatever is due; at the start, everything: prices may have been set anew."""
        try:
            if not self._first.is_set():
                await self._shop.services.hide_departed()
            for name in await self._due():
                await self._shop.services.sync_catalogue(
                    provider=name, progress=self._shop.progress
                )
                await self._shop.services.refresh_catalogue()
        finally:
            self._first.set()
        return 0

    async def wait_for_first(self, seconds: float) -> None:
        """Wait for the first pass, but not long: a new shop opens with its shelves full."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._first.wait()

    async def _due(self) -> list[ProviderName]:
        if not self._first.is_set():
            return list(self._shop.providers)
        now = self._shop.clock.now()
        async with self._shop.database.read() as reads:
            synced = {known.name: known.synced_at for known in await reads.providers.list_all()}
        hour = timedelta(seconds=SYNC_EVERY_S)
        last = {name: synced.get(name) for name in self._shop.providers}
        return [name for name, at in last.items() if at is None or now - at >= hour]


def workers_of(shop: Shop, syncing: Syncing) -> list[Worker]:
    """Every pass of a shop; those of one provider do not wait for another's."""
    services = shop.services
    common = [
        Worker("notices", NOTICES_EVERY_S, partial(services.deliver_notices, limit=BATCH)),
        Worker("awaited", AWAITED_EVERY_S, partial(services.pay_awaited, limit=BATCH)),
        Worker("recover", RECOVER_EVERY_S, services.recover_attempts),
        Worker("strays", STRAYS_EVERY_S, partial(services.serve_strays, limit=BATCH)),
        Worker("evidence", EVIDENCE_EVERY_S, services.gather_evidence),
        Worker("reminders", REMIND_EVERY_S, services.remind_reviews),
        Worker("providers", WATCH_EVERY_S, partial(_watch, shop)),
        Worker("favourites", REFRESH_EVERY_S, services.tell_favourites),
        Worker("late", LATE_EVERY_S, services.tell_late),
        Worker("sync", SYNC_LOOK_EVERY_S, syncing),
        Worker("audit", AUDIT_EVERY_S, partial(_audit, shop)),
        Worker("sweep", SWEEP_EVERY_S, partial(_sweep, shop)),
    ]
    own = [worker for name in shop.providers for worker in _of_provider(shop, name)]
    return readers_of(shop) + common + own


def readers_of(shop: Shop) -> list[Worker]:
    """What every process that shows the catalogue keeps reading, whoever else does the work."""
    return [
        Worker("catalogue", REFRESH_EVERY_S, partial(_refresh, shop)),
        Worker("figures", FIGURES_EVERY_S, partial(_figures, shop)),
        Worker("api use", API_USE_EVERY_S, partial(_note_api_use, shop)),
    ]


def _of_provider(shop: Shop, name: ProviderName) -> list[Worker]:
    services = shop.services
    submit = partial(services.submit_orders, provider=name, limit=BATCH)
    poll = partial(services.poll_orders, provider=name, limit=BATCH)
    asks = partial(services.send_asks, provider=name, limit=BATCH)
    refills = partial(services.poll_refills, provider=name, limit=BATCH)
    posts = partial(services.poll_posts, provider=name, limit=BATCH)
    return [
        Worker(f"submit.{name}", SUBMIT_EVERY_S, submit),
        Worker(f"poll.{name}", POLL_EVERY_S, poll),
        Worker(f"asks.{name}", ASKS_EVERY_S, asks),
        Worker(f"refills.{name}", POLL_EVERY_S, refills),
        Worker(f"posts.{name}", POLL_EVERY_S, posts),
    ]


async def _refresh(shop: Shop) -> int:
    await shop.services.refresh_catalogue()
    return 0


async def _figures(shop: Shop) -> int:
    await shop.services.refresh_figures()
    return 0


async def _note_api_use(shop: Shop) -> int:
    """Returns 0: what comes while it writes waits for the next time."""
    await shop.services.note_api_use()
    return 0


async def _watch(shop: Shop) -> int:
    await shop.services.watch_providers()
    return 0


async def _audit(shop: Shop) -> int:
    report = await shop.services.watch_ledger()
    AUDIT_BROKEN.set(sum(not check.holds for check in report.checks))
    return 0


async def _sweep(shop: Shop) -> int:
    """Forget what is old. Returns 0: an hour passes before there is more."""
    await shop.services.drop_old_quotes()
    await shop.services.drop_old_forms()
    await shop.services.drop_old_notices()
    await shop.services.drop_old_calls()
    return 0
