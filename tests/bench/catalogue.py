"""A provider's 6,000 services: their bytes read, and imported until pages are served from them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import orjson

from bot.clock import SystemClock
from db.database import Database
from db.migrate import upgrade
from domain.ids import ProviderName
from domain.pricing import Pricing
from integrations.provider.catalogue import read_services
from integrations.provider.client import HttpProvider
from integrations.provider.decoding import decode
from sandbox.provider.catalogue import catalogue
from sandbox.provider.encoders import canonical_rows
from sandbox.provider.provider import LocalProvider
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.catalogue.sync import SyncCatalogue
from tests.bench.figures import Figure

SERVICES: Final = 6000
ROUNDS: Final = 7
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


def measure_reading() -> list[Figure]:
    """Bytes to typed entries, with rates as the binary fractions that some panels send."""
    rows = canonical_rows(catalogue(SERVICES))
    body = json.dumps([_with_debris(row) for row in rows]).encode()
    assert len(read_services(decode(body)).services) == SERVICES
    spent = _best(lambda: read_services(decode(body)))
    floor = _best(lambda: orjson.loads(body))
    name = f"{SERVICES:,} services read, {len(body) / 1e6:.1f} MB"
    return [Figure(name=name, value=spent, unit="ms", floor=floor)]


def _with_debris(row: dict[str, Any]) -> dict[str, Any]:
    rate = float(row["rate"])
    return row | {"rate": rate + rate * 2**-51, "min": float(row["min"])}


def _best(act: Callable[[], object]) -> float:
    """Milliseconds; the best of a few rounds, so that what else runs here is not counted."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


async def import_all(database: Database, client: HttpProvider) -> float:
    pricing = Pricing(currency="USD", markup_percent=Decimal(30), fx={})
    sync = SyncCatalogue(database, {MAIN: client}, SystemClock(), pricing, frozenset())
    started = time.perf_counter()
    report = await sync(provider=MAIN)
    await RefreshCatalogue(database, Catalogue())()
    assert report.listed == SERVICES, report
    return time.perf_counter() - started
