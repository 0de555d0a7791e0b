"""Status answers: every fault of a provider, and what it may and may not do to money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.accounts import TransferKind
from domain.catalogue import Hidden
from domain.ids import UpstreamId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from domain.provider import ProviderError, Refusal, StatusRefused
from domain.reviews import ReviewKind
from tests.service.ordering.scene import OWNER, Scene, status


async def test_a_completed_order_is_told_once_and_refunds_nothing(scene: Scene) -> None:
    order = await scene.running()

    done = await scene.answer(order, "completed", start_count=10, remains=500)
    await scene.poll()

    assert done.status is OrderStatus.COMPLETED
    assert done.start_count == 10
    assert await scene.notices() == [("order_finished", {"order_id": order.id, "completed": True})]
    assert await scene.wallet() == Money.of(8)


async def test_progress_redraws_the_card_and_moves_no_money(scene: Scene) -> None:
    order = await scene.running()

    order = await scene.answer(order, "in_progress", start_count=5, remains=600)

    assert (order.status, order.delivered) == (OrderStatus.IN_PROGRESS, 400)
    assert order.started_at == scene.clock.now()
    assert await scene.kinds() == []


async def test_a_partial_order_pays_the_undelivered_part_back_once(scene: Scene) -> None:
    order = await scene.running()

    order = await scene.answer(order, "partial", remains=360, charge=Decimal("0.64"))
    await scene.answer(order, "partial", remains=360, charge=Decimal("0.64"))

    assert (order.status, order.refunded) == (OrderStatus.PARTIAL, Money.of("0.72"))
    assert await scene.wallet() == Money.of("8.72")
    refs = [t.ref for t in await scene.transfers(order) if t.kind is TransferKind.REFUND]
    assert refs == [f"{order.id}:1"]
    assert await scene.kinds() == ["order_finished"]


async def test_a_canceled_order_pays_everything_back_whatever_remains(scene: Scene) -> None:
    order = await scene.running()

    order = await scene.answer(order, "canceled", remains=1)

    assert (order.status, order.refunded) == (OrderStatus.CANCELED, Money.of(2))
    assert await scene.wallet() == Money.of(10)


async def test_a_drip_feed_is_refunded_by_all_its_units(scene: Scene) -> None:
    order = await scene.running(quantity=100, units=300, runs=3, interval=10)

    order = await scene.answer(order, "partial", remains=100)

    assert (order.charge, order.refunded) == (Money.of("0.60"), Money.of("0.20"))


async def test_a_status_that_goes_backwards_is_ignored(scene: Scene) -> None:
    order = await scene.running()
    await scene.answer(order, "in_progress")

    order = await scene.answer(order, "pending")

    assert order.status is OrderStatus.IN_PROGRESS


async def test_a_negative_remains_counts_as_none(scene: Scene) -> None:
    order = await scene.running()

    order = await scene.answer(order, "partial", remains=-5)

    assert (order.status, order.refunded) == (OrderStatus.PARTIAL, ZERO)


@pytest.mark.parametrize("remains", [None, 1001])
async def test_an_odd_partial_is_asked_again_three_times_and_then_a_person(
    scene: Scene, remains: int | None
) -> None:
    order = await scene.running()

    for _ in range(3):
        order = await scene.answer(order, "partial", remains=remains)
        assert await scene.reviews() == []
    order = await scene.answer(order, "partial", remains=remains)

    assert (order.status, order.review, order.refunded) == (OrderStatus.PENDING, True, ZERO)
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.PARTIAL_ODD]
    order = await scene.answer(order, "partial", remains=300)
    assert order.refunded == ZERO, "no money moves by itself while a person must look"


async def test_a_package_has_no_part_to_price(scene: Scene) -> None:
    order = await scene.running(quantity=1)

    order = await scene.answer(order, "partial", remains=1)

    assert (order.status, order.refunded) == (OrderStatus.PENDING, ZERO)
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.PARTIAL_ODD]


async def test_a_canceled_order_with_a_charge_is_refunded_and_flagged(scene: Scene) -> None:
    order = await scene.running()

    order = await scene.answer(order, "canceled", charge=Decimal(1))

    assert order.refunded == Money.of(2)
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.COST_ODD]


@pytest.mark.parametrize(
    ("charge", "currency"), [("-1", None), ("1", "INR"), ("1.05", None), ("9", "USD")]
)
async def test_an_odd_charge_is_alarmed_once_and_changes_nothing(
    scene: Scene, charge: str, currency: str | None
) -> None:
    order = await scene.running()

    for _ in range(2):
        order = await scene.answer(order, "in_progress", charge=Decimal(charge), currency=currency)

    assert order.charge == Money.of(2)
    assert await scene.kinds(OWNER) == ["alert_review"]


async def test_completed_then_partial_counts_only_when_the_charge_fell(scene: Scene) -> None:
    order = await scene.running()
    order = await scene.answer(order, "completed", charge=Decimal(1))

    same = await scene.answer(order, "partial", remains=500, charge=Decimal(1))
    scene.clock.advance(hours=6)
    fell = await scene.answer(order, "partial", remains=500, charge=Decimal("0.5"))

    assert (same.status, same.refunded) == (OrderStatus.COMPLETED, ZERO)
    assert (fell.status, fell.refunded) == (OrderStatus.PARTIAL, Money.of(1))
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.BACKWARDS_MONEY]


async def test_a_partial_that_later_names_another_part_goes_to_a_person(scene: Scene) -> None:
    order = await scene.running()
    order = await scene.answer(order, "partial", remains=-5)

    order = await scene.answer(order, "partial", remains=300)

    assert (order.remains, order.refunded) == (0, ZERO)
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.BACKWARDS_MONEY]


@pytest.mark.parametrize("word", ["completed", "in_progress", "partial"])
async def test_a_refunded_order_that_lives_on_is_never_charged_again(
    scene: Scene, word: str
) -> None:
    order = await scene.running()
    order = await scene.answer(order, "canceled")

    order = await scene.answer(order, word, remains=10)

    assert (order.status, order.refunded) == (OrderStatus.CANCELED, Money.of(2))
    assert await scene.wallet() == Money.of(10)
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.BACKWARDS_MONEY]


async def test_an_unknown_word_keeps_the_order_and_is_reported_once(scene: Scene) -> None:
    order = await scene.running()

    for _ in range(3):
        order = await scene.answer(order, "Sleeping")

    assert (order.status, order.upstream_status) == (OrderStatus.PENDING, "Sleeping")
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.UNKNOWN_STATUS]
    assert (await scene.answer(order, "completed")).status is OrderStatus.COMPLETED


@pytest.mark.parametrize("named", [True, False])
async def test_an_order_lost_for_an_hour_goes_to_a_person_and_is_not_refunded(
    scene: Scene, *, named: bool
) -> None:
    order = await scene.running()
    assert order.upstream_id is not None
    if named:
        refused = StatusRefused(Refusal.ORDER_ID, "Incorrect order ID")
        scene.client.statuses[order.upstream_id] = refused

    await scene.poll()
    assert await scene.reviews() == []
    await scene.poll()

    assert [review.kind for review in await scene.reviews()] == [ReviewKind.UPSTREAM_LOST]
    assert (await scene.order(order)).refunded == ZERO


async def test_an_order_that_shows_up_again_is_not_lost(scene: Scene) -> None:
    order = await scene.running()

    await scene.poll()
    order = await scene.answer(order, "in_progress")

    assert order.missing_since is None
    assert await scene.reviews() == []


async def test_answers_about_other_orders_are_ignored(scene: Scene) -> None:
    order = await scene.running()
    scene.client.statuses[UpstreamId("999")] = status("canceled")

    await scene.poll()

    assert (await scene.order(order)).status is OrderStatus.PENDING


async def test_one_wrong_id_does_not_blind_the_whole_batch(scene: Scene) -> None:
    orders = [await scene.running(quantity=100) for _ in range(5)]
    whole = scene.client.status

    async def strict(ids: object) -> object:
        if "23503" in list(ids):  # type: ignore[call-overload]
            raise ProviderError(Refusal.ORDER_ID, "Incorrect order ID")
        return await whole(ids)  # type: ignore[arg-type]

    for order in orders:
        assert order.upstream_id is not None
        scene.client.statuses[order.upstream_id] = status("completed")
    scene.client.status = strict  # type: ignore[method-assign, assignment]
    await scene.poll()

    ends = [(await scene.order(order)).status.value for order in orders]
    assert ends == ["completed", "completed", "pending", "completed", "completed"]


async def test_five_failures_open_the_circuit_and_are_told_once(scene: Scene) -> None:
    order = await scene.running()
    await scene.answer(order, "in_progress")
    scene.client.trouble = ProviderError(None, "HTTP 502")

    for _ in range(8):
        await scene.poll()
        await scene.submit()  # looks whether it is back
    assert len(scene.client.asked) == 6
    assert await scene.kinds(OWNER) == ["alert_provider_down"]

    scene.client.trouble = None
    scene.clock.advance(minutes=1)
    await scene.submit()
    await scene.poll()
    assert await scene.kinds(OWNER) == ["alert_provider_down", "alert_provider_up"]
    assert (await scene.order(order)).polled_at == scene.clock.now()


async def test_an_open_circuit_is_not_asked(scene: Scene) -> None:
    order = await scene.running()
    scene.client.trouble = ProviderError(None, "HTTP 502")
    for _ in range(5):
        await scene.poll()

    async with scene.database.write() as uow:
        await uow.order_polls.schedule({order.id: scene.clock.now()}, asked_at=None)
        await uow.commit()
    scene.clock.advance(hours=-1)
    await scene.poll()

    assert len(scene.client.asked) == 5


async def test_a_hundred_ids_go_into_one_call(scene: Scene) -> None:
    for _ in range(3):
        await scene.place(quantity=10)
    await scene.submit()

    asked = await scene.poll()

    assert asked == 3
    assert [len(ids) for ids in scene.client.asked] == [3]


async def test_unchanged_orders_are_asked_less_and_less_often(scene: Scene) -> None:
    order = await scene.running()
    gaps = []

    for _ in range(3):
        order = await scene.answer(order, "pending")
        assert order.poll_at is not None
        gaps.append((order.poll_at - scene.clock.now()).total_seconds())

    assert gaps == sorted(gaps)
    assert gaps[0] > scene.pacing.poll_first_s


async def test_a_finished_order_is_looked_at_for_a_day(scene: Scene) -> None:
    order = await scene.running()
    order = await scene.answer(order, "completed")

    for _ in range(30):
        await scene.poll()

    assert len(scene.client.asked) == 4  # once running, three times afterwards
    assert (await scene.order(order)).poll_at is None


async def test_a_provider_that_takes_more_than_its_list_says_loses_the_listing_until_it_is_read(
    scene: Scene,
) -> None:
    order = await scene.running()
    await scene.answer(order, "in_progress", charge=Decimal("1.019"), currency="USD")
    assert await hidden(scene) is None

    await scene.answer(order, "in_progress", charge=Decimal("1.03"), currency="USD")
    assert await hidden(scene) is Hidden.QUARANTINED
    assert [review.kind for review in await scene.reviews()] == [ReviewKind.COST_ODD]

    await scene.reprice(Money.of(1))  # its list was read again
    await scene.answer(order, "in_progress", charge=Decimal("1.03"), currency="USD", remains=5)
    assert await hidden(scene) is None, "the same figure is no news"


async def test_a_charge_is_held_against_what_was_expected_when_the_order_was_sent(
    scene: Scene,
) -> None:
    order = await scene.place()
    await scene.reprice(Money.of("1.50"))
    await scene.submit()
    await scene.answer(order := await scene.order(order), "in_progress", charge=Decimal("1.5"))

    assert (order.cost, order.expected) == (Money.of("1.50"), Money.of("1.50"))
    assert await scene.reviews() == []


async def hidden(scene: Scene) -> Hidden | None:
    async with scene.database.read() as reads:
        service = await reads.services.find(scene.service.id)
    assert service is not None
    return service.hidden
