"""Cancel an order: at once while nothing was sent, else by asking the provider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from domain.aftercare import AskKind
from domain.orders import OrderStatus, ReleaseReason
from services.ordering.aftercare.care import care_of
from services.ordering.moves import release

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import OrderId, UserId
    from domain.ports import Clock
    from services.ordering.aftercare.care import Care

log = structlog.get_logger()


class Outcome(StrEnum):
    """What came of a tap on Cancel."""

    RELEASED = "released"
    ASKED = "asked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canceling:
    """How it went, and the order as it stands now; for CLOSED its gate says why not."""

    outcome: Outcome
    care: Care


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Cancel a customer's order, or stop a subscription. Commits; may be repeated.

    What was not sent yet is released whole, in a race with the sender that one UPDATE decides. For
    the rest a request is written down, and money returns only when the provider's status says so.
    """

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> Canceling:
        """Do what can be done.

        Raises:
            NotFoundError: the order is absent or someone else's.
        """
        async with self.database.write() as uow:
            care = await care_of(uow, await uow.orders.get_own(user_id, order_id))
            outcome = await self._act(uow, care)
            if outcome is Outcome.CLOSED:
                return Canceling(outcome=outcome, care=care)
            fresh = await care_of(uow, await uow.orders.get(order_id))
            await uow.commit()
        log.info("order.canceling", order=order_id, outcome=outcome.value)
        return Canceling(outcome=outcome, care=fresh)

    async def _act(self, uow: UnitOfWork, care: Care) -> Outcome:
        order, now = care.order, self.clock.now()
        if not care.cancel_gate.is_open:
            return Outcome.CLOSED
        if order.status is OrderStatus.QUEUED:
            released = await release(uow, order, ReleaseReason.CUSTOMER, at=now)
            return Outcome.CLOSED if released is None else Outcome.RELEASED
        asked = await uow.asks.open(order, AskKind.CANCEL, now)
        await uow.outbox.touch_card(order.user_id, order.id, now)
        return Outcome.CLOSED if asked is None else Outcome.ASKED
