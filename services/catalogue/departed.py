"""Providers that were taken out of the settings: nothing of theirs stays on sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from domain.notices import NoticeKind
from domain.sync import unlisted
from services.alerts import Alert, alert_owners

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import ProviderName, UserId
    from domain.ports import Clock

DEPARTED = "departed"
"""The problem of an alert about a provider that is not in the settings any more."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HideDeparted:
    """Take off sale what nobody could send any more, and tell the owners. Commits.

    A provider that comes back into the settings has its services again with its next list.
    """

    database: Database
    clock: Clock
    providers: Collection[ProviderName]
    owners: frozenset[UserId]

    async def __call__(self) -> int:
        """Return how many services went off sale; may be repeated.

        Without any provider nothing is done: such a process is not the one that sends orders.
        """
        if not self.providers:
            return 0
        async with self.database.read() as reads:
            known = {state.name for state in await reads.providers.list_all()}
        departed = sorted(known - set(self.providers))
        return sum([await self._hide(name) for name in departed])

    async def _hide(self, name: ProviderName) -> int:
        now = self.clock.now()
        async with self.database.write() as uow:
            await uow.listed.lock()
            pairs = [(item, unlisted(item)) for item in await uow.listed.of_provider(name)]
            changed = [after for before, after in pairs if after != before]
            running = await uow.figures.count_running(name)
            if not changed and not running:
                return 0
            if changed:
                await uow.listed.save_all(changed, now)
                await uow.services.bump_version()
            await self._tell(uow, name, running, now)
            await uow.commit()
        log.warning("provider.departed", provider=name, hidden=len(changed), running=running)
        return len(changed)

    async def _tell(
        self, uow: UnitOfWork, name: ProviderName, running: int, now: datetime
    ) -> None:
        payload = {"provider": name, "problem": DEPARTED, "orders": running}
        alert = Alert(NoticeKind.ALERT_SYNC, payload, f"departed:{name}:{now:%Y%m%d}")
        await alert_owners(uow, self.owners, alert, now)
