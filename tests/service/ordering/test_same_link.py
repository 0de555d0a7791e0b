"""One link at a time: who is asked, who waits for whom, and when a waiting order goes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from db.database import Database
from db.models.orders import orders
from domain.consent import NOTHING_SAID, Consent
from domain.errors import ConsentError
from domain.ids import OrderId, ServiceId, UpstreamId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus, ReleaseReason
from domain.pacing import Pacing
from domain.platforms import Kind
from services.audit import AuditLedger
from services.ordering.let_go import LetOrdersGo
from services.ordering.moves import capture, pay_back, release
from services.ordering.place import Placed
from services.ordering.submit import SubmitOrders
from services.providers.provider import Provider
from tests.service.ordering.scene import ScriptedProvider
from tests.service.shopfloor import CUSTOMER, MAIN, OTHER, ShopFloor, a_request, a_service

AFTER = frozenset({Consent.AFTER, Consent.AGAIN})


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="10")
    return floor


@pytest.fixture
async def service(floor: ShopFloor) -> ServiceId:
    return await floor.add_service()


async def order_of(
    floor: ShopFloor,
    service: ServiceId,
    said: frozenset[Consent] = NOTHING_SAID,
    quantity: int = 1000,
) -> Order:
    offer = await floor.quote(service, a_request(quantity))
    return (await floor.place(offer.quote.id, said=said)).order


async def read(floor: ShopFloor, number: OrderId) -> Order:
    async with floor.database.read() as reads:
        return await reads.orders.get(number)


async def end(floor: ShopFloor, number: OrderId, to: OrderStatus = OrderStatus.COMPLETED) -> None:
    """Let an order be taken by its provider and run to its end."""
    async with floor.database.write() as uow:
        queued = await uow.orders.get(number)
        sent = await uow.order_moves.start(queued, cost=queued.cost, expected=queued.cost)
        assert sent is not None
        at, upstream = floor.clock.now(), UpstreamId(str(number))
        assert await capture(uow, sent, upstream, at=at, pacing=Pacing())
        running = await uow.orders.get(number)
        refund = running.charge if to is OrderStatus.CANCELED else ZERO
        assert await uow.order_moves.settle(running, to, refund, {"finished_at": at})
        if refund:
            await pay_back(uow, running, refund, at=at)
        await uow.commit()


async def look_at(floor: ShopFloor, number: OrderId, *, review: bool) -> None:
    async with floor.database.write() as uow:
        await uow.order_moves.mark(number, {"review": review})
        await uow.commit()


async def give_up(floor: ShopFloor, number: OrderId) -> None:
    order = await read(floor, number)
    async with floor.database.write() as uow:
        await release(uow, order, ReleaseReason.CUSTOMER, at=floor.clock.now())
        await uow.commit()


async def let_go(floor: ShopFloor) -> int:
    return await LetOrdersGo(floor.database, floor.clock)(MAIN, 100)


async def is_due(floor: ShopFloor, number: OrderId) -> bool:
    async with floor.database.write() as uow:
        due = await uow.order_moves.lock_due(MAIN, 100, floor.clock.now())
    return number in {order.id for order in due}


async def assert_books_balance(floor: ShopFloor) -> None:
    report = await AuditLedger(floor.database, floor.clock)()
    assert report.ok, report.as_json()


async def test_a_second_order_on_the_link_is_asked_about_and_costs_nothing_yet(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)

    with pytest.raises(ConsentError) as asked:
        await order_of(floor, service, quantity=500)

    assert asked.value.doubts.busy == first.id
    assert await floor.wallet() == Money.of("9.10")
    assert await floor.count(orders) == 1


@pytest.mark.parametrize(
    "other",
    [{"kind": Kind.LIKES}, {"link": "https://www.instagram.com/other"}, {"user": OTHER}],
    ids=str,
)
async def test_another_kind_another_link_and_another_customer_are_nobodys_concern(
    floor: ShopFloor, service: ServiceId, other: dict[str, object]
) -> None:
    await floor.add_customer(OTHER, money="5")
    await order_of(floor, service)
    if "kind" in other:
        service = await floor.add_service(a_service(upstream_id="7", kind=other["kind"]))
    link = str(other.get("link", a_request().link))
    user = OTHER if "user" in other else CUSTOMER

    offer = await floor.quote(service, replace(a_request(500), link=link), user_id=user)
    placed = await floor.place(offer.quote.id, user, said=NOTHING_SAID)

    assert placed.created
    assert placed.order.waits_for is None


@pytest.mark.parametrize("status", [OrderStatus.COMPLETED, OrderStatus.CANCELED])
async def test_an_order_that_has_ended_is_in_nobodys_way(
    floor: ShopFloor, service: ServiceId, status: OrderStatus
) -> None:
    first = await order_of(floor, service)
    await end(floor, first.id, status)

    assert (await order_of(floor, service, quantity=500)).waits_for is None


async def test_an_order_may_be_placed_beside_the_other_one(
    floor: ShopFloor, service: ServiceId
) -> None:
    await order_of(floor, service)

    beside = await order_of(floor, service, frozenset({Consent.NOW}), quantity=500)

    assert beside.waits_for is None
    assert await is_due(floor, beside.id)


async def test_a_waiting_order_holds_its_money_and_is_not_sent_before_the_other_ends(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    floor.clock.advance(hours=30)

    assert (second.waits_for, second.held) == (first.id, Money.of("0.90"))
    assert await let_go(floor) == 0
    assert not await is_due(floor, second.id)

    await end(floor, first.id)
    assert await let_go(floor) == 1
    gone = await read(floor, second.id)

    assert gone.waits_for is None
    assert gone.submit_at == gone.queued_at == floor.clock.now()
    assert await is_due(floor, second.id)


async def test_an_order_waits_on_while_a_person_looks_at_the_one_before_it(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    await end(floor, first.id)
    await look_at(floor, first.id, review=True)

    assert await let_go(floor) == 0

    await look_at(floor, first.id, review=False)
    assert await let_go(floor) == 1
    assert (await read(floor, second.id)).waits_for is None


async def test_a_chain_of_three_goes_one_after_another(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    third = await order_of(floor, service, AFTER)
    assert (second.waits_for, third.waits_for) == (first.id, second.id)

    await end(floor, first.id)
    assert await let_go(floor) == 1
    assert not await is_due(floor, third.id)

    await end(floor, second.id)
    assert await let_go(floor) == 1
    assert await is_due(floor, third.id)


async def test_a_chain_whose_middle_is_given_up_still_waits_for_its_first(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    third = await order_of(floor, service, AFTER)
    await give_up(floor, second.id)

    assert await let_go(floor) == 0
    assert (await read(floor, third.id)).waits_for == first.id
    assert not await is_due(floor, third.id)

    await end(floor, first.id)
    assert await let_go(floor) == 1
    assert await is_due(floor, third.id)


async def test_a_waiting_order_can_be_given_up_with_its_whole_money_at_any_time(
    floor: ShopFloor, service: ServiceId
) -> None:
    await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    await give_up(floor, second.id)

    assert (await read(floor, second.id)).status is OrderStatus.RELEASED
    assert await floor.wallet() == Money.of("9.10")
    await assert_books_balance(floor)


async def test_waiting_for_days_is_no_fault_of_the_books(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    floor.clock.advance(days=3)
    await end(floor, first.id)

    await assert_books_balance(floor)

    await let_go(floor)
    floor.clock.advance(days=2)
    report = await AuditLedger(floor.database, floor.clock)()
    assert [check.offenders for check in report.checks if not check.holds] == [
        (f"order {second.id}",)
    ]


async def test_of_twenty_chats_at_once_one_goes_first_and_the_others_are_asked(
    floor: ShopFloor, service: ServiceId
) -> None:
    offers = [await floor.quote(service, a_request(100 + n)) for n in range(20)]

    results = await asyncio.gather(
        *(floor.place(offer.quote.id, said=NOTHING_SAID) for offer in offers),
        return_exceptions=True,
    )

    placed = [result for result in results if isinstance(result, Placed)]
    asked = [result for result in results if isinstance(result, ConsentError)]
    assert (len(placed), len(asked)) == (1, 19)
    assert {one.doubts.busy for one in asked} == {placed[0].order.id}
    await assert_books_balance(floor)


async def test_of_twenty_chats_at_once_that_all_wait_each_waits_for_another_one(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    offers = [await floor.quote(service, a_request(100 + n)) for n in range(20)]

    results = await asyncio.gather(*(floor.place(offer.quote.id, said=AFTER) for offer in offers))

    assert len({result.order.waits_for for result in results}) == 20
    assert first.id in {result.order.waits_for for result in results}
    await assert_books_balance(floor)


async def test_many_workers_let_a_waiting_order_go_and_send_it_once(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    await end(floor, first.id)
    client = ScriptedProvider()
    providers = {MAIN: Provider(client=client, max_inflight=4)}
    submit = SubmitOrders(floor.database, floor.clock, frozenset(), providers, Pacing())

    await asyncio.gather(*(submit(provider=MAIN, limit=10) for _ in range(8)))

    assert len(client.adds) == 1
    assert (await read(floor, second.id)).status is OrderStatus.PENDING


async def test_letting_go_and_giving_up_at_once_end_in_one_of_both(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    second = await order_of(floor, service, AFTER)
    await end(floor, first.id)

    await asyncio.gather(let_go(floor), give_up(floor, second.id))

    ended = await read(floor, second.id)
    assert ended.status is OrderStatus.RELEASED
    assert await floor.wallet() == Money.of("9.10")
    assert not await is_due(floor, second.id)


async def test_the_same_again_within_minutes_is_asked_about(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    await end(floor, first.id)
    floor.clock.advance(minutes=3)

    with pytest.raises(ConsentError) as asked:
        await order_of(floor, service)
    assert (asked.value.doubts.twin, asked.value.doubts.twin_minutes) == (first.id, 3)

    assert (await order_of(floor, service, frozenset({Consent.AGAIN}))).id != first.id


async def test_the_same_again_is_nothing_to_ask_after_ten_minutes_or_once_it_was_given_up(
    floor: ShopFloor, service: ServiceId
) -> None:
    first = await order_of(floor, service)
    await give_up(floor, first.id)
    second = await order_of(floor, service)
    await end(floor, second.id)
    floor.clock.advance(minutes=10)

    assert (await order_of(floor, service)).waits_for is None


async def test_far_more_than_usual_is_asked_for_twice(
    floor: ShopFloor, service: ServiceId
) -> None:
    for _ in range(5):
        usual = await order_of(floor, service, frozenset(Consent) - {Consent.AFTER}, quantity=100)
        await end(floor, usual.id)
    small = await order_of(floor, service, quantity=999)
    await end(floor, small.id)

    with pytest.raises(ConsentError) as asked:
        await order_of(floor, service, quantity=1000)
    assert asked.value.doubts.large
    assert asked.value.doubts.charge == Money.of("0.90")

    assert (await order_of(floor, service, frozenset({Consent.LARGE}))).charge == Money.of("0.90")
