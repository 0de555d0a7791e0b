"""Which background passes a shop runs, and how often."""

from __future__ import annotations

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
NOTICES_EVERY_S: Final = 0.3
REFRESH_EVERY_S: Final = 5.0
RECOVER_EVERY_S: Final = 15.0
EVIDENCE_EVERY_S: Final = 5.0
REMIND_EVERY_S: Final = 60.0
WATCH_EVERY_S: Final = 300.0
SYNC_EVERY_S: Final = 3600.0
AUDIT_EVERY_S: Final = 3600.0
SWEEP_EVERY_S: Final = 3600.0


def workers_of(shop: Shop) -> list[Worker]:
    """Every pass of a shop; those of one provider do not wait for another's."""
    services = shop.services
    common = [
        Worker("notices", NOTICES_EVERY_S, partial(services.deliver_notices, limit=BATCH)),
        Worker("recover", RECOVER_EVERY_S, services.recover_attempts),
        Worker("evidence", EVIDENCE_EVERY_S, services.gather_evidence),
        Worker("reminders", REMIND_EVERY_S, services.remind_reviews),
        Worker("providers", WATCH_EVERY_S, partial(_watch, shop)),
        Worker("catalogue", REFRESH_EVERY_S, partial(_refresh, shop)),
        Worker("sync", SYNC_EVERY_S, partial(_sync_later, shop)),
        Worker("audit", AUDIT_EVERY_S, partial(_audit, shop)),
        Worker("sweep", SWEEP_EVERY_S, partial(_sweep, shop)),
    ]
    return common + [worker for name in shop.providers for worker in _of_provider(shop, name)]


async def first_sync(shop: Shop) -> None:
    """Import the catalogue at start, so that a new shop sells without an operator's click."""
    for name in shop.providers:
        await _sync(shop, name)


def _of_provider(shop: Shop, name: ProviderName) -> list[Worker]:
    services = shop.services
    submit = partial(services.submit_orders, provider=name, limit=BATCH)
    poll = partial(services.poll_orders, provider=name, limit=BATCH)
    return [
        Worker(f"submit.{name}", SUBMIT_EVERY_S, submit),
        Worker(f"poll.{name}", POLL_EVERY_S, poll),
    ]


async def _sync_later(shop: Shop) -> int:
    """Synchronise when an hour has passed since the provider's last time."""
    now = shop.clock.now()
    async with shop.database.read() as reads:
        known = {provider.name: provider for provider in await reads.providers.list_all()}
    for name in shop.providers:
        last = known[name].synced_at if name in known else None
        if last is None or now - last >= timedelta(seconds=SYNC_EVERY_S):
            await _sync(shop, name)
    return 0


async def _sync(shop: Shop, name: ProviderName) -> None:
    await shop.services.sync_catalogue(provider=name, progress=shop.progress)
    await shop.services.refresh_catalogue()


async def _refresh(shop: Shop) -> int:
    await shop.services.refresh_catalogue()
    return 0


async def _watch(shop: Shop) -> int:
    await shop.services.watch_providers()
    return 0


async def _audit(shop: Shop) -> int:
    report = await shop.services.watch_ledger()
    AUDIT_BROKEN.set(sum(not check.holds for check in report.checks))
    return 0


async def _sweep(shop: Shop) -> int:
    return await shop.services.drop_old_quotes() + await shop.services.drop_old_forms()
