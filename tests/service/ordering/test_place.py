"""Placing: one confirm one order, the money on hold, nothing sold twice, no price unseen."""

import asyncio
import json

import pytest
from sqlalchemy import update

from db.database import Database
from db.models.catalogue import services
from db.models.orders import orders, quotes
from db.models.outbox import outbox
from db.repositories.ledger import hold_of
from domain.catalogue import Hidden
from domain.errors import (
    BlockedUserError,
    FormError,
    InsufficientFundsError,
    NotFoundError,
    OrdersPausedError,
    QuoteStaleError,
    ServiceUnavailableError,
    ShopError,
    TermsError,
)
from domain.ids import QuoteId, ServiceId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from services.ordering.admission import PAUSED
from services.ordering.place import Placed
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor, a_request


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="10")
    return floor


@pytest.fixture
async def service(floor: ShopFloor) -> ServiceId:
    return await floor.add_service()


async def change(floor: ShopFloor, service: ServiceId, **values: object) -> None:
    async with floor.database.write() as uow:
        await uow.connection.execute(
            update(services).where(services.c.id == service).values(**values)
        )
        await uow.commit()


async def held(floor: ShopFloor) -> Money:
    async with floor.database.read() as reads:
        return await reads.ledger.balance(hold_of(CUSTOMER))


async def test_an_offer_tells_the_exact_price_and_what_is_missing(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service, a_request(12_345))

    assert offer.quote.charge == Money(11_110_500)
    assert offer.missing == Money(1_110_500)


async def test_a_drip_feed_is_charged_for_all_its_runs(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service, a_request(200, runs=5))

    assert offer.quote.charge == Money.of("0.90")


async def test_a_confirmed_order_waits_with_its_whole_charge_on_hold(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)

    placed = await floor.place(offer.quote.id)

    assert placed.created
    assert placed.order.status is OrderStatus.QUEUED
    assert (placed.order.held, placed.available) == (Money.of("0.90"), Money.of("9.10"))
    assert await held(floor) == Money.of("0.90")


async def test_a_second_confirm_shows_the_same_order(floor: ShopFloor, service: ServiceId) -> None:
    offer = await floor.quote(service)
    first = await floor.place(offer.quote.id)

    second = await floor.place(offer.quote.id)

    assert (second.created, second.order.id) == (False, first.order.id)
    assert await floor.wallet() == Money.of("9.10")


async def test_twenty_confirms_at_once_are_one_order(floor: ShopFloor, service: ServiceId) -> None:
    offer = await floor.quote(service)

    placed = await asyncio.gather(*(floor.place(offer.quote.id) for _ in range(20)))

    assert sum(one.created for one in placed) == 1
    assert len({one.order.id for one in placed}) == 1
    assert await floor.count(orders) == 1


async def test_twenty_quotes_at_once_and_money_for_one_sell_one(
    floor: ShopFloor, service: ServiceId
) -> None:
    offers = [await floor.quote(service, a_request(8_000 + n)) for n in range(20)]

    results = await asyncio.gather(
        *(floor.place(offer.quote.id) for offer in offers), return_exceptions=True
    )

    assert sum(isinstance(result, Placed) for result in results) == 1
    assert sum(isinstance(result, InsufficientFundsError) for result in results) == 19
    assert await floor.count(orders) == 1


async def test_two_customers_at_once_pay_each_for_their_own(
    floor: ShopFloor, service: ServiceId
) -> None:
    await floor.add_customer(OTHER, money="5")
    mine = [await floor.quote(service) for _ in range(5)]
    theirs = [await floor.quote(service, user_id=OTHER) for _ in range(5)]

    await asyncio.gather(
        *(floor.place(offer.quote.id) for offer in mine),
        *(floor.place(offer.quote.id, OTHER) for offer in theirs),
    )

    assert (await floor.wallet(), await floor.wallet(OTHER)) == (
        Money.of("5.50"),
        Money.of("0.50"),
    )


