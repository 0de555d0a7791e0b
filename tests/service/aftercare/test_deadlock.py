"""An answer is written down although PostgreSQL undoes that once, for a poll's sake."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text, update

from db.models.aftercare import asks
from db.models.orders import orders
from domain.aftercare import AskState
from domain.orders import Order
from tests.service.aftercare.afterwards import Afterwards

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_an_answer_survives_a_deadlock_with_a_poll(after: Afterwards) -> None:
    await after.offers(cancel=True)
    order = await after.scene.running()
    await after.cancel(order)
    locked = asyncio.Event()

    async with asyncio.TaskGroup() as both:
        both.create_task(take_rows_the_other_way(after, order, locked))
        await locked.wait()
        both.create_task(after.send())

    assert (await after.ask(order)).state is AskState.TAKEN


async def take_rows_the_other_way(after: Afterwards, order: Order, locked: asyncio.Event) -> None:
    """The order's row first, its requests' rows second, as a poll that ends an order does."""
    async with after.scene.database.write() as uow:
        execute = uow.connection.execute
        await execute(text("SET LOCAL deadlock_timeout = '60s'"))  # the other one gives way
        await execute(update(orders).where(orders.c.id == order.id).values(polls=orders.c.polls))
        locked.set()
        async with asyncio.timeout(10):
            while not (await execute(WAITING)).scalar_one():  # noqa: ASYNC110 - only the server knows
                await asyncio.sleep(0.01)
        await execute(select(asks.c.id).where(asks.c.order_id == order.id).with_for_update())
        await uow.commit()
