"""Orders that take longer than usual: told once, with remedies that reach the shop's people."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.errors import NotFoundError
from domain.figures import ServiceFigures, ShopFigures
from domain.ids import UserId
from domain.orders import Order, OrderStatus
from domain.reviews import ReviewKind
from services.catalogue.figures import LiveFigures
from services.ordering.ask_now import AskNow, Looked
from services.ordering.cards import OpenOwnOrder
from services.ordering.late import AskForHaste, TellLate
from tests.service.ordering.scene import CUSTOMER, OWNER, Scene

QUICK = ServiceFigures(
    completed=30, partial=0, canceled=0, finishes_p50_s=1800, finishes_p90_s=7200
)
STRANGER = UserId(4711)


def tell(scene: Scene, figures: LiveFigures | None = None) -> TellLate:
    return TellLate(scene.database, scene.clock, figures or LiveFigures())


def measured(scene: Scene) -> LiveFigures:
    return LiveFigures(ShopFigures({scene.service.id: QUICK}))


def haste(scene: Scene) -> AskForHaste:
    return AskForHaste(scene.database, scene.clock, scene.owners, measured(scene))


async def late_order(scene: Scene) -> Order:
    order = await scene.running()
    scene.clock.advance(hours=3)
    return order


async def test_a_delay_is_told_once_when_9_of_10_would_be_done(scene: Scene) -> None:
    order = await scene.running()
    late = tell(scene, measured(scene))

    scene.clock.advance(seconds=7199)
    assert await late() == 0
    scene.clock.advance(seconds=1)
    assert [await late(), await late()] == [1, 0]

    notices = await scene.notices()
    assert ("order_late", {"order_id": order.id}) in notices
    assert [kind for kind, _ in notices].count("order_late") == 1
    assert (await scene.order(order)).late_told_at == scene.clock.now()


async def test_without_figures_a_day_is_late(scene: Scene) -> None:
    await scene.running()

    scene.clock.advance(hours=23, minutes=59)
    assert await tell(scene)() == 0
    scene.clock.advance(minutes=1)
    assert await tell(scene)() == 1


async def test_what_waits_or_has_ended_is_never_late(scene: Scene) -> None:
    done = await scene.running()
    await scene.answer(done, "completed")
    waiting = await scene.place()
    scene.clock.advance(days=9)

    assert await tell(scene, measured(scene))() == 0
    assert (await scene.order(waiting)).late_told_at is None


async def test_many_workers_tell_a_delay_once(scene: Scene) -> None:
    for _ in range(4):
        await late_order(scene)

    told = await asyncio.gather(*(tell(scene, measured(scene))() for _ in range(4)))

    assert sum(told) == 4
    assert (await scene.kinds()).count("order_late") == 4


async def test_every_running_order_is_looked_at_however_many_there_are(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ordering.late.STEP", 2)
    orders = [await scene.running(100) for _ in range(5)]
    scene.clock.advance(hours=3)

    assert await tell(scene, measured(scene))() == len(orders)


async def test_asking_for_haste_brings_the_order_to_the_owners_once(scene: Scene) -> None:
    order = await late_order(scene)

    asked = [await haste(scene)(user_id=CUSTOMER, order_id=order.id) for _ in range(2)]

    assert asked == [True, True]
    (review,) = await scene.reviews()
    assert (review.order_id, review.kind) == (order.id, ReviewKind.LATE)
    assert await scene.kinds(OWNER) == ["alert_review"]
    assert not (await scene.order(order)).review, "no money waits for this case"


async def test_haste_is_asked_for_late_orders_alone(scene: Scene) -> None:
    fresh = await scene.running()

    assert not await haste(scene)(user_id=CUSTOMER, order_id=fresh.id)
    assert await scene.reviews() == []


async def test_nobody_asks_for_haste_with_anothers_order(scene: Scene) -> None:
    order = await late_order(scene)

    with pytest.raises(NotFoundError):
        await haste(scene)(user_id=STRANGER, order_id=order.id)
    assert await scene.reviews() == []


async def test_a_card_knows_that_its_order_is_late_and_what_was_expected(scene: Scene) -> None:
    order = await scene.running()
    read = OpenOwnOrder(scene.database, scene.clock, measured(scene))

    early = (await read(user_id=CUSTOMER, order_id=order.id)).background
    scene.clock.advance(hours=3)
    late = (await read(user_id=CUSTOMER, order_id=order.id)).background

    assert early.outlook is not None
    assert order.accepted_at is not None
    assert early.outlook.done_at == order.accepted_at + timedelta(seconds=1800)
    assert (early.is_late, late.is_late) == (False, True)


async def test_a_wish_to_know_makes_the_order_the_next_to_ask_about(scene: Scene) -> None:
    order = await scene.running()
    ask = AskNow(scene.database, scene.clock, patience_s=0.0)

    first = await ask(user_id=CUSTOMER, order_id=order.id)

    assert first is Looked.ASKED
    assert (await scene.order(order)).poll_at == scene.clock.now()


async def test_an_order_is_hurried_at_most_once_in_a_while(scene: Scene) -> None:
    order = await scene.running()
    ask = AskNow(scene.database, scene.clock, patience_s=0.0)
    await ask(user_id=CUSTOMER, order_id=order.id)
    await scene.answer(order, "in_progress", remains=400)

    assert await ask(user_id=CUSTOMER, order_id=order.id) is Looked.LATELY
    before = (await scene.order(order)).poll_at
    scene.clock.advance(seconds=25)
    assert await ask(user_id=CUSTOMER, order_id=order.id) is Looked.ASKED
    assert await ask(user_id=CUSTOMER, order_id=order.id) is Looked.ASKED
    hurried = await scene.order(order)
    assert hurried.poll_at != before
    assert hurried.hurried_at == scene.clock.now()


async def test_an_answer_that_comes_at_once_is_waited_for(scene: Scene) -> None:
    order = await scene.running()
    ask = AskNow(scene.database, scene.clock, patience_s=5.0)

    async with asyncio.TaskGroup() as group:
        looked = group.create_task(ask(user_id=CUSTOMER, order_id=order.id))
        await asyncio.sleep(0.05)
        await scene.answer(order, "in_progress", remains=400)

    assert looked.result() is Looked.ANSWERED


@pytest.mark.parametrize("status", [OrderStatus.QUEUED, OrderStatus.COMPLETED])
async def test_there_is_nothing_to_ask_about_what_waits_or_is_over(
    scene: Scene, status: OrderStatus
) -> None:
    order = await scene.place()
    if status is OrderStatus.COMPLETED:
        await scene.submit()
        order = await scene.answer(await scene.order(order), "completed")
    ask = AskNow(scene.database, scene.clock, patience_s=0.0)

    assert await ask(user_id=CUSTOMER, order_id=order.id) is Looked.NOTHING
    with pytest.raises(NotFoundError):
        await ask(user_id=STRANGER, order_id=order.id)
