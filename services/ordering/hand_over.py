"""Orders in the queue of a provider that gets none for now, handed to another that serves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import ProviderName
    from domain.ports import Clock
    from services.ordering.ways import Choice, WayFinder

log = structlog.get_logger()

LOOK_AGAIN: Final = timedelta(seconds=10)
"""An order that nobody can take now lets the others be looked at for so long."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Move queued orders on: they have certainly not gone out. Commits; may run in many workers.

    An order of which a try may have arrived stays with its provider.
    """

    database: Database
    clock: Clock
    find_ways: WayFinder

    async def __call__(self, provider: ProviderName, limit: int) -> int:
        """Look at up to `limit` orders of a provider; returns how many moved on."""
        async with self.database.read() as reads:
            if not await reads.order_moves.has_routed(provider, self.clock.now()):
                return 0
        async with self.database.write() as uow:
            now = self.clock.now()
            orders = await uow.order_moves.lock_routed(provider, limit, now)
            ways = await self.find_ways(uow, orders, now)
            choices = [ways.of(order) for order in orders]
            moved = [one.order.id for one in choices if await self._move(uow, one)]
            rest = [order.id for order in orders if order.id not in moved]
            await uow.order_moves.put_off(rest, now + LOOK_AGAIN)
            await uow.commit()
        return len(moved)

    async def _move(self, uow: UnitOfWork, choice: Choice) -> bool:
        way = choice.better()
        if way is None:
            return False
        log.info("order.rerouted", order=choice.order.id, to=way.via.provider)
        moved = await uow.order_moves.reroute(choice.order, way.via, at=self.clock.now())
        return moved is not None
