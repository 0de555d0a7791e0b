"""Import of 6,000 services over HTTP, until pages are served from them."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Final

from bot.clock import SystemClock
from db.database import Database
from db.migrate import upgrade
from domain.ids import ProviderName
from domain.pricing import Pricing
from integrations.provider.client import HttpProvider
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.catalogue.sync import SyncCatalogue
from tests.bench.figures import Figure

SERVICES: Final = 6000
MAIN: Final = ProviderName("main")


async def measure_import(url: str) -> list[Figure]:
    """Import, and import again what has not changed."""
    await upgrade(url)
    database = Database.open(url)
    async with LocalProvider(services=catalogue(SERVICES), auto=False) as local:
        client = HttpProvider(MAIN, local.api_url, key=local.key, currency="USD")
        first, again = await import_all(database, client), await import_all(database, client)
        await client.close()
    await database.close()
    return [
        Figure(name=f"import of {SERVICES:,} services", value=first, unit="s", limit=3),
        Figure(name="the same again, nothing changed", value=again, unit="s", limit=3),
    ]


async def import_all(database: Database, client: HttpProvider) -> float:
    pricing = Pricing(currency="USD", markup_percent=Decimal(30), fx={})
    sync = SyncCatalogue(database, {MAIN: client}, SystemClock(), pricing, frozenset())
    started = time.perf_counter()
    report = await sync(provider=MAIN)
    await RefreshCatalogue(database, Catalogue())()
    assert report.listed == SERVICES, report
    return time.perf_counter() - started
