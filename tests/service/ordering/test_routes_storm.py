"""Two local providers over HTTP amid faults and deaths; their own lists of orders judge."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from db.database import Database
from domain.ids import ProviderName
from domain.orders import FINAL, RUNNING, Order, OrderStatus
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from services.ordering.poll import PollOrders
from services.ordering.reconcile import RecoverAttempts
from tests.contract.raw_server import KEY, client_of
from tests.service.ordering.routed import OTHER, RoutedScene
from tests.service.ordering.scene import MAIN
from tests.service.ordering.test_local_provider import ADD_FAULTS, HASTY, accepted, script

LISTED = {MAIN: "12", OTHER: "887"}
MODES = ("out_of_money", "down", "fail_before", "fail_after")
ORDERS = 24

Locals = dict[ProviderName, LocalProvider]


@pytest.fixture
async def locals_() -> AsyncIterator[Locals]:
    async with AsyncExitStack() as stack:
        yield {
            name: await stack.enter_async_context(_local(number))
            for name, number in LISTED.items()
        }


@pytest.fixture
async def shop(database: Database, locals_: Locals) -> AsyncIterator[RoutedScene]:
    scene = await RoutedScene(database).open()
    async with AsyncExitStack() as stack:
        clients = {
            name: await stack.enter_async_context(client_of(local.api_url, timeouts=HASTY))
            for name, local in locals_.items()
        }
        for name, client in clients.items():
            client.name = name
        scene.client, scene.other = clients[MAIN], clients[OTHER]  # type: ignore[assignment]
        yield scene


def _local(number: str) -> LocalProvider:
    followers = Service(int(number), "Followers", "Default", "Instagram", "1.00", "1", "100000")
    return LocalProvider(key=KEY, services=[followers], balance="100.00", auto=False)


@pytest.mark.parametrize("seed", [3, 11])
async def test_no_storm_sends_an_order_to_two_providers_or_twice_to_one(
    shop: RoutedScene, locals_: Locals, seed: int
) -> None:
    dice = random.Random(seed)
    orders = [
        await shop.place(quantity=10, link=f"https://instagram.com/storm{number}")
        for number in range(ORDERS)
    ]

    for _ in range(10):
        await _make_trouble(locals_, dice)
        await _work_and_die(shop, dice)
        await _pass_time(shop, locals_, dice.choice([0.2, 1, 6]))
    for local in locals_.values():
        local.faults.script.clear()
        for mode in MODES:
            await local.switch(mode, on=False)
    for _ in range(12):
        await shop.submit()
        await _pass_time(shop, locals_, 6)

    for order in orders:
        _judge(await shop.order(order), await shop.went_to(order), locals_)


async def _make_trouble(locals_: Locals, dice: random.Random) -> None:
    """Let each provider be in some condition, and spoil a few of its answers."""
    for local in locals_.values():
        local.faults.script.clear()
        for mode in MODES:
            await local.switch(mode, on=dice.random() < 0.2)
        for _ in range(2):
            script(local, dice.choice(ADD_FAULTS), "add")


async def _work_and_die(shop: RoutedScene, dice: random.Random) -> None:
    """Let two workers of each provider submit, and cut everything off somewhere."""
    names = [MAIN, OTHER, MAIN, OTHER]
    work = asyncio.gather(*map(shop.submit_at, names), return_exceptions=True)
    try:
        async with asyncio.timeout(dice.choice([0.01, 0.05, 0.2, 5])):
            await work
    except TimeoutError:
        return


async def _pass_time(shop: RoutedScene, locals_: Locals, minutes: float) -> None:
    shop.clock.advance(minutes=minutes)
    await RecoverAttempts(shop.database, shop.clock, shop.owners)()
    for name, local in locals_.items():
        local.advance(20)
        await PollOrders(*shop.engine)(provider=name, limit=100)


def _judge(order: Order, tried: list[ProviderName], locals_: Locals) -> None:
    """Compare an order with what the providers themselves have of it."""
    link = order.request.link
    theirs = Counter({name: accepted(local)[link] for name, local in locals_.items()})
    assert theirs.total() <= 1, f"{order.id}: {theirs}"
    assert order.status in FINAL | RUNNING | {OrderStatus.UNCONFIRMED}
    if order.status is OrderStatus.RELEASED:
        assert theirs.total() == 0, "given back although it runs"
    if order.upstream_id is not None:
        assert theirs[order.provider] == 1, "thought to run elsewhere than it does"
    if order.status is OrderStatus.UNCONFIRMED:
        assert tried[-1] == order.provider
        assert order.held == order.charge
