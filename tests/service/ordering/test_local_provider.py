"""The engine against the local provider over HTTP, whose own list of orders is the judge."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.money import Money, refund_due
from domain.orders import FINAL, RUNNING, Order, OrderStatus
from integrations.provider.client import HttpProvider
from sandbox.provider.faults import KINDS
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from services.ordering.reconcile import RecoverAttempts
from tests.contract.raw_server import KEY, QUICK, client_of
from tests.service.ordering.scene import Scene

FOLLOWERS = Service(12, "Followers", "Default", "Instagram", "1.00", "1", "100000", dripfeed=True)
HASTY = replace(QUICK, read_s=0.15, add_total_s=0.4, read_total_s=0.6)
ADD_FAULTS = [name for name, kind in KINDS.items() if not kind.actions or "add" in kind.actions]
STATUS_FAULTS = [name for name, kind in KINDS.items() if "status" in kind.actions]
READ_FAULTS = ["before_html", "after_bad_json", "before_error", "truncated", "after_reset"]
SAFE = {OrderStatus.QUEUED, OrderStatus.RELEASED}


@pytest.fixture
async def local() -> AsyncIterator[LocalProvider]:
    async with LocalProvider(
        key=KEY, services=[FOLLOWERS], balance="100.00", auto=False
    ) as provider:
        yield provider


@pytest.fixture
async def provider(local: LocalProvider) -> AsyncIterator[HttpProvider]:
    async with client_of(local.api_url, timeouts=HASTY) as client:
        yield client


@pytest.fixture
def shop(scene: Scene, provider: HttpProvider) -> Scene:
    scene.client = provider  # type: ignore[assignment]
    return scene


def accepted(local: LocalProvider) -> Counter[str]:
    """How many orders the provider truly has for each link."""
    return Counter(order.link for order in local.orders.values())


def script(local: LocalProvider, fault: str, action: str, times: int = 1) -> None:
    kind = KINDS[fault]
    local.faults.add("*" if kind.unread else action, fault, times=times, seconds=1, text="odd")


async def test_an_order_goes_all_the_way(shop: Scene, local: LocalProvider) -> None:
    order = await shop.running()
    seen = [order.status]

    for _ in range(10):
        local.advance(5)
        await shop.poll()
        seen.append((await shop.order(order)).status)

    done = await shop.order(order)
    assert list(dict.fromkeys(seen)) == [
        OrderStatus.PENDING,
        OrderStatus.PROCESSING,
        OrderStatus.IN_PROGRESS,
        OrderStatus.COMPLETED,
    ]
    assert (done.delivered, done.upstream_charge) == (1000, Money.of(1))
    assert await shop.reviews() == []


@pytest.mark.parametrize(
    ("link", "status", "back"),
    [
        ("partial", OrderStatus.PARTIAL, "0.72"),
        ("cancel", OrderStatus.CANCELED, "2"),
    ],
)
async def test_an_unfinished_order_returns_its_rest(
    shop: Scene, local: LocalProvider, link: str, status: OrderStatus, back: str
) -> None:
    order = await shop.running(link=f"https://instagram.com/{link}")

    for _ in range(3):
        local.advance(40)
        await shop.poll()

    order = await shop.order(order)
    assert (order.status, order.refunded) == (status, Money.of(back))
    assert await shop.wallet() == Money.of(8) + Money.of(back)
    assert await shop.kinds() == ["order_finished"]


async def test_no_fault_of_an_add_loses_an_order_or_doubles_it(
    shop: Scene, local: LocalProvider
) -> None:
    for fault in ADD_FAULTS:
        order = await shop.place(quantity=10)
        script(local, fault, "add")
        for _ in range(3):
            await shop.submit()
            shop.clock.advance(minutes=10)

        order = await shop.order(order)
        times = accepted(local)[order.request.link]
        assert times <= 1, f"{fault}: sent twice"
        if order.status in RUNNING:
            assert times == 1, f"{fault}: thought to run"
        elif order.status in SAFE:
            assert times == 0, f"{fault}: given back although it runs"
        else:
            assert (order.status, order.held) == (OrderStatus.UNCONFIRMED, order.charge), fault
        local.faults.script.clear()


async def test_no_fault_of_a_status_moves_money_that_should_not_move(
    shop: Scene, local: LocalProvider
) -> None:
    partial = await shop.running(link="https://instagram.com/partial")
    whole = await shop.running()

    for fault in STATUS_FAULTS + READ_FAULTS:
        script(local, fault, "status", times=3)
        local.advance(3)
        await shop.poll()
        local.faults.script.clear()
    local.advance(60)
    for _ in range(3):
        shop.clock.advance(hours=2)
        await shop.poll()

    assert (await shop.order(whole)).refunded == Money(0)
    order = await shop.order(partial)
    assert order.refunded in {Money(0), Money.of("0.72")}
    assert order.refunded or order.review, "either settled, or before a person"


async def test_a_provider_out_of_money_gets_the_order_once_it_has_some(
    shop: Scene, local: LocalProvider
) -> None:
    await local.switch("out_of_money", on=True)
    order = await shop.running()
    assert order.status is OrderStatus.QUEUED

    await local.switch("out_of_money", on=False)
    shop.clock.advance(minutes=6)
    await shop.submit()

    assert (await shop.order(order)).status is OrderStatus.PENDING
    assert accepted(local)[order.request.link] == 1


@pytest.mark.parametrize("seed", [7, 9, 20])
async def test_a_storm_of_faults_and_deaths_leaves_sound_books(
    shop: Scene, local: LocalProvider, seed: int
) -> None:
    dice = random.Random(seed)
    orders = [await shop.place(quantity=10, link=_link(number)) for number in range(30)]

    for _ in range(14):
        local.faults.script.clear()
        for _ in range(2):
            script(local, dice.choice(ADD_FAULTS), "add")
            script(local, dice.choice(STATUS_FAULTS + READ_FAULTS), "status")
        await _work_and_die(shop, dice)
        shop.clock.advance(minutes=6)
        await RecoverAttempts(shop.database, shop.clock, shop.owners)()
        local.advance(20)
    local.faults.script.clear()
    for _ in range(12):
        await asyncio.gather(shop.submit(), shop.submit())
        local.advance(20)
        await shop.poll()
        shop.clock.advance(minutes=6)
        await RecoverAttempts(shop.database, shop.clock, shop.owners)()

    looked_at = {review.order_id for review in await shop.reviews()}
    for order in orders:
        _judge(await shop.order(order), local, seen=order.id in looked_at)


async def _work_and_die(shop: Scene, dice: random.Random) -> None:
    """Let two workers submit while one polls, and cut everything off somewhere."""
    work = asyncio.gather(shop.submit(), shop.submit(), shop.poll(), return_exceptions=True)
    try:
        async with asyncio.timeout(dice.choice([0.005, 0.02, 0.1, 5])):
            await work
    except TimeoutError:
        return


def _link(number: int) -> str:
    word = ("shop", "partial", "cancel")[number % 3]
    return f"https://instagram.com/{word}{number}"


def _judge(order: Order, local: LocalProvider, *, seen: bool) -> None:
    """Compare an order with what the provider itself knows of it."""
    theirs = [
        upstream for upstream in local.orders.values() if upstream.link == order.request.link
    ]
    assert len(theirs) <= 1, "sent twice"
    assert order.status in FINAL or order.status is OrderStatus.UNCONFIRMED or order.review
    if order.status is OrderStatus.RELEASED:
        assert theirs == [], "refunded although it was delivered"
    elif order.upstream_id is not None:
        [upstream] = theirs
        assert order.upstream_id == str(upstream.id)
        due = refund_due(order.charge, upstream.quantity, upstream.delivered)
        if upstream.status == "Canceled":
            due = order.charge
        if order.status in FINAL:
            assert order.refunded == due or seen, "a lie about remains goes before a person"
