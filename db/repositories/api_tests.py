"""Orders of test mode: kept apart from all others, for a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, update

from db.models.api_orders import api_test_orders
from db.records import record
from domain.api_tests import TEST_NUMBERS, TestOrder
from domain.ids import OrderId

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ServiceId, UserId

LATEST: Final = 20
"""So many of the newest test orders of a link can still run."""


@dataclass(frozen=True, slots=True)
class ApiTests:
    """Test orders. None of its methods commits."""

    connection: AsyncConnection

    async def add(self, order: TestOrder) -> OrderId:
        """Keep a new one, whose `id` counts for nothing; returns the number it is known by."""
        columns = {
            column.name: getattr(order, column.name.removesuffix("_micros"))
            for column in api_test_orders.c
            if column.name != "id"
        }
        statement = api_test_orders.insert().values(columns).returning(api_test_orders.c.id)
        number = (await self.connection.execute(statement)).scalar_one()
        return OrderId(TEST_NUMBERS + number)

    async def list_own(
        self, user_id: UserId, numbers: Collection[OrderId]
    ) -> dict[OrderId, TestOrder]:
        """Those of these test orders that are the customer's own."""
        query = select(api_test_orders).where(
            api_test_orders.c.user_id == user_id,
            api_test_orders.c.id.in_([number - TEST_NUMBERS for number in numbers]),
        )
        found = [record(TestOrder, row) for row in await self.connection.execute(query)]
        return {order.number: order for order in found}

    async def list_alike(
        self, user_id: UserId, service_id: ServiceId, link: str
    ) -> list[TestOrder]:
        """The customer's newest test orders of the same."""
        query = (
            select(api_test_orders)
            .where(
                api_test_orders.c.user_id == user_id,
                api_test_orders.c.service_id == service_id,
                api_test_orders.c.link == link,
            )
            .order_by(api_test_orders.c.id.desc())
            .limit(LATEST)
        )
        return [record(TestOrder, row) for row in await self.connection.execute(query)]

    async def cancel(self, order: TestOrder, at: datetime) -> None:
        """Note that it was canceled."""
        await self._note(order, canceled_at=at)

    async def refill(self, order: TestOrder, at: datetime) -> None:
        """Note that a refill was asked for."""
        await self._note(order, refill_at=at)

    async def drop_old(self, before: datetime) -> int:
        """Forget those made before then; returns how many."""
        gone = await self.connection.execute(
            delete(api_test_orders).where(api_test_orders.c.created_at < before)
        )
        return gone.rowcount

    async def _note(self, order: TestOrder, **values: datetime) -> None:
        mine = api_test_orders.c.id == order.id
        await self.connection.execute(update(api_test_orders).where(mine).values(**values))
