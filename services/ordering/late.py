"""Orders that take longer than usual: their customers are told once, and may ask for haste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from domain.notices import NoticeKind
from domain.orders import OrderRequest
from domain.outlook import SOONEST, Span, outlook_of, patience
from domain.reviews import ReviewKind
from domain.subscriptions import plan_of
from services.ordering.inbox import Case, open_case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.repositories.late_orders import Running
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.ports import Clock
    from services.catalogue.figures import LiveFigures

STEP: Final = 500

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TellLate:
    """Tell customers whose orders are late, each order once. Commits; any number may run it."""

    database: Database
    clock: Clock
    figures: LiveFigures

    async def __call__(self) -> int:
        """Look through every running order; returns how many customers were told."""
        now, told, last = self.clock.now(), 0, None
        while True:
            async with self.database.read() as reads:
                found = await reads.late_orders.step(now - SOONEST, limit=STEP, after=last)
            told += await self._tell([order for order in found if self._is_late(order, now)], now)
            if len(found) < STEP:
                return told
            last = found[-1]

    def _is_late(self, order: Running, now: datetime) -> bool:
        units = order.units
        request = OrderRequest(link="", quantity=units, units=units, fields=order.fields)
        if plan_of(request) is not None:  # a subscription has no end to be late for
            return False
        span = Span(units=units, runs=order.runs, interval=order.interval)
        return now >= order.accepted_at + patience(span, self.figures.of(order.service_id))

    async def _tell(self, late: Sequence[Running], now: datetime) -> int:
        if not late:
            return 0
        told = 0
        async with self.database.write() as uow:
            for order in late:
                if not await uow.late_orders.mark_told(order.id, now):
                    continue
                await uow.outbox.add(
                    chat_id=order.user_id,
                    kind=NoticeKind.ORDER_LATE,
                    payload={"order_id": order.id},
                    dedupe_key=f"late:{order.id}",
                    at=now,
                )
                await uow.outbox.touch_card(order.user_id, order.id, now)
                told += 1
            await uow.commit()
        log.info("orders.late", told=told)
        return told


@dataclass(frozen=True, slots=True)
class AskForHaste:
    """Ask the shop's people to hurry a provider on behalf of a customer. Commits.

    May be repeated: an order is brought to the inbox for this once.
    """

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    figures: LiveFigures

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> bool:
        """Open the case; False when the order is not late, and nothing was done.

        Raises:
            NotFoundError: the order is absent or someone else's.
        """
        now = self.clock.now()
        async with self.database.write() as uow:
            order = await uow.orders.get_own(user_id, order_id)
            if not is_late(order, self.figures, now):
                return False
            case = Case(order_id, ReviewKind.LATE, {"upstream_id": order.upstream_id})
            await open_case(uow, self.owners, case, now)
            await uow.commit()
        return True


def is_late(order: Order, figures: LiveFigures, now: datetime) -> bool:
    """Tell whether an order runs longer than others of its service."""
    outlook = outlook_of(order, figures.of(order.service_id))
    return outlook is not None and now >= outlook.late_from
