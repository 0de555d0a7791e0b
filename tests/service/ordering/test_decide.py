"""A person's decisions about what nobody knew: checked, locked, carried out once."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from domain.errors import DecisionError
from domain.ids import UpstreamId, UserId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus, ReleaseReason
from domain.provider import Accepted, ProviderError, Refusal, StatusRefused, Unconfirmed
from domain.reviews import Decision, Review
from services.ordering.decide import DecideReview
from tests.service.ordering.scene import MAIN, OWNER, Scene, status

FOUND = UpstreamId("4711")


async def unconfirmed(scene: Scene) -> tuple[Order, Review]:
    order = await scene.place()
    scene.client.script.append(Unconfirmed("timeout"))
    await scene.submit()
    reviews = await scene.reviews()
    return await scene.order(order), reviews[-1]


async def decide(
    scene: Scene, review: Review, decision: Decision, actor_id: UserId = OWNER, **given: Any
) -> Order:
    act = DecideReview(scene.database, scene.clock, scene.providers, scene.pacing)
    return await act(actor_id=actor_id, review_id=review.id, decision=decision, **given)


async def problem_of(scene: Scene, review: Review, decision: Decision, **given: Any) -> str:
    with pytest.raises(DecisionError) as caught:
        await decide(scene, review, decision, **given)
    return caught.value.problem


async def test_a_found_order_runs_under_its_id(scene: Scene) -> None:
    order, review = await unconfirmed(scene)
    scene.client.statuses[FOUND] = status("in_progress", charge=Decimal(1), remains=900)

    order = await decide(scene, review, Decision.FOUND, upstream_id=FOUND)

    assert (order.status, order.upstream_id) == (OrderStatus.PENDING, FOUND)
    assert (order.held, order.captured, order.review) == (ZERO, Money.of(2), False)
    assert (await scene.answer(order, "completed")).status is OrderStatus.COMPLETED
    assert len(scene.client.adds) == 1


async def test_an_id_that_the_provider_does_not_know_is_refused(scene: Scene) -> None:
    _, review = await unconfirmed(scene)

    assert await problem_of(scene, review, Decision.FOUND, upstream_id=FOUND) == "unknown_id"
    scene.client.statuses[FOUND] = StatusRefused(Refusal.ORDER_ID, "Incorrect order ID")
    assert await problem_of(scene, review, Decision.FOUND, upstream_id=FOUND) == "unknown_id"
    scene.client.trouble = ProviderError(None, "timeout")
    assert await problem_of(scene, review, Decision.FOUND, upstream_id=FOUND) == "unreadable"
    assert await problem_of(scene, review, Decision.FOUND) == "id_needed"


@pytest.mark.parametrize(
    "answer",
    [
        status("in_progress", charge=Decimal("0.50")),
        status("in_progress", charge=Decimal("1.50")),
        status("completed", charge=Decimal(3)),
        status("in_progress", remains=1001),
    ],
)
async def test_somebody_elses_order_is_not_adopted(scene: Scene, answer: Any) -> None:
    order, review = await unconfirmed(scene)
    scene.client.statuses[FOUND] = answer

    assert await problem_of(scene, review, Decision.FOUND, upstream_id=FOUND) == "other_order"

    assert (await scene.order(order)).status is OrderStatus.UNCONFIRMED
    adopted = await decide(scene, review, Decision.FOUND, upstream_id=FOUND, certain=True)
    assert adopted.upstream_id == FOUND


async def test_an_id_of_another_of_our_orders_is_not_adopted(scene: Scene) -> None:
    scene.client.script.append(Accepted(FOUND))
    await scene.running(quantity=500)
    _, review = await unconfirmed(scene)
    scene.client.statuses[FOUND] = status("in_progress")

    assert await problem_of(scene, review, Decision.FOUND, upstream_id=FOUND) == "taken_id"


@pytest.mark.parametrize("decision", [Decision.SEND_AGAIN, Decision.REFUND])
async def test_not_placed_is_locked_until_the_try_has_settled(
    scene: Scene, decision: Decision
) -> None:
    _, review = await unconfirmed(scene)

    scene.clock.advance(seconds=599)
    assert await problem_of(scene, review, decision) == "locked"
    scene.clock.advance(seconds=1)

    await decide(scene, review, decision)


async def test_sent_again_it_is_sent_exactly_once_more(scene: Scene) -> None:
    order, review = await unconfirmed(scene)
    scene.clock.advance(hours=7)  # older than an order may wait: its waiting starts anew

    await decide(scene, review, Decision.SEND_AGAIN)
    await scene.submit()
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert len(scene.client.adds) == 2


async def test_sent_again_and_lost_again_it_asks_again(scene: Scene) -> None:
    order, review = await unconfirmed(scene)
    scene.clock.advance(minutes=10)
    await decide(scene, review, Decision.SEND_AGAIN)
    scene.client.script.append(Unconfirmed("timeout"))

    await scene.submit()

    [again] = await scene.reviews()
    assert again.id != review.id
    assert (await scene.order(order)).review


async def test_refunded_it_is_released_whole(scene: Scene) -> None:
    _, review = await unconfirmed(scene)
    scene.clock.advance(minutes=10)

    order = await decide(scene, review, Decision.REFUND)

    assert (order.status, order.reason) == (OrderStatus.RELEASED, ReleaseReason.OPERATOR)
    assert await scene.wallet() == Money.of(10)
    assert await scene.kinds() == ["order_released"]


async def test_waiting_keeps_the_case_open(scene: Scene) -> None:
    order, review = await unconfirmed(scene)

    await decide(scene, review, Decision.SEEN)

    assert (await scene.order(order)).status is OrderStatus.UNCONFIRMED
    assert [case.id for case in await scene.reviews()] == [review.id]


async def test_of_two_decisions_at_once_one_is_carried_out(scene: Scene) -> None:
    order, review = await unconfirmed(scene)
    scene.clock.advance(minutes=10)
    scene.client.statuses[FOUND] = status("in_progress")

    results = await asyncio.gather(
        decide(scene, review, Decision.REFUND),
        decide(scene, review, Decision.SEND_AGAIN, UserId(8)),
        decide(scene, review, Decision.FOUND, upstream_id=FOUND),
        return_exceptions=True,
    )

    refused = [result for result in results if isinstance(result, DecisionError)]
    assert [error.problem for error in refused] == ["decided", "decided"]
    decided = await scene.review(review.id)
    ends = {
        Decision.REFUND: OrderStatus.RELEASED,
        Decision.SEND_AGAIN: OrderStatus.QUEUED,
        Decision.FOUND: OrderStatus.PENDING,
    }
    assert decided.decision is not None
    assert (await scene.order(order)).status is ends[decided.decision]


async def test_a_seen_oddity_lets_answers_count_again(scene: Scene) -> None:
    order = await scene.running()
    for _ in range(4):
        await scene.answer(order, "partial")
    [review] = await scene.reviews()
    assert await problem_of(scene, review, Decision.REFUND) == "wrong_kind"

    await decide(scene, review, Decision.SEEN)
    order = await scene.answer(order, "partial", remains=500)

    assert (order.status, order.refunded) == (OrderStatus.PARTIAL, Money.of(1))
    assert order.provider == MAIN
