"""Sending orders: what each answer does to the order, its money and the queue."""

from __future__ import annotations

from domain.accounts import TransferKind
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from tests.service.ordering.scene import Scene


async def test_an_accepted_order_runs_and_its_hold_is_captured(scene: Scene) -> None:
    order = await scene.place()

    await scene.submit()

    order = await scene.order(order)
    assert order.status is OrderStatus.PENDING
    assert order.upstream_id == "23501"
    assert (order.held, order.captured) == (ZERO, Money.of(2))
    kinds = [transfer.kind for transfer in await scene.transfers(order)]
    assert kinds == [TransferKind.HOLD, TransferKind.CAPTURE]
    assert dict(scene.client.adds[0].fields) == {"link": order.request.link, "quantity": "1000"}


async def test_a_completed_order_is_told_once_and_refunds_nothing(scene: Scene) -> None:
    order = await scene.running()

    done = await scene.answer(order, "completed", start_count=10, remains=0)
    await scene.poll()

    assert done.status is OrderStatus.COMPLETED
    assert done.start_count == 10
    assert await scene.notices() == [("order_finished", {"order_id": order.id})]
    assert await scene.wallet() == Money.of(8)
