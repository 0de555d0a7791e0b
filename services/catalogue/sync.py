"""Bringing a provider's list into the catalogue: fetched, recognised, judged, then written."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import structlog

from domain.catalogue import Hidden
from domain.listing import ListReader
from domain.notices import NoticeKind
from domain.price_rules import book_of
from domain.pricing import Pricing, UnknownCurrencyError, cost_factor
from domain.provider import ProviderError
from domain.sync import plan_sync
from domain.sync_report import SyncOutcome, SyncReport
from services.catalogue.price_news import tell_prices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.catalogue import UpstreamService
    from domain.ids import ProviderName, UserId
    from domain.listed import Listing
    from domain.ports import Clock, ProviderClient
    from domain.sync import SyncPlan

Progress = Callable[[int, int], Awaitable[None]]
"""Told how many entries of how many have been read; never while a transaction is open."""

BATCH: Final = 250
"""Entries that are recognised before others on the event loop have their turn."""

UNKNOWN_TYPES: Final = "unknown_types"
"""The problem of an alert about a list that was taken, but for services of unknown types."""
MOST_TYPES: Final = 10

log = structlog.get_logger()


async def _silently(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class SyncCatalogue:
    """Synchronise one provider's services. Commits once, or changes nothing; may be repeated.

    `bonuses` are what providers add to payments, in percent.
    """

    database: Database
    providers: Mapping[ProviderName, ProviderClient]
    clock: Clock
    pricing: Pricing
    owners: frozenset[UserId]
    bonuses: Mapping[ProviderName, Decimal] = field(default_factory=dict)

    async def __call__(
        self,
        *,
        provider: ProviderName,
        progress: Progress = _silently,
        confirmed: bool = False,
        asker: UserId | None = None,
    ) -> SyncReport:
        """Fetch, judge and write. Failures of the provider come back in the report.

        `confirmed` is an owner's word that many services are really gone; the `asker` sees the
        report, and is sent no price report beside it.

        Raises:
            KeyError: there is no such provider.
        """
        client = self.providers[provider]
        try:
            factor = self._factor(provider, client.currency)
            entries = await client.services()
        except UnknownCurrencyError as error:
            return await self._refused(_failed(provider, SyncOutcome.NO_RATE, error.currency))
        except ProviderError as error:
            return await self._refused(_failed(provider, SyncOutcome.UNREADABLE, error.text))
        listings = await _read(ListReader(provider, factor, self.pricing), entries, progress)
        return await self._apply(provider, listings, confirmed=confirmed, asker=asker)

    def _factor(self, provider: ProviderName, currency: str) -> Decimal:
        """What one unit of a provider's currency costs the shop."""
        bonus = self.bonuses.get(provider, Decimal(0))
        return cost_factor(fx=self.pricing.factor(currency), bonus_percent=bonus)

    async def _apply(
        self,
        provider: ProviderName,
        listings: Sequence[Listing],
        *,
        confirmed: bool,
        asker: UserId | None,
    ) -> SyncReport:
        now = self.clock.now()
        async with self.database.write() as uow:
            await uow.listed.lock()
            known = await uow.listed.of_provider(provider)
            book = book_of(
                await uow.catalogue_acts.rules(),
                percent=self.pricing.markup_percent,
                min_margin_percent=self.pricing.min_margin_percent,
            )
            plan = plan_sync(provider, known, listings, book)
            if plan.report.outcome is SyncOutcome.APPLIED or (confirmed and listings):
                await _write(uow, plan, now)
                await self._tell_unknown(uow, plan.report, now)
                await tell_prices(uow, plan.report, self.owners - {asker}, now)
                await uow.commit()
                return _told(replace(plan.report, outcome=SyncOutcome.APPLIED))
        return await self._refused(plan.report)

    async def _refused(self, report: SyncReport) -> SyncReport:
        """Tell every owner, once a day for each provider and problem."""
        now = self.clock.now()
        payload = {
            "provider": report.provider,
            "problem": report.outcome.value,
            "listed": report.listed,
            "lost": report.lost,
        }
        once = f"sync:{report.provider}:{report.outcome}:{now:%Y%m%d}"
        async with self.database.write() as uow:
            await self._alert(uow, payload, once=once, at=now)
            await uow.commit()
        return _told(report)

    async def _tell_unknown(self, uow: UnitOfWork, report: SyncReport, now: datetime) -> None:
        """Tell every owner which types cannot be sold, once for each set of them."""
        if not report.unknown_types:
            return
        payload = {
            "provider": report.provider,
            "problem": UNKNOWN_TYPES,
            "types": report.unknown_types[:MOST_TYPES],
            "services": report.hidden.get(Hidden.UNSUPPORTED, 0),
        }
        mark = zlib.crc32("\n".join(report.unknown_types).encode())
        await self._alert(uow, payload, once=f"types:{report.provider}:{mark:x}", at=now)

    async def _alert(
        self, uow: UnitOfWork, payload: Mapping[str, object], *, once: str, at: datetime
    ) -> None:
        for owner in sorted(self.owners):
            await uow.outbox.add(
                chat_id=owner,
                kind=NoticeKind.ALERT_SYNC,
                payload=payload,
                dedupe_key=f"{once}:{owner}",
                at=at,
            )


async def _read(
    reader: ListReader, entries: Sequence[UpstreamService], progress: Progress
) -> list[Listing]:
    """Recognise in batches: thousands of names at once would make every chat wait."""
    listings: list[Listing] = []
    await progress(0, len(entries))
    for start in range(0, len(entries), BATCH):
        listings.extend(map(reader, entries[start : start + BATCH]))
        await progress(len(listings), len(entries))
        await asyncio.sleep(0)
    return listings


async def _write(uow: UnitOfWork, plan: SyncPlan, now: datetime) -> None:
    await uow.providers.note_sync(plan.report.provider, plan.report.listed, now)
    if not (plan.new or plan.changed):
        return
    await uow.listed.add_all(plan.new, now)
    await uow.listed.save_all(plan.changed, now)
    await uow.services.bump_version()


def _failed(provider: ProviderName, outcome: SyncOutcome, detail: str) -> SyncReport:
    return SyncReport(provider=provider, outcome=outcome, detail=detail)


def _told(report: SyncReport) -> SyncReport:
    log.info(
        "catalogue.synced",
        provider=report.provider,
        outcome=report.outcome.value,
        listed=report.listed,
        added=report.added,
        changed=report.changed,
        lost=report.lost,
        on_sale=report.on_sale,
        waiting=report.waiting,
        unknown_types=len(report.unknown_types),
    )
    return report
