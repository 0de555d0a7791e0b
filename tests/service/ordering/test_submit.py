"""Sending orders: what each answer does to the order, its money and the queue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.accounts import TransferKind
from domain.catalogue import Hidden
from domain.ids import UpstreamId
from domain.money import ZERO, Money
from domain.orders import OrderStatus, ReleaseReason
from domain.provider import (
    Accepted,
    AddOutcome,
    NotSent,
    Refusal,
    Refused,
    Throttled,
    Unconfirmed,
)
from domain.reviews import AttemptOutcome, ReviewKind
from services.ordering.aftercare.cancel import CancelOrder
from services.ordering.claims import Claim
from services.ordering.submit import SubmitOrders
from services.providers.provider import Provider
from tests.service.ordering.scene import CUSTOMER, MAIN, OWNER, Scene


async def test_an_accepted_order_runs_and_its_hold_is_captured(scene: Scene) -> None:
    order = await scene.place()

    await scene.submit()

    order = await scene.order(order)
    assert order.status is OrderStatus.PENDING
    assert order.upstream_id == "23501"
    assert (order.held, order.captured) == (ZERO, Money.of(2))
    kinds = [transfer.kind for transfer in await scene.transfers(order)]
    assert kinds == [TransferKind.HOLD, TransferKind.CAPTURE]
    assert dict(scene.client.adds[0].fields) == {
        "link": order.request.link,
        "quantity": "1000",
    }


async def test_the_intent_is_durable_before_anything_is_sent(scene: Scene) -> None:
    order = await scene.place()
    seen: list[OrderStatus] = []

    async def look(_call: object) -> AddOutcome:
        seen.append((await scene.order(order)).status)
        assert [attempt.outcome for attempt in await scene.attempts(order)] == ["open"]
        async with scene.database.write() as uow:  # no transaction stands in the way
            await uow.commit()
        return Accepted(UpstreamId("1"))

    scene.client.script.append(look)
    await scene.submit()

    assert seen == [OrderStatus.SUBMITTING]


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (Refusal.LINK, ReleaseReason.BAD_LINK),
        (Refusal.QUANTITY, ReleaseReason.BAD_QUANTITY),
        (Refusal.DATA, ReleaseReason.BAD_DATA),
        (Refusal.SERVICE, ReleaseReason.SERVICE_GONE),
    ],
)
async def test_a_final_refusal_gives_the_whole_charge_back(
    scene: Scene, refusal: Refusal, reason: ReleaseReason
) -> None:
    order = await scene.place()
    scene.client.script.append(Refused(refusal, "no"))

    await scene.submit()

    order = await scene.order(order)
    assert (order.status, order.reason) == (OrderStatus.RELEASED, reason)
    assert await scene.wallet() == Money.of(10)
    assert await scene.notices() == [("order_released", {"order_id": order.id})]


async def test_a_service_that_the_provider_refuses_is_hidden(scene: Scene) -> None:
    await scene.place()
    scene.client.script.append(Refused(Refusal.SERVICE, "Incorrect service ID"))

    await scene.submit()

    async with scene.database.read() as reads:
        service = await reads.services.find(scene.service.id)
        assert service is not None
        assert service.hidden is Hidden.PROVIDER_REFUSED
        assert await reads.services.version() == 1


@pytest.mark.parametrize("refusal", [Refusal.FUNDS, Refusal.AUTH])
async def test_a_provider_that_cannot_take_orders_is_held_and_told_once(
    scene: Scene, refusal: Refusal
) -> None:
    order = await scene.place()
    scene.client.script.extend([Refused(refusal, "no"), Refused(refusal, "no")])

    await scene.submit()
    scene.clock.advance(minutes=1, seconds=1)
    assert await scene.submit() == 0
    scene.clock.advance(minutes=30)
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.QUEUED
    assert len(scene.client.adds) == 2
    assert len(await scene.kinds(OWNER)) == 1


async def test_an_order_held_for_six_hours_is_released(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.extend([Refused(Refusal.FUNDS, "no")] * 200)

    for _ in range(73):
        await scene.submit()
        scene.clock.advance(minutes=5)

    order = await scene.order(order)
    assert (order.status, order.reason) == (OrderStatus.RELEASED, ReleaseReason.TOO_LONG_WAITING)
    assert await scene.wallet() == Money.of(10)


async def test_an_order_waits_for_another_on_the_same_link(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.append(Refused(Refusal.DUPLICATE_LINK, "active order"))

    await scene.submit()
    assert (await scene.order(order)).reason is ReleaseReason.ACTIVE_ORDER, "its card says so"
    assert await scene.submit() == 0
    scene.clock.advance(minutes=5, seconds=1)
    await scene.submit()

    order = await scene.order(order)
    assert (order.status, order.reason) == (OrderStatus.PENDING, None)


async def test_who_does_not_wish_to_wait_for_a_busy_link_gets_the_money_back(
    scene: Scene,
) -> None:
    order = await scene.place()
    scene.client.script.append(Refused(Refusal.DUPLICATE_LINK, "active order"))
    await scene.submit()

    await CancelOrder(scene.database, scene.clock)(user_id=CUSTOMER, order_id=order.id)
    scene.clock.advance(minutes=6)
    await scene.submit()

    assert (await scene.order(order)).reason is ReleaseReason.CUSTOMER
    assert await scene.wallet() == Money.of(10)
    assert len(scene.client.adds) == 1


async def test_no_more_orders_leave_in_a_minute_than_the_provider_takes(scene: Scene) -> None:
    for _ in range(5):
        await scene.place(quantity=10)
    scene.max_inflight, scene.per_minute = 10, 2

    sent = []
    for _ in range(3):
        await scene.submit()
        await scene.submit()
        sent.append(len(scene.client.adds))
        scene.clock.advance(seconds=61)

    assert sent == [2, 4, 5]


async def test_a_provider_that_asks_for_less_gets_half_and_more_again_in_time(
    scene: Scene,
) -> None:
    scene.max_inflight = 100
    for _ in range(40):
        await scene.place(quantity=10)
    scene.client.script.extend([*[Accepted(UpstreamId(str(n))) for n in range(19)], Throttled(30)])
    await scene.submit(limit=20)

    scene.clock.advance(seconds=61)
    await scene.submit(limit=100)

    assert len(scene.client.adds) == 20 + 12, "half of twenty, and a fifth more after a minute"


async def test_money_that_does_not_suffice_yet_changes_nothing(scene: Scene) -> None:
    scene.client.money = Decimal("0.10")
    order = await scene.place()
    scene.client.script.append(Refused(Refusal.FUNDS, "Not enough funds on balance"))
    await scene.submit()

    for money, sent in (("0.90", 1), ("0.95", 1), ("1", 2)):
        scene.client.money = Decimal(money)
        scene.clock.advance(seconds=61)
        await scene.submit()
        assert len(scene.client.adds) == sent, money

    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert await scene.kinds() == [], "its customer saw nothing of it"
    assert await scene.kinds(OWNER) == ["alert_provider_low"]


async def test_a_link_that_stays_busy_for_six_hours_releases_with_that_reason(
    scene: Scene,
) -> None:
    order = await scene.place()
    scene.client.script.extend([Refused(Refusal.DUPLICATE_LINK, "active order")] * 100)

    for _ in range(75):
        await scene.submit()
        scene.clock.advance(minutes=5)

    assert (await scene.order(order)).reason is ReleaseReason.ACTIVE_ORDER


async def test_what_was_not_sent_is_tried_again_later_and_later(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.extend([NotSent("refused")] * 3)
    waits = []

    for _ in range(3):
        await scene.submit()
        waits.append(((await scene.order(order)).submit_at - scene.clock.now()).total_seconds())
        scene.clock.advance(seconds=waits[-1])
    await scene.submit()

    assert waits == [2, 4, 8]
    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert await scene.reviews() == []


async def test_a_throttled_order_waits_as_long_as_was_asked(scene: Scene) -> None:
    order = await scene.place()
    await scene.place()
    scene.max_inflight = 1
    scene.client.script.append(Throttled(40))

    await scene.submit()
    await scene.submit()  # the whole provider is left in peace
    assert len(scene.client.adds) == 1
    scene.clock.advance(seconds=41)
    await scene.submit()

    assert len(scene.client.adds) == 2
    waiting = (await scene.order(order)).submit_at
    assert (waiting - scene.clock.now()).total_seconds() == -1


@pytest.mark.parametrize(
    "outcome",
    [
        Unconfirmed("timeout"),
        *(
            Refused(refusal, "odd")
            for refusal in (
                Refusal.UNKNOWN,
                Refusal.REQUEST,
                Refusal.ORDER_ID,
                Refusal.REFILL,
                Refusal.CANCEL,
            )
        ),
    ],
)
async def test_what_nobody_knows_keeps_the_hold_and_asks_a_person(
    scene: Scene, outcome: AddOutcome
) -> None:
    order = await scene.place()
    scene.client.script.append(outcome)

    await scene.submit()
    scene.clock.advance(days=2)
    await scene.submit()

    order = await scene.order(order)
    assert (order.status, order.review) == (OrderStatus.UNCONFIRMED, True)
    assert order.held == Money.of(2)
    assert len(scene.client.adds) == 1
    [review] = await scene.reviews()
    assert review.kind is ReviewKind.UNCONFIRMED
    assert await scene.notices(OWNER) == [("alert_review", {"review_id": review.id})]
    assert await scene.notices() == []


async def test_an_id_that_another_order_has_proves_nothing(scene: Scene) -> None:
    first, second = await scene.place(), await scene.place()
    scene.client.script.extend([Accepted(UpstreamId("5")), Accepted(UpstreamId("5"))])

    await scene.submit()

    statuses = {(await scene.order(order)).status for order in (first, second)}
    assert statuses == {OrderStatus.PENDING, OrderStatus.UNCONFIRMED}


async def test_an_order_that_would_lose_money_is_released_unsent(scene: Scene) -> None:
    order = await scene.place()
    await scene.reprice(Money.of("2.01"))

    await scene.submit()

    assert scene.client.adds == []
    assert (await scene.order(order)).reason is ReleaseReason.PRICE_MOVED
    assert await scene.wallet() == Money.of(10)


async def test_a_dearer_purchase_that_still_pays_is_sent(scene: Scene) -> None:
    order = await scene.place()
    await scene.reprice(Money.of(2))

    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.PENDING


async def test_a_stale_claim_is_not_sent(scene: Scene) -> None:
    order = await scene.place()

    async def oversleep(self: SubmitOrders, supplier: Provider, claim: Claim) -> AddOutcome:
        scene.clock.advance(seconds=11)
        return await add(self, supplier, claim)

    add = SubmitOrders._add
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SubmitOrders, "_add", oversleep)
        await scene.submit()

    assert scene.client.adds == []
    assert (await scene.order(order)).status is OrderStatus.QUEUED
    [attempt] = await scene.attempts(order)
    assert attempt.outcome is AttemptOutcome.NOT_SENT


async def test_no_more_orders_are_under_way_than_the_provider_allows(scene: Scene) -> None:
    for _ in range(4):
        await scene.place(quantity=100)
    scene.max_inflight = 2

    assert [await scene.submit() for _ in range(3)] == [2, 2, 0]


async def test_a_paused_provider_gets_nothing(scene: Scene) -> None:
    await scene.place()
    async with scene.database.write() as uow:
        await uow.providers.lock(MAIN)
        await uow.providers.pause(MAIN, OWNER)
        await uow.commit()

    assert await scene.submit() == 0
    assert scene.client.adds == []
