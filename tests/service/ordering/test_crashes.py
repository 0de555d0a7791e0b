"""Death at every step, and many workers at once: nothing is sent twice, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from domain.accounts import TransferKind
from domain.ids import UpstreamId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from domain.provider import Accepted, StatusAnswers
from domain.reviews import AttemptOutcome, ReviewKind
from services.ordering.claims import ClaimOrders
from services.ordering.outcomes import RecordOutcome
from services.ordering.poll import PollOrders
from services.ordering.reconcile import RecoverAttempts
from services.ordering.settle import SettleOrders
from services.ordering.submit import SubmitOrders
from tests.service.ordering.scene import MAIN, OWNER, Scene, status


def dying(*_given: Any, **_named: Any) -> Any:
    raise asyncio.CancelledError


async def recover(scene: Scene) -> int:
    return await RecoverAttempts(scene.database, scene.clock, scene.owners)()


async def die_in(scene: Scene, owner: type, method: str, act: Callable[[], Any]) -> None:
    """Play a scene in which the process dies when it comes to a method."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, method, dying)
        with pytest.raises(asyncio.CancelledError):
            await act()


async def test_death_before_the_claim_is_committed_changes_nothing(scene: Scene) -> None:
    order = await scene.place()

    await die_in(scene, ClaimOrders, "_start", scene.submit)

    assert (await scene.order(order)).status is OrderStatus.QUEUED
    assert await scene.attempts(order) == []


async def test_death_between_claim_and_first_byte_cannot_be_proved_harmless(scene: Scene) -> None:
    order = await scene.place()

    await die_in(scene, SubmitOrders, "_add", scene.submit)

    await assert_goes_to_a_person(scene, order.id, sent=0)


async def test_death_while_waiting_for_the_answer_goes_to_a_person(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.append(asyncio.CancelledError())

    with pytest.raises(asyncio.CancelledError):
        await scene.submit()

    await assert_goes_to_a_person(scene, order.id, sent=1)


async def test_death_between_answer_and_commit_goes_to_a_person(scene: Scene) -> None:
    order = await scene.place()

    await die_in(scene, RecordOutcome, "_act", scene.submit)

    await assert_goes_to_a_person(scene, order.id, sent=1)


async def assert_goes_to_a_person(scene: Scene, order_id: Any, *, sent: int) -> None:
    order = await scene.order(order_id)
    assert order.status is OrderStatus.SUBMITTING
    assert await recover(scene) == 0, "the request may still be under way"

    scene.clock.advance(seconds=scene.pacing.attempt_s)
    assert await recover(scene) == 1
    assert await recover(scene) == 0
    await scene.submit()

    order = await scene.order(order_id)
    assert (order.status, order.held) == (OrderStatus.UNCONFIRMED, Money.of(2))
    assert [attempt.outcome for attempt in await scene.attempts(order)] == [
        AttemptOutcome.UNCONFIRMED
    ]
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.UNCONFIRMED]
    assert await scene.kinds(OWNER) == ["alert_review"]
    assert len(scene.client.adds) == sent


async def test_one_senders_death_does_not_cut_off_the_others(scene: Scene) -> None:
    first, second = await scene.place(), await scene.place()
    slow = asyncio.Event()

    async def late(_call: object) -> Accepted:
        await slow.wait()
        return Accepted(UpstreamId("77"))

    scene.client.script.extend([RuntimeError("a bug"), late])
    asyncio.get_running_loop().call_later(0.05, slow.set)
    with pytest.raises(RuntimeError):
        await scene.submit()

    assert (await scene.order(first)).status is OrderStatus.SUBMITTING
    assert (await scene.order(second)).upstream_id == "77"


async def test_an_answer_after_the_recovery_is_kept_for_the_person(scene: Scene) -> None:
    order = await scene.place()

    async def far_too_late(_call: object) -> Accepted:
        scene.clock.advance(seconds=scene.pacing.attempt_s)
        await recover(scene)
        return Accepted(UpstreamId("88"))

    scene.client.script.append(far_too_late)
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.UNCONFIRMED
    [attempt] = await scene.attempts(order)
    assert attempt.detail == "late answer: 88"


async def test_death_after_acceptance_only_means_polling(scene: Scene) -> None:
    order = await scene.place()

    await die_in(scene, SubmitOrders, "_note_health", scene.submit)
    scene.clock.advance(hours=1)

    assert await recover(scene) == 0
    order = await scene.order(order)
    assert (await scene.answer(order, "completed")).status is OrderStatus.COMPLETED


async def test_death_between_status_and_commit_means_asking_again(scene: Scene) -> None:
    order = await scene.running()
    assert order.upstream_id is not None
    scene.client.statuses[order.upstream_id] = status("canceled")

    await die_in(scene, SettleOrders, "_stay", scene.poll)
    assert (await scene.order(order)).status is OrderStatus.PENDING
    await scene.poll()

    assert await scene.wallet() == Money.of(10)


async def test_a_refund_is_all_or_nothing(scene: Scene) -> None:
    order = await scene.running()
    assert order.upstream_id is not None
    scene.client.statuses[order.upstream_id] = status("canceled")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.ordering.settle.pay_back", dying)
        with pytest.raises(asyncio.CancelledError):
            await scene.poll()
    assert (await scene.order(order)).refunded == ZERO
    assert await scene.kinds() == []
    await scene.poll()

    assert await scene.wallet() == Money.of(10)
    assert await scene.kinds() == ["order_finished"]


async def test_many_workers_send_each_order_once(scene: Scene) -> None:
    orders = [await scene.place(quantity=100) for _ in range(12)]
    scene.max_inflight = 12

    while True:
        done = await asyncio.gather(*(scene.submit(limit=3) for _ in range(4)))
        if not any(done):
            break

    links = sorted(call.fields["link"] for call in scene.client.adds)
    assert links == sorted(order.request.link for order in orders)
    assert {(await scene.order(order)).status for order in orders} == {OrderStatus.PENDING}


async def test_many_workers_together_keep_the_providers_limit(scene: Scene) -> None:
    for _ in range(8):
        await scene.place(quantity=100)
    scene.max_inflight = 2
    under_way = most = 0

    async def count(_call: object) -> Accepted:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return Accepted(UpstreamId(f"n{len(scene.client.adds)}-{under_way}-{most}"))

    scene.client.script.extend([count] * 8)
    await asyncio.gather(*(scene.submit() for _ in range(4)))

    assert 1 <= most <= 2


async def test_many_pollers_refund_once(scene: Scene) -> None:
    orders = [await scene.running(quantity=100) for _ in range(6)]
    for order in orders:
        assert order.upstream_id is not None
        scene.client.statuses[order.upstream_id] = status("canceled")
    scene.clock.advance(hours=1)

    async def poll() -> None:
        await PollOrders(*scene.engine)(provider=MAIN, limit=100)

    await asyncio.gather(*(poll() for _ in range(4)))

    assert await scene.wallet() == Money.of(10)
    for order in orders:
        kinds = [transfer.kind for transfer in await scene.transfers(order)]
        assert kinds.count(TransferKind.REFUND) == 1


async def test_the_same_stale_answer_written_twice_refunds_once(scene: Scene) -> None:
    order = await scene.running()
    assert order.upstream_id is not None
    answers: StatusAnswers = {order.upstream_id: status("partial", remains=500)}
    settle = SettleOrders(scene.database, scene.clock, scene.owners, scene.pacing)
    provider = scene.providers[MAIN]

    await asyncio.gather(*(settle(provider, [order], answers) for _ in range(3)))

    assert (await scene.order(order)).refunded == Money.of(1)
    assert await scene.wallet() == Money.of(9)
