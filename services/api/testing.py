"""Test mode: orders that cost nothing and go nowhere, answered as real ones are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.aftercare import Closed
from domain.api_tests import TestOrder
from domain.errors import ActiveOrderError
from domain.ids import AskId, OrderId
from domain.orders import FINAL, OrderStatus
from domain.pricing import price_of
from services.api.repeats import earlier_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from db.database import Database
    from db.repositories.api_repeats import Call
    from db.unit_of_work import UnitOfWork
    from domain.api_keys import ApiCaller
    from domain.api_orders import ApiOrder, ApiRefill
    from domain.ids import UserId
    from domain.ports import Clock
    from services.ordering.at_once import Wish


@dataclass(frozen=True, slots=True)
class TestDesk:
    """What the use cases of the served API do for keys in test mode. Each call commits."""

    __test__ = False

    database: Database
    clock: Clock

    async def add(self, caller: ApiCaller, wish: Wish, call: Call | None) -> OrderId:
        """Keep a test order; the wallet is neither touched nor asked.

        Raises:
            ActiveOrderError: one of the same has not ended.
            OtherCallError: the call's name belongs to another order.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            await uow.placing.queue_up(caller.user_id)
            if call is not None and (earlier := await earlier_of(uow, call)) is not None:
                return earlier
            if caller.repeat_guard:
                await _ensure_alone(uow, wish, now)
            number = await uow.api_tests.add(_order_of(wish, now))
            if call is not None:
                await uow.api_repeats.add(call, number, now)
            await uow.commit()
        return number

    async def statuses(
        self, user_id: UserId, numbers: Collection[OrderId]
    ) -> dict[OrderId, ApiOrder]:
        """Those of these test orders that are the customer's own."""
        found = await self._list(user_id, numbers)
        now = self.clock.now()
        return {number: order.seen(now) for number, order in found.items()}

    async def refills(self, user_id: UserId, numbers: Collection[AskId]) -> dict[AskId, ApiRefill]:
        """Those of these refills that are the customer's own."""
        found = await self._list(user_id, [OrderId(number) for number in numbers])
        now = self.clock.now()
        refills = (order.refill(now) for order in found.values())
        return {refill.id: refill for refill in refills if refill is not None}

    async def ask_refill(self, user_id: UserId, number: OrderId) -> AskId | Closed | None:
        """Ask for a refill; None where the order is absent or someone else's."""
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            order = (await uow.api_tests.list_own(user_id, [number])).get(number)
            if order is None:
                return None
            closed = _no_refill(order, now)
            if closed is not None:
                return closed
            await uow.api_tests.refill(order, now)
            await uow.commit()
        return AskId(number)

    async def ask_cancel(self, user_id: UserId, number: OrderId) -> Closed | bool:
        """Cancel at once: True. False where the order is absent or someone else's."""
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            order = (await uow.api_tests.list_own(user_id, [number])).get(number)
            if order is None:
                return False
            status = order.status(now)
            if status in FINAL:
                return Closed.ENDED
            if status is not OrderStatus.PENDING and not order.may_cancel:
                return Closed.NOT_OFFERED
            await uow.api_tests.cancel(order, now)
            await uow.commit()
        return True

    async def _list(
        self, user_id: UserId, numbers: Collection[OrderId]
    ) -> dict[OrderId, TestOrder]:
        async with self.database.read(brief=True) as reads:
            return await reads.api_tests.list_own(user_id, numbers)


async def _ensure_alone(uow: UnitOfWork, wish: Wish, now: datetime) -> None:
    alike = await uow.api_tests.list_alike(wish.user_id, wish.service.id, wish.request.link)
    if any(order.status(now) not in FINAL for order in alike):
        raise ActiveOrderError


def _order_of(wish: Wish, now: datetime) -> TestOrder:
    return TestOrder(
        id=0,
        user_id=wish.user_id,
        service_id=wish.service.id,
        link=wish.request.link,
        charge=price_of(wish.service, wish.request.units).charge,
        units=wish.request.units,
        may_cancel=wish.service.cancel,
        may_refill=wish.service.refill,
        created_at=now,
    )


def _no_refill(order: TestOrder, now: datetime) -> Closed | None:
    status = order.status(now)
    if status not in FINAL:
        return Closed.RUNNING
    if status is not OrderStatus.COMPLETED:
        return Closed.ENDED_SHORT
    if not order.may_refill:
        return Closed.NOT_OFFERED
    return None if order.refill_at is None else Closed.ASKED_LATELY
