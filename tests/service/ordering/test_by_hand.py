"""Operators refund and overrule orders: what was previewed happens, never above what was paid."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from db.models.people import journal
from domain.errors import DecisionError, NotFoundError
from domain.ids import OrderId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus, ReleaseReason
from domain.provider import ProviderError, Unconfirmed
from services.ordering.overrule import SetStatus
from services.ordering.refresh import Asked, RefreshOrders
from services.ordering.refund import RefundOrder
from tests.service.ordering.scene import OWNER, Scene, status


def refund(scene: Scene) -> RefundOrder:
    return RefundOrder(scene.database, scene.clock)


def overrule(scene: Scene) -> SetStatus:
    return SetStatus(scene.database, scene.clock)


async def pay_back(scene: Scene, order: Order, amount: Money | None = None) -> None:
    await refund(scene)(actor_id=OWNER, order_id=order.id, amount=amount, reason="late")


async def refund_problem(scene: Scene, order: Order, amount: Money | None = None) -> str:
    with pytest.raises(DecisionError) as caught:
        await pay_back(scene, order, amount)
    return caught.value.problem


async def set_problem(scene: Scene, order: Order, to: OrderStatus) -> str:
    with pytest.raises(DecisionError) as caught:
        await overrule(scene)(actor_id=OWNER, order_id=order.id, status=to, reason="seen")
    return caught.value.problem


async def test_a_refund_does_what_its_preview_said(scene: Scene) -> None:
    order = await scene.running()

    plan = await refund(scene).preview(order_id=order.id, amount=Money.of("0.50"))
    await pay_back(scene, order, Money.of("0.50"))

    assert (plan.amount, plan.most) == (Money.of("0.50"), Money.of(2))
    assert (plan.wallet_before, plan.wallet_after) == (Money.of(8), Money.of("8.50"))
    assert await scene.wallet() == plan.wallet_after
    assert (await scene.order(order)).status is OrderStatus.PENDING
    expected = {"order_id": order.id, "amount_micros": 500_000}
    assert await scene.notices() == [("money_returned", expected)]


async def test_refunds_never_add_up_to_more_than_was_paid(scene: Scene) -> None:
    order = await scene.running()
    await pay_back(scene, order, Money.of("1.50"))

    assert await refund_problem(scene, order, Money.of("0.51")) == "too_much"
    assert await refund_problem(scene, order, Money(-1)) == "too_much"
    assert await refund_problem(scene, order, ZERO) == "too_much"
    await pay_back(scene, order)

    assert await refund_problem(scene, order) == "nothing_left"
    assert await scene.wallet() == Money.of(10)


async def test_a_partial_after_a_refund_pays_only_the_rest(scene: Scene) -> None:
    order = await scene.running()
    await pay_back(scene, order, Money.of("0.50"))

    order = await scene.answer(order, "partial", remains=500)

    assert order.refunded == Money.of(1)
    assert await scene.wallet() == Money.of(9)


async def test_a_partial_below_what_was_already_returned_takes_nothing_back(scene: Scene) -> None:
    order = await scene.running()
    await pay_back(scene, order, Money.of("1.50"))

    order = await scene.answer(order, "partial", remains=500)

    assert (order.status, order.refunded) == (OrderStatus.PARTIAL, Money.of("1.50"))


async def test_two_operators_refunding_at_once_refund_once(scene: Scene) -> None:
    order = await scene.running()

    results = await asyncio.gather(
        *(pay_back(scene, order, Money.of("1.50")) for _ in range(3)), return_exceptions=True
    )

    assert sum(result is None for result in results) == 1
    assert await scene.wallet() == Money.of("9.50")


async def test_a_queued_order_is_released_whole_or_not_at_all(scene: Scene) -> None:
    order = await scene.place()

    assert await refund_problem(scene, order, Money.of(1)) == "not_partial"
    await pay_back(scene, order)

    order = await scene.order(order)
    assert (order.status, order.reason) == (OrderStatus.RELEASED, ReleaseReason.OPERATOR)
    assert await scene.wallet() == Money.of(10)
    assert await scene.submit() == 0


async def test_an_unconfirmed_order_is_left_to_its_case(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.append(Unconfirmed("timeout"))
    await scene.submit()

    assert await refund_problem(scene, order) == "unconfirmed"
    assert await set_problem(scene, order, OrderStatus.RELEASED) == "unconfirmed"


async def test_a_status_set_by_hand_does_what_its_preview_said(scene: Scene) -> None:
    order = await scene.running()
    order = await scene.answer(order, "in_progress", remains=250)

    plan = await overrule(scene).preview(order_id=order.id, status=OrderStatus.PARTIAL)
    act = overrule(scene)
    await act(actor_id=OWNER, order_id=order.id, status=OrderStatus.PARTIAL, reason="stuck")

    order = await scene.order(order)
    assert (plan.returns, plan.wallet_after) == (Money.of("0.50"), Money.of("8.50"))
    assert (order.status, order.refunded) == (OrderStatus.PARTIAL, Money.of("0.50"))
    assert await scene.wallet() == plan.wallet_after
    assert await scene.kinds() == ["order_finished"]
    assert await scene.poll() == 0, "a person's word is final"


async def test_an_effect_that_changed_since_its_preview_is_not_carried_out(scene: Scene) -> None:
    order = await scene.running()
    await pay_back(scene, order, Money.of(1))

    with pytest.raises(DecisionError, match="changed"):
        await overrule(scene)(
            actor_id=OWNER,
            order_id=order.id,
            status=OrderStatus.CANCELED,
            reason="late",
            returns=Money.of(2),
        )

    assert (await scene.order(order)).status is OrderStatus.PENDING


async def test_a_completed_order_can_be_canceled_by_hand(scene: Scene) -> None:
    order = await scene.running()
    await scene.answer(order, "completed")

    act = overrule(scene)
    await act(actor_id=OWNER, order_id=order.id, status=OrderStatus.CANCELED, reason="fake")

    assert await scene.wallet() == Money.of(10)
    assert await set_problem(scene, order, OrderStatus.COMPLETED) == "not_allowed"


async def test_a_partial_without_remains_cannot_be_priced_by_hand(scene: Scene) -> None:
    order = await scene.running()

    assert await set_problem(scene, order, OrderStatus.PARTIAL) == "remains_unknown"
    assert await set_problem(scene, order, OrderStatus.QUEUED) == "not_allowed"
    assert await set_problem(scene, order, OrderStatus.RELEASED) == "not_allowed"


async def test_every_act_leaves_a_line_in_the_journal(scene: Scene) -> None:
    order = await scene.running()
    await pay_back(scene, order, Money.of("0.50"))
    act = overrule(scene)
    await act(actor_id=OWNER, order_id=order.id, status=OrderStatus.CANCELED, reason="late")

    async with scene.database.read() as reads:
        rows = list(await reads.connection.execute(select(journal).order_by(journal.c.id)))

    assert [(row.act, row.actor_id, row.reason) for row in rows] == [
        ("refund", OWNER, "late"),
        ("setstatus", OWNER, "late"),
    ]
    assert all(row.transfer_id for row in rows)


async def test_absent_orders_are_not_found(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        await refund(scene).preview(order_id=OrderId(9))
    with pytest.raises(NotFoundError):
        await overrule(scene).preview(order_id=OrderId(9), status=OrderStatus.CANCELED)


async def test_asking_now_settles_what_is_answered(scene: Scene) -> None:
    first, second = await scene.running(), await scene.running(quantity=10)
    queued = await scene.place(quantity=10)
    assert first.upstream_id is not None
    scene.client.statuses[first.upstream_id] = status("completed")
    ids = [first.id, second.id, queued.id, OrderId(99), first.id]

    found = await RefreshOrders(*scene.engine)(order_ids=ids)

    assert [item.asked for item in found] == [
        Asked.ANSWERED,
        Asked.NOT_ANSWERED,
        Asked.NOT_SENT,
        Asked.NOT_FOUND,
    ]
    assert found[0].order is not None
    assert found[0].order.status is OrderStatus.COMPLETED


async def test_asking_now_says_when_the_provider_cannot_be_read(scene: Scene) -> None:
    order = await scene.running()
    scene.client.trouble = ProviderError(None, "HTTP 502")

    [found] = await RefreshOrders(*scene.engine)(order_ids=[order.id])

    assert found.asked is Asked.UNREADABLE
