"""Ask for a refill: checked against the rules, written down, sent by the workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from domain.aftercare import AskKind, Closed, Gate, refill_gate
from services.ordering.aftercare.care import care_of

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads
    from domain.ids import OrderId, UserId
    from domain.ports import Clock
    from services.ordering.aftercare.care import Care

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillView:
    """An order and whether a refill may be asked now; `asked` when this very tap asked for it."""

    care: Care
    gate: Gate
    asked: bool = False


@dataclass(frozen=True, slots=True)
class AskRefill:
    """Ask for a refill of a customer's order. `after` must pass from the end, and between two.

    A second tap finds the first one's request.
    """

    database: Database
    clock: Clock
    after: timedelta

    async def look(self, *, user_id: UserId, order_id: OrderId) -> RefillView:
        """Tell whether it may be asked. Reads only.

        Raises:
            NotFoundError: the order is absent or someone else's.
        """
        return await self.database.peek(
            lambda reads: self._view(reads, user_id, order_id),
        )

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> RefillView:
        """Write the request down where it may be made. Commits; may be repeated.

        Raises:
            NotFoundError: the order is absent or someone else's.
        """
        async with self.database.write() as uow:
            view = await self._view(uow, user_id, order_id)
            if not view.gate.is_open:
                return view
            order, now = view.care.order, self.clock.now()
            asked = await uow.asks.open(order, AskKind.REFILL, now) is not None
            await uow.outbox.touch_card(order.user_id, order.id, now)
            care = await care_of(uow, order)
            await uow.commit()
        log.info("refill.asked", order=order_id, fresh=asked)
        return RefillView(care=care, gate=Gate(Closed.ASKED, now), asked=asked)

    async def _view(self, reads: Reads, user_id: UserId, order_id: OrderId) -> RefillView:
        care = await care_of(reads, await reads.orders.get_own(user_id, order_id))
        gate = refill_gate(
            care.order, care.service, care.refill, at=self.clock.now(), after=self.after
        )
        return RefillView(care=care, gate=gate)
