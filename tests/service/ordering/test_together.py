"""A quantity for several orders: one confirm places all of them, one after another, or none."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from db.database import Database
from db.models.catalogue import services
from db.models.orders import orders
from domain.catalogue import Hidden
from domain.consent import NOTHING_SAID, Consent
from domain.errors import (
    ConsentError,
    InsufficientFundsError,
    QuoteStaleError,
    ServiceUnavailableError,
)
from domain.ids import ServiceId
from domain.money import Money
from services.audit import AuditLedger
from services.ordering.quote import Offer, QuoteOrder
from tests.service.shopfloor import CUSTOMER, ShopFloor, a_request


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="100")
    return floor


@pytest.fixture
async def service(floor: ShopFloor) -> ServiceId:
    return await floor.add_service()


async def quote(floor: ShopFloor, service: ServiceId, *quantities: int) -> Offer:
    use_case = QuoteOrder(floor.database, floor.clock, floor.token)
    return await use_case.together(
        user_id=CUSTOMER,
        service_id=service,
        requests=[a_request(quantity) for quantity in quantities],
    )


async def assert_books_balance(floor: ShopFloor) -> None:
    report = await AuditLedger(floor.database, floor.clock)()
    assert report.ok, report.as_json()


async def test_one_confirm_places_every_part_one_after_another(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await quote(floor, service, 33_334, 33_334, 33_333)
    assert offer.charge == Money(90_000_900)

    placed = await floor.place(offer.quote.id, said=NOTHING_SAID)

    first, second, third = placed.orders
    assert [order.request.quantity for order in placed.orders] == [33_334, 33_334, 33_333]
    assert (first.waits_for, second.waits_for, third.waits_for) == (None, first.id, second.id)
    assert len({order.quote_id for order in placed.orders}) == 3
    assert placed.available == await floor.wallet() == Money(9_999_100)
    await assert_books_balance(floor)


async def test_twenty_confirms_at_once_place_every_part_once(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await quote(floor, service, 30_000, 30_000)

    placed = await asyncio.gather(
        *(floor.place(offer.quote.id, said=NOTHING_SAID) for _ in range(20))
    )

    assert sum(one.created for one in placed) == 1
    assert len({tuple(order.id for order in one.orders) for one in placed}) == 1
    assert await floor.count(orders) == 2
    assert await floor.wallet() == Money.of(46)
    await assert_books_balance(floor)


async def test_money_for_all_but_the_last_part_places_none(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await quote(floor, service, 50_000, 50_000, 20_000)

    with pytest.raises(InsufficientFundsError) as refused:
        await floor.place(offer.quote.id, said=NOTHING_SAID)

    assert (refused.value.charge, refused.value.available) == (Money.of(108), Money.of(100))
    assert refused.value.missing == Money.of(8)
    assert await floor.count(orders) == 0
    assert await floor.wallet() == Money.of(100)
    await assert_books_balance(floor)


async def test_two_offers_at_once_and_money_for_one_place_one_whole(
    floor: ShopFloor, service: ServiceId
) -> None:
    offers = [await quote(floor, service, 30_000, 30_000 + n) for n in range(6)]

    results = await asyncio.gather(
        *(floor.place(offer.quote.id) for offer in offers), return_exceptions=True
    )

    assert sum(isinstance(result, InsufficientFundsError) for result in results) == 5
    assert await floor.count(orders) == 2
    await assert_books_balance(floor)


async def test_a_part_alone_is_no_offer_of_its_own(floor: ShopFloor, service: ServiceId) -> None:
    offer = await quote(floor, service, 30_000, 30_000)

    placed = await floor.place(offer.parts[1].id, said=NOTHING_SAID)
    again = await floor.place(offer.quote.id, said=NOTHING_SAID)

    assert [order.id for order in placed.orders] == [order.id for order in again.orders]
    assert (len(placed.orders), again.created) == (2, False)


async def test_the_whole_is_shown_at_its_new_price_before_it_is_paid(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await quote(floor, service, 30_000, 30_000)
    floor.clock.advance(minutes=11)
    async with floor.database.write() as uow:
        await uow.connection.execute(update(services).values(rate_micros=Money.of("1.00")))
        await uow.commit()

    with pytest.raises(QuoteStaleError) as stale:
        await floor.place(offer.quote.id, said=NOTHING_SAID)
    assert (stale.value.old_charge, stale.value.charge) == (Money.of(54), Money.of(60))

    placed = await floor.place(stale.value.fresh.id, said=NOTHING_SAID)
    assert len(placed.orders) == 2
    assert await floor.wallet() == Money.of(40)


async def test_the_first_part_waits_for_what_runs_on_the_link(
    floor: ShopFloor, service: ServiceId
) -> None:
    running = (await floor.place((await floor.quote(service)).quote.id)).order
    offer = await quote(floor, service, 30_000, 30_000)

    with pytest.raises(ConsentError):
        await floor.place(offer.quote.id, said=NOTHING_SAID)
    placed = await floor.place(offer.quote.id, said=frozenset({Consent.AFTER}))

    assert placed.order.waits_for == running.id


async def test_nothing_of_a_service_that_went_off_sale_is_placed(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await quote(floor, service, 30_000, 30_000)
    async with floor.database.write() as uow:
        await uow.services.hide_all([service], Hidden.GONE, floor.clock.now())
        await uow.commit()

    with pytest.raises(ServiceUnavailableError):
        await floor.place(offer.quote.id, said=NOTHING_SAID)
    assert await floor.count(orders) == 0
