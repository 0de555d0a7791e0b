"""A shop beside a real local provider, reached over HTTP by the real client."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from db.database import Database
from domain.catalogue import Service
from domain.ids import UserId
from domain.notices import NoticeKind
from domain.sync_report import SyncReport
from integrations.provider.client import HttpProvider
from integrations.provider.options import ClientOptions
from sandbox.provider.model import Service as Sold
from sandbox.provider.provider import LocalProvider
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.catalogue.snapshot import Snapshot
from services.catalogue.sync import SyncCatalogue
from tests.clock import MovableClock
from tests.stock import MAIN, PRICING

OWNER = UserId(1)
BOSS = UserId(2)


def sold(count: int, *, rate: str = "0.60") -> list[Sold]:
    """So many plain entries of a provider's list."""
    return [
        Sold(n, f"Instagram Followers {n}", "Default", "Instagram Followers", rate, "100", "5000")
        for n in range(1, count + 1)
    ]


@dataclass
class Import:
    """Synchronises, and reads what came of it as another process would."""

    database: Database
    provider: LocalProvider
    client: HttpProvider
    clock: MovableClock
    catalogue: Catalogue = field(default_factory=Catalogue)
    steps: list[tuple[int, int]] = field(default_factory=list)

    async def sync(self, *, confirmed: bool = False, currency: str = "USD") -> SyncReport:
        self.client.currency = currency
        clients = {MAIN: self.client}
        owners = frozenset({OWNER, BOSS})
        use_case = SyncCatalogue(self.database, clients, self.clock, PRICING, owners)
        return await use_case(provider=MAIN, progress=self._progress, confirmed=confirmed)

    async def snapshot(self) -> Snapshot:
        return await RefreshCatalogue(self.database, self.catalogue)()

    async def rows(self) -> list[Service]:
        async with self.database.read() as reads:
            return await reads.services.list_all()

    async def alerts(self) -> list[tuple[int, str]]:
        async with self.database.write() as uow:
            now = self.clock.now()
            due = await uow.outbox.claim_due(100, at=now, until=now)
        assert {one.kind for one in due} <= {NoticeKind.ALERT_SYNC}
        return sorted((one.chat_id, str(one.payload["problem"])) for one in due)

    async def _progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))


@pytest.fixture
async def provider() -> AsyncIterator[LocalProvider]:
    async with LocalProvider(key="key", services=sold(10), auto=False) as running:
        yield running


@pytest.fixture
async def shop(
    database: Database, provider: LocalProvider, clock: MovableClock
) -> AsyncIterator[Import]:
    once = ClientOptions(attempts=1)
    client = HttpProvider(MAIN, provider.api_url, key="key", currency="USD", options=once)
    yield Import(database, provider, client, clock)
    await client.close()