async def test_without_money_nothing_is_left_behind(floor: ShopFloor, service: ServiceId) -> None:
    offer = await floor.quote(service, a_request(20_000))

    with pytest.raises(InsufficientFundsError) as refused:
        await floor.place(offer.quote.id)

    assert refused.value.missing == Money.of("8")
    assert (await floor.wallet(), await held(floor)) == (Money.of("10"), ZERO)
    assert await floor.count(orders) == await floor.count(outbox) == 0


@pytest.mark.parametrize("quote_id", ["theirs", "absent"])
async def test_a_foreign_quote_and_an_absent_one_look_the_same(
    floor: ShopFloor, service: ServiceId, quote_id: str
) -> None:
    await floor.add_customer(OTHER, money="5")
    theirs = (await floor.quote(service, user_id=OTHER)).quote.id

    with pytest.raises(NotFoundError):
        await floor.place(theirs if quote_id == "theirs" else QuoteId("absent"))


async def test_within_its_time_a_quote_holds_though_the_price_rose(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    await change(floor, service, rate_micros=Money.of("1.20"), cost_micros=Money.of("0.80"))

    placed = await floor.place(offer.quote.id)

    assert placed.order.charge == Money.of("0.90")
    assert placed.order.cost == Money.of("0.80")


async def test_a_quote_that_would_lose_money_is_shown_anew_before_it_is_paid(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    await change(floor, service, rate_micros=Money.of("1.43"), cost_micros=Money.of("1.10"))

    with pytest.raises(QuoteStaleError) as stale:
        await floor.place(offer.quote.id)

    assert (stale.value.old_charge, stale.value.fresh.charge) == (
        Money.of("0.90"),
        Money.of("1.43"),
    )
    assert await floor.wallet() == Money.of("10")
    assert (await floor.place(stale.value.fresh.id)).order.charge == Money.of("1.43")


async def test_an_old_quote_at_another_price_is_shown_anew(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    floor.clock.advance(minutes=10)
    await change(floor, service, rate_micros=Money.of("0.80"))

    with pytest.raises(QuoteStaleError) as stale:
        await floor.place(offer.quote.id)

    assert stale.value.fresh.charge == Money.of("0.80")


async def test_an_old_quote_at_the_same_price_is_simply_paid(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    floor.clock.advance(hours=2)

    assert (await floor.place(offer.quote.id)).created


async def test_limits_are_checked_again_when_it_counts(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    await change(floor, service, min=5_000)

    with pytest.raises(FormError):
        await floor.place(offer.quote.id)


async def spoil(floor: ShopFloor, service: ServiceId, what: str) -> None:
    """Take away one condition of ordering."""
    if what == "service":
        await change(floor, service, hidden=Hidden.GONE)
        return
    async with floor.database.write() as uow:
        if what == "blocked":
            await uow.users.set_blocked(CUSTOMER, "fraud")
        elif what == "paused":
            await uow.shop.set(PAUSED, json.dumps({"text": "back soon"}))
        else:
            await uow.users.accept_terms(CUSTOMER, version=0, at=floor.clock.now())
        await uow.commit()


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("service", ServiceUnavailableError),
        ("blocked", BlockedUserError),
        ("paused", OrdersPausedError),
        ("terms", TermsError),
    ],
)
@pytest.mark.parametrize("when", ["before the quote", "before the confirm"])
async def test_who_may_not_order_is_refused_at_either_step(
    floor: ShopFloor, service: ServiceId, what: str, refusal: type[ShopError], when: str
) -> None:
    if when == "before the quote":
        await spoil(floor, service, what)
        with pytest.raises(refusal):
            await floor.quote(service)
        assert await floor.count(quotes) == 0
        return
    offer = await floor.quote(service)
    await spoil(floor, service, what)

    with pytest.raises(refusal):
        await floor.place(offer.quote.id)

    assert await floor.wallet() == Money.of("10")


async def test_a_placed_order_is_shown_even_to_a_customer_blocked_since(
    floor: ShopFloor, service: ServiceId
) -> None:
    offer = await floor.quote(service)
    first = await floor.place(offer.quote.id)
    await spoil(floor, service, "blocked")

    assert (await floor.place(offer.quote.id)).order.id == first.order.id
