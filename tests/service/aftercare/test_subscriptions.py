"""Subscriptions: children followed, units counted, the unused part back to the micro-unit."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from domain.aftercare import AskState
from domain.ids import UpstreamId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus
from domain.provider import ProviderError, StatusRefused, UpstreamStatus
from domain.reviews import ReviewKind
from services.ordering.aftercare.cancel import Outcome
from services.ordering.aftercare.posts import PollPosts
from services.ordering.poll import PollOrders
from services.ordering.refresh import RefreshOrders
from tests.service.aftercare.afterwards import Afterwards
from tests.service.ordering.scene import MAIN, status


async def test_it_holds_what_all_posts_may_take(after: Afterwards) -> None:
    order = await after.subscribed(old_posts="2")

    # 400 for each of 5 new and 2 old posts, at 2.00 for 1,000
    assert (order.request.units, order.charge) == (2800, Money.of("5.60"))


async def delivered(after: Afterwards, number: str, quantity: int) -> None:
    """A post's order from its start to its end."""
    await after.post(number, "pending", remains=quantity)
    await after.post(number, "completed", remains=0)


async def test_what_was_not_used_returns_when_it_ends(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801", "802")
    await delivered(after, "801", 300)
    await delivered(after, "802", 257)
    running = await after.scene.order(order)
    assert (running.status, running.delivered) == (OrderStatus.IN_PROGRESS, 557)
    assert await after.scene.wallet() == Money.of(6)

    await after.parent(order, "Canceled", "801", "802")

    done = await after.scene.order(order)
    # 2,000 units for 4.00; 557 used cost 1.114
    assert (done.status, done.refunded) == (OrderStatus.PARTIAL, Money.of("2.886"))
    assert await after.scene.wallet() == Money.of("8.886")
    assert await after.scene.kinds() == ["order_finished"]


async def test_it_ends_only_when_its_last_post_has_ended(after: Afterwards) -> None:
    order = await after.subscribed(posts="2")
    await after.parent(order, "Active", "801")
    await after.post("801", "pending", remains=400)
    await after.parent(order, "Completed", "801", "802")
    assert (await after.scene.order(order)).status is OrderStatus.IN_PROGRESS

    await after.post("801", "completed")
    await delivered(after, "802", 400)

    done = await after.scene.order(order)
    assert (done.status, done.refunded) == (OrderStatus.COMPLETED, ZERO)
    assert await after.scene.wallet() == Money.of("8.40")


async def test_without_any_post_everything_returns(after: Afterwards) -> None:
    order = await after.subscribed()

    await after.parent(order, "Expired")

    done = await after.scene.order(order)
    assert (done.status, done.refunded) == (OrderStatus.CANCELED, Money.of(4))
    assert await after.scene.wallet() == Money.of(10)


@pytest.mark.parametrize(
    ("word", "given", "used"),
    [
        ("completed", {}, 300),
        ("partial", {"remains": 100}, 200),
        ("partial", {"remains": -5}, 300),
        ("canceled", {"remains": 300}, 0),
    ],
)
async def test_each_end_of_a_post_counts_what_was_delivered(
    after: Afterwards, word: str, given: dict[str, int], used: int
) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await after.post("801", "pending", remains=300)

    await after.post("801", word, **given)
    await after.parent(order, "Canceled", "801")

    [post] = await after.posts(order)
    assert post.delivered == used
    assert await after.scene.wallet() == Money.of(10) - Money(used * 2000)


async def test_a_quantity_that_nobody_saw_follows_from_the_charge(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801", "802")

    await after.post("801", "completed", charge=Decimal("0.321"), currency="USD")
    await after.post("802", "partial", charge=Decimal("0.1"), remains=150)
    await after.parent(order, "Canceled", "801", "802")

    assert [post.delivered for post in await after.posts(order)] == [321, 100]


async def test_a_quantity_that_is_the_same_for_all_needs_no_evidence(after: Afterwards) -> None:
    order = await after.subscribed(min="400")
    await after.parent(order, "Active", "801")

    await after.post("801", "completed")

    assert [post.delivered for post in await after.posts(order)] == [400]


ODD = [
    ("completed", {"charge": Decimal("0.3217")}),
    ("completed", {"charge": Decimal(9)}),
    ("completed", {"charge": Decimal("0.3"), "currency": "INR"}),
    ("completed", {}),
    ("partial", {"remains": 9999}),
    ("partial", {}),
]


@pytest.mark.parametrize(("word", "given"), ODD)
async def test_odd_figures_go_to_a_person_and_move_no_money(
    after: Afterwards, word: str, given: dict[str, object]
) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    for _ in range(4):
        await after.post("801", word, **given)
    await after.parent(order, "Canceled", "801")
    await after.look_at_posts()

    stands = await after.scene.order(order)
    assert (stands.status, stands.review, stands.refunded) == (
        OrderStatus.IN_PROGRESS,
        True,
        ZERO,
    )
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.PARTIAL_ODD]


async def test_a_charge_proves_nothing_once_the_price_has_moved(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await after.scene.reprice(Money.of("1.5"))
    for _ in range(4):
        await after.post("801", "completed", charge=Decimal("0.3"))

    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.PARTIAL_ODD]


async def test_completed_with_fewer_posts_than_agreed_is_looked_at(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await delivered(after, "801", 300)

    await after.parent(order, "Completed", "801")

    assert (await after.scene.order(order)).refunded == ZERO
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.PARTIAL_ODD]


async def test_more_than_was_agreed_never_takes_more_than_was_paid(after: Afterwards) -> None:
    order = await after.subscribed(posts="1")
    await after.parent(order, "Active", "801", "802")
    await delivered(after, "801", 400)
    await delivered(after, "802", 400)

    await after.parent(order, "Completed", "801", "802")

    done = await after.scene.order(order)
    assert (done.status, done.remains, done.refunded) == (OrderStatus.COMPLETED, 0, ZERO)


async def test_paused_goes_on_and_an_unknown_word_is_looked_at(after: Afterwards) -> None:
    order = await after.subscribed()

    await after.parent(order, "Paused", "801")
    assert await after.scene.reviews() == []
    await after.parent(order, "Gone fishing", "801")

    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.UNKNOWN_STATUS]
    assert (await after.scene.order(order)).status is OrderStatus.IN_PROGRESS


