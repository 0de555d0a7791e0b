"""A customer wants to know now: their order is the next that its provider is asked about."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.orders import RUNNING

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.ports import Clock

PAUSE: Final = timedelta(seconds=20)
"""An order that was asked about so lately is not asked about again."""
LOOK_S: Final = 0.2


class Looked(StrEnum):
    """What came of a wish to know now."""

    ANSWERED = "answered"
    """The provider was asked and has answered."""
    ASKED = "asked"
    """It is being asked; the card is edited when it answers."""
    LATELY = "lately"
    """It has answered a moment ago."""
    NOTHING = "nothing"
    """There is nothing to ask: not sent yet, or over."""


@dataclass(frozen=True, slots=True)
class AskNow:
    """Have the workers ask about an order at once, and wait a moment for the answer. Commits.

    The asking itself is the workers': batched with others, held back where a provider is down.
    `patience_s` is how long a person may be kept waiting.
    """

    database: Database
    clock: Clock
    patience_s: float = 2.0

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> Looked:
        """Ask, at most once in `PAUSE` for each order.

        Raises:
            NotFoundError: the order is absent or someone else's.
        """
        now = self.clock.now()
        async with self.database.write() as uow:
            order = await uow.orders.get_own(user_id, order_id)
            if order.status not in RUNNING or order.upstream_id is None:
                return Looked.NOTHING
            if order.polled_at is not None and now - order.polled_at < PAUSE:
                return Looked.LATELY
            asked = await uow.order_polls.hurry(order_id, at=now, unless_since=now - PAUSE)
            await uow.commit()
        return await self._wait(order) if asked else Looked.ASKED

    async def _wait(self, before: Order) -> Looked:
        try:
            async with asyncio.timeout(self.patience_s):
                while await self._polled_at(before) == before.polled_at:  # noqa: ASYNC110 - the answer is seen by workers, maybe of another process
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            return Looked.ASKED
        return Looked.ANSWERED

    async def _polled_at(self, before: Order) -> object:
        async with self.database.read() as reads:
            return (await reads.orders.get(before.id)).polled_at
