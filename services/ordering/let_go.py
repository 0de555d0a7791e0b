"""Let orders go that waited for another one on their link, once it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from db.database import Database
    from db.repositories.waiting import Waiter
    from db.unit_of_work import UnitOfWork
    from domain.ids import ProviderName
    from domain.ports import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LetOrdersGo:
    """Put waiting orders into the queue when it is their turn. Commits.

    Any number of workers may run it at once. An order whose first was given up waits for what
    runs on the link before that, so that a chain never loses its order.
    """

    database: Database
    clock: Clock

    async def __call__(self, provider: ProviderName, limit: int) -> int:
        """Look at up to `limit` orders; returns how many may be sent now."""
        async with self.database.read() as reads:
            if not await reads.waiting.has_ended_first(provider):
                return 0
        async with self.database.write() as uow:
            waiters = await uow.waiting.lock_free(provider, limit)
            gone = [waiter for waiter in waiters if await self._let_go(uow, waiter)]
            await uow.commit()
        return len(gone)

    async def _let_go(self, uow: UnitOfWork, waiter: Waiter) -> bool:
        now = self.clock.now()
        before = await uow.waiting.before(waiter)
        if before is not None:
            await uow.waiting.wait_for(waiter, before)
            gone = False
        else:
            gone = await uow.waiting.let_go(waiter, now)
            log.info("order.let_go", order=waiter.id, waited_for=waiter.waits_for)
        await uow.outbox.touch_card(waiter.user_id, waiter.id, now)
        return gone
