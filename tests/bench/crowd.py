"""Two hundred customers who order at once through the local Telegram, every order checked."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from domain.ids import UserId
from domain.orders import RUNNING
from tests.bench.figures import Figure
from tests.e2e.chat import Chat
from tests.e2e.stage import on_stage

if TYPE_CHECKING:
    from domain.orders import Order
    from tests.e2e.stage import Stage

CUSTOMERS: Final = 200
FIRST: Final = 700_000
LEAST: Final = 1_000
"""The first customer's quantity; everybody after orders one more."""
PATIENCE_S: Final = 120.0


async def measure_crowd(url: str) -> list[Figure]:
    """From the first tap to the last order at the provider; AssertionError if one is wrong."""
    async with on_stage(url) as stage:
        crowd = await _gathered(stage)
        started = time.perf_counter()
        await asyncio.gather(*(_buy(chat, place) for place, chat in enumerate(crowd)))
        paid = time.perf_counter() - started
        orders = await _all_sent(stage)
        sent = time.perf_counter() - started
        _ensure_right(orders, crowd)
    return [
        Figure(name=f"{CUSTOMERS} customers at once: all have paid", value=paid, unit="s"),
        Figure(name=f"{CUSTOMERS} customers at once: all is sent", value=sent, unit="s"),
    ]


async def _gathered(stage: Stage) -> list[Chat]:
    await stage.welcome()
    crowd = [
        Chat(stage.telegram.add_person(FIRST + place, f"Customer {place}"))
        for place in range(CUSTOMERS)
    ]
    await asyncio.gather(*(chat.join() for chat in crowd))
    for chat in crowd:
        await stage.shop.services.top_up(user_id=UserId(chat.id), amount="10", reason="bench")
    return crowd


async def _buy(chat: Chat, place: int) -> None:
    await chat.order(f"instagram.com/customer_{place}", str(LEAST + place))


async def _all_sent(stage: Stage) -> list[Order]:
    """Wait for the provider to have every order, and for the shop to know."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if len(stage.provider.orders) >= CUSTOMERS:
                orders = await stage.orders()
                if all(order.status in RUNNING for order in orders):
                    return orders
            await asyncio.sleep(0.05)


def _ensure_right(orders: list[Order], crowd: list[Chat]) -> None:
    """One order each, on the customer's own link, with the quantity and the charge agreed."""
    by_customer = {order.user_id: order for order in orders}
    assert len(orders) == len(by_customer) == CUSTOMERS, len(orders)
    for place, chat in enumerate(crowd):
        order = by_customer[UserId(chat.id)]
        assert order.request.quantity == LEAST + place, order
        assert order.request.link.endswith(f"customer_{place}"), order
        assert order.charge.micros == -(-order.rate.micros * (LEAST + place) // 1000), order