async def test_stop_asks_the_provider_and_settles_by_its_word(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await after.post("801", "pending", remains=350)

    assert (await after.cancel(order)).outcome is Outcome.ASKED
    await after.send()
    assert after.scene.client.asks == [("cancel", order.upstream_id)]
    assert await after.scene.wallet() == Money.of(6)
    await after.parent(order, "Canceled", "801")
    assert await after.scene.wallet() == Money.of(6), "a post is still being delivered"
    await after.post("801", "completed")

    assert (await after.ask(order)).state is AskState.DONE
    assert await after.scene.wallet() == Money.of("9.30")


async def test_silence_and_errors_about_posts_prove_nothing(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    del after.scene.client.statuses[UpstreamId("801")]
    after.scene.client.trouble = ProviderError(None, "HTTP 500")
    await after.look_at_posts()
    after.scene.client.trouble = None

    await after.look_at_posts()

    [post] = await after.posts(order)
    assert (post.status, post.delivered) == (OrderStatus.PENDING, None)
    assert [case.kind for case in await after.scene.reviews()] == [ReviewKind.UPSTREAM_LOST]


async def test_refreshing_by_hand_settles_it_too(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await delivered(after, "801", 300)
    assert order.upstream_id is not None
    after.scene.client.statuses[order.upstream_id] = _ended("801")

    await RefreshOrders(*after.scene.engine)(order_ids=[order.id])

    assert (await after.scene.order(order)).refunded == Money.of("3.40")


def _ended(number: str) -> UpstreamStatus:
    return status("Canceled", posts=(UpstreamId(number),))


async def test_many_workers_settle_it_once(after: Afterwards) -> None:
    order = await after.subscribed()
    await after.parent(order, "Active", "801")
    await after.post("801", "pending", remains=300)
    after.scene.client.statuses |= _both_ended(order)
    after.scene.clock.advance(hours=1)
    engine = after.scene.engine

    for _ in range(2):
        await asyncio.gather(
            *(PollPosts(*engine)(provider=MAIN, limit=100) for _ in range(3)),
            *(PollOrders(*engine)(provider=MAIN, limit=100) for _ in range(3)),
        )
        after.scene.clock.advance(hours=1)

    assert (await after.scene.order(order)).refunded == Money.of("3.40")
    assert await after.scene.wallet() == Money.of("9.40")
    assert await after.scene.kinds() == ["order_finished"]


def _both_ended(order: Order) -> dict[UpstreamId, UpstreamStatus | StatusRefused]:
    assert order.upstream_id is not None
    return {order.upstream_id: _ended("801"), UpstreamId("801"): status("completed")}
