"""Drip-feeds: a provider's orders for the runs are followed, and only what they took is kept."""

from __future__ import annotations

from domain.ids import UpstreamId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus
from domain.reviews import ReviewKind
from tests.service.aftercare.afterwards import Afterwards
from tests.service.ordering.scene import status

RUNS = {"quantity": 200, "units": 1000, "runs": 5, "interval": 60}
"""1,000 units at 2.00 for 1,000."""


async def dripping(after: Afterwards) -> Order:
    return await after.scene.running(**RUNS)


async def test_runs_that_were_made_are_kept_and_the_others_return(after: Afterwards) -> None:
    order = await dripping(after)
    await after.parent(order, "In progress", "901", "902")
    await after.post("901", "completed")
    await after.post("902", "partial", remains=50)
    running = await after.scene.order(order)
    assert (running.status, running.delivered) == (OrderStatus.IN_PROGRESS, 350)

    await after.parent(order, "Canceled")

    done = await after.scene.order(order)
    # 350 of 1,000 were delivered, for 0.70
    assert (done.status, done.refunded) == (OrderStatus.PARTIAL, Money.of("1.30"))
    assert await after.scene.wallet() == Money.of("9.30")


async def test_it_is_completed_when_every_run_is(after: Afterwards) -> None:
    order = await dripping(after)
    runs = ("901", "902", "903", "904", "905")
    await after.parent(order, "Completed", *runs)
    assert (await after.scene.order(order)).status is OrderStatus.IN_PROGRESS

    for run in runs:
        await after.post(run, "completed")

    done = await after.scene.order(order)
    assert (done.status, done.refunded) == (OrderStatus.COMPLETED, ZERO)


async def test_too_few_runs_of_a_completed_one_go_to_a_person(after: Afterwards) -> None:
    order = await dripping(after)
    await after.parent(order, "Completed", "901")

    await after.post("901", "completed")

    assert (await after.scene.order(order)).status is OrderStatus.IN_PROGRESS
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.PARTIAL_ODD]


async def test_a_parent_that_tells_its_own_figures_needs_no_runs(after: Afterwards) -> None:
    order = await dripping(after)

    done = await after.scene.answer(order, "partial", remains=400)

    assert (done.status, done.refunded) == (OrderStatus.PARTIAL, Money.of("0.80"))


async def test_a_run_that_changes_after_the_end_moves_no_money(after: Afterwards) -> None:
    order = await dripping(after)
    await after.parent(order, "Canceled", "901")
    await after.post("901", "completed")
    assert await after.scene.wallet() == Money.of("9.60")

    await after.post("901", "partial", remains=150)

    assert await after.scene.wallet() == Money.of("9.60")
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.BACKWARDS_MONEY]


async def test_a_parent_that_goes_on_after_money_went_back_is_looked_at(after: Afterwards) -> None:
    order = await dripping(after)
    await after.parent(order, "Canceled", "901")
    await after.post("901", "canceled", remains=200)
    assert await after.scene.wallet() == Money.of(10)

    await after.parent(order, "In progress", "901", "902")

    assert await after.scene.wallet() == Money.of(10)
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.BACKWARDS_MONEY]


async def test_looking_back_ends(after: Afterwards) -> None:
    order = await dripping(after)
    await after.parent(order, "Canceled", "901")
    await after.post("901", "completed")
    after.scene.client.statuses[UpstreamId("901")] = status("completed")

    for _ in range(26):
        await after.poll()
        await after.look_at_posts()

    async with after.scene.database.read() as reads:
        [post] = await reads.posts.of_order(order.id)
    assert (post.poll_at, (await after.scene.order(order)).poll_at) == (None, None)
    assert await after.scene.reviews() == []
