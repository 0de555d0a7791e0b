"""Orders in the queue of a provider that is not in the settings any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.database import Database
    from services.ordering.submit import SubmitOrders


@dataclass(frozen=True, slots=True)
class ServeStrays:
    """Hand such orders to another provider, or give them up in time. Commits; may be repeated."""

    database: Database
    submit: SubmitOrders

    async def __call__(self, *, limit: int) -> int:
        """Look at up to `limit` orders of each such provider; returns how many went on."""
        async with self.database.read() as reads:
            queues = await reads.order_moves.queues()
        lost = queues - set(self.submit.providers)
        return sum([await self.submit.hand_over(name, limit) for name in sorted(lost)])
