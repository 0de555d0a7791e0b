"""What placing an order returns is put together in Python: it must be what the database keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.ids import OrderId
from tests.service.shopfloor import CUSTOMER, START, ShopFloor, a_request, a_service

if TYPE_CHECKING:
    from db.database import Database
    from domain.orders import OrderRequest


@pytest.mark.parametrize("request_", [a_request(), a_request(runs=3)], ids=["once", "in parts"])
@pytest.mark.parametrize("waits_for", [None, OrderId(41)])
async def test_an_order_that_was_just_made_equals_what_is_read_back(
    database: Database, request_: OrderRequest, waits_for: OrderId | None
) -> None:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="10")
    service_id = await floor.add_service()
    quote = (await floor.quote(service_id, request_)).quote

    async with database.write(brief=True) as uow:
        service = a_service(id=service_id)
        made = await uow.orders.add(quote, service, START, waits_for=waits_for)
        assert made is not None
        kept = await uow.orders.get_own(CUSTOMER, made.id)

    assert made == kept
    assert [type(value) for value in _values(made)] == [type(value) for value in _values(kept)]


def _values(order: object) -> list[object]:
    return [getattr(order, name) for name in order.__slots__]  # type: ignore[attr-defined]
