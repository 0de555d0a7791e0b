"""One service by several providers: who gets an order, and that nobody else does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.database import Database
from domain.catalogue import Hidden
from domain.ids import UpstreamId
from domain.money import Money
from domain.orders import OrderStatus, ReleaseReason
from domain.provider import (
    Accepted,
    AddOutcome,
    NotSent,
    ProviderError,
    Refusal,
    Refused,
    Throttled,
    Unconfirmed,
)
from domain.reviews import AttemptOutcome, Decision
from services.ordering.decide import DecideReview
from services.ordering.reconcile import RecoverAttempts
from services.ordering.strays import ServeStrays
from services.ordering.submit import SubmitOrders
from tests.service.ordering.routed import OTHER, RoutedScene
from tests.service.ordering.scene import MAIN, OWNER, status
from tests.service.ordering.test_crashes import die_in

PROVIDERS_OWN = [
    NotSent("refused"),
    Throttled(40),
    Refused(Refusal.FUNDS, "Not enough funds on balance"),
    Refused(Refusal.AUTH, "Invalid API key"),
    Refused(Refusal.RATE, "Too many requests"),
    Refused(Refusal.SERVICE, "Incorrect service ID"),
]
MAY_HAVE_ARRIVED = [
    Unconfirmed("timeout"),
    *(Refused(refusal, "odd") for refusal in (Refusal.UNKNOWN, Refusal.REQUEST, Refusal.CANCEL)),
]
THE_ORDERS_OWN = [
    Refused(Refusal.LINK, "Bad link"),
    Refused(Refusal.QUANTITY, "Quantity less than minimal 10"),
    Refused(Refusal.DATA, "comments field is required"),
    Refused(Refusal.DUPLICATE_LINK, "You have active order with this link"),
]


@pytest.fixture
async def shop(database: Database) -> RoutedScene:
    return await RoutedScene(database).open()


async def test_the_first_route_takes_what_it_can(shop: RoutedScene) -> None:
    order = await shop.running()

    assert (order.provider, order.upstream_service_id, order.cost) == (MAIN, "12", Money.of(1))
    assert shop.sent() == (1, 0)


@pytest.mark.parametrize("outcome", PROVIDERS_OWN)
async def test_what_certainly_did_not_go_out_goes_to_the_next_route_at_once(
    shop: RoutedScene, outcome: AddOutcome
) -> None:
    shop.client.script.append(outcome)

    order = await shop.running()

    assert (order.status, order.provider) == (OrderStatus.PENDING, OTHER)
    assert (order.cost, order.expected) == (Money.of("1.20"), Money.of("1.20"))
    assert await shop.went_to(order) == [MAIN, OTHER]
    assert shop.other.adds[0].service == "887"
    assert await shop.kinds() == []


@pytest.mark.parametrize("outcome", MAY_HAVE_ARRIVED)
async def test_what_may_have_arrived_never_goes_to_another_route(
    shop: RoutedScene, outcome: AddOutcome
) -> None:
    shop.client.script.append(outcome)

    order = await shop.running()
    await shop.pause(MAIN)
    for _ in range(3):
        shop.clock.advance(hours=7)
        await shop.submit()

    order = await shop.order(order)
    assert (order.status, order.provider, order.held) == (
        OrderStatus.UNCONFIRMED,
        MAIN,
        Money.of(2),
    )
    assert shop.sent() == (1, 0)


async def test_not_even_a_person_who_says_send_again_sends_it_elsewhere(
    shop: RoutedScene,
) -> None:
    shop.client.script.append(Unconfirmed("timeout"))
    order = await shop.running()
    [review] = await shop.reviews()
    shop.clock.advance(hours=1)
    decide = DecideReview(shop.database, shop.clock, shop.providers, shop.pacing)
    await decide(actor_id=OWNER, review_id=review.id, decision=Decision.SEND_AGAIN)
    await shop.pause(MAIN)

    for _ in range(3):
        await shop.submit()
        shop.clock.advance(minutes=10)

    assert (await shop.order(order)).status is OrderStatus.QUEUED
    assert shop.sent() == (1, 0)


async def test_a_sender_that_dies_leaves_the_order_to_a_person_not_to_another_route(
    shop: RoutedScene,
) -> None:
    order = await shop.place()
    await die_in(shop, SubmitOrders, "_add", shop.submit)
    await shop.pause(MAIN)

    shop.clock.advance(seconds=shop.pacing.attempt_s)
    await RecoverAttempts(shop.database, shop.clock, shop.owners)()
    await shop.submit()

    assert (await shop.order(order)).status is OrderStatus.UNCONFIRMED
    assert shop.sent() == (0, 0)


@pytest.mark.parametrize("outcome", THE_ORDERS_OWN)
async def test_a_fault_of_the_order_itself_is_no_reason_to_try_elsewhere(
    shop: RoutedScene, outcome: AddOutcome
) -> None:
    shop.client.script.append(outcome)

    await shop.running()

    assert shop.sent() == (1, 0)


async def test_an_order_waiting_for_a_held_provider_is_handed_over(shop: RoutedScene) -> None:
    order = await shop.place()
    await shop.pause(MAIN)

    await shop.submit()

    order = await shop.order(order)
    assert (order.status, order.provider, order.attempts) == (OrderStatus.PENDING, OTHER, 1)
    assert shop.sent() == (0, 1)


async def test_an_open_circuit_sends_everything_the_other_way_and_back_again(
    shop: RoutedScene,
) -> None:
    shop.client.trouble = ProviderError(None, "HTTP 502")
    shop.client.script.extend([NotSent("refused")] * 5)
    for _ in range(5):
        await shop.place(quantity=100)
    shop.max_inflight = 10
    await shop.submit()
    assert (await shop.state(MAIN)).held_why == "down"
    assert shop.sent() == (5, 5)

    await shop.running(quantity=100)
    assert shop.sent() == (5, 6)

    shop.client.trouble = None
    shop.clock.advance(minutes=1)
    await shop.running(quantity=100)
    assert shop.sent() == (6, 6)
    assert await shop.kinds(OWNER) == ["alert_provider_down", "alert_provider_up"]


async def test_priority_of_the_settings_counts_more_than_the_order_of_routes(
    shop: RoutedScene,
) -> None:
    shop.settings[OTHER] = {"priority": 1}

    order = await shop.running()

    assert (order.provider, shop.sent()) == (OTHER, (0, 1))


async def test_a_route_that_would_lose_money_is_passed_over(shop: RoutedScene) -> None:
    order = await shop.place()
    await shop.list_again(MAIN, cost=Money.of("2.01"))

    await shop.submit()

    assert (await shop.order(order)).provider == OTHER
    assert shop.sent() == (0, 1)


async def test_without_a_profitable_route_the_order_is_given_back_at_once(
    shop: RoutedScene,
) -> None:
    order = await shop.place()
    shop.margin = Decimal(70)
    await shop.list_again(MAIN, cost=Money.of("1.18"))

    await shop.submit()

    order = await shop.order(order)
    assert (order.status, order.reason) == (OrderStatus.RELEASED, ReleaseReason.PRICE_MOVED)
    assert await shop.wallet() == Money.of(10)
    assert await shop.notices() == [("order_released", {"order_id": order.id})]
    assert shop.sent() == (0, 0)


async def test_the_margin_is_met_to_the_micro_unit(shop: RoutedScene) -> None:
    shop.margin = Decimal(100)
    await shop.list_again(MAIN, cost=Money.of("1.000001"))
    dear = await shop.place()
    await shop.submit()
    await shop.list_again(MAIN, cost=Money.of(1))
    fair = await shop.place()
    await shop.submit()

    assert (await shop.order(dear)).reason is ReleaseReason.PRICE_MOVED
    assert (await shop.order(fair)).status is OrderStatus.PENDING


async def test_a_route_without_the_money_is_passed_over(shop: RoutedScene) -> None:
    shop.client.money = Decimal("0.99")

    order = await shop.running()

    assert (order.provider, shop.sent()) == (OTHER, (0, 1))


@pytest.mark.parametrize("hidden", [Hidden.GONE, Hidden.PROVIDER_REFUSED, Hidden.QUARANTINED])
async def test_a_route_that_is_not_listed_any_more_is_passed_over(
    shop: RoutedScene, hidden: Hidden
) -> None:
    order = await shop.place()
    await shop.list_again(MAIN, hidden=hidden)

    await shop.submit()

    assert (await shop.order(order)).provider == OTHER


async def test_a_listing_that_is_gone_everywhere_gives_the_money_back(shop: RoutedScene) -> None:
    order = await shop.place()
    for name in (MAIN, OTHER):
        await shop.list_again(name, hidden=Hidden.GONE)

    await shop.submit()

    assert (await shop.order(order)).reason is ReleaseReason.SERVICE_GONE
    assert await shop.wallet() == Money.of(10)


async def test_a_quantity_goes_to_the_route_that_takes_it(shop: RoutedScene) -> None:
    await shop.list_again(MAIN, max=500)

    order = await shop.running(quantity=1000)

    assert order.provider == OTHER


async def test_a_refused_listing_is_hidden_and_the_service_stays_on_sale(
    shop: RoutedScene,
) -> None:
    shop.client.script.append(Refused(Refusal.SERVICE, "Incorrect service ID"))

    order = await shop.running()

    async with shop.database.read() as reads:
        listing = await reads.services.find(shop.vias[MAIN].id)
        assert listing is not None
        assert listing.hidden is Hidden.PROVIDER_REFUSED
        assert (await reads.routes.sold(listing)).hidden is None
    assert order.provider == OTHER


async def test_when_nobody_takes_it_the_order_waits_and_takes_whoever_comes_back_first(
    shop: RoutedScene,
) -> None:
    order = await shop.place()
    for name in (MAIN, OTHER):
        await shop.pause(name)
    await shop.submit()
    shop.clock.advance(minutes=1)
    await shop.submit()
    assert (await shop.order(order)).status is OrderStatus.QUEUED

    async with shop.database.write() as uow:
        await uow.providers.resume(OTHER)
        await uow.commit()
    shop.clock.advance(seconds=11)
    await shop.submit()

    assert (await shop.order(order)).provider == OTHER


async def test_two_that_refuse_the_connection_are_not_asked_in_turns_without_a_pause(
    shop: RoutedScene,
) -> None:
    order = await shop.place()
    for client in (shop.client, shop.other):
        client.script.extend([NotSent("refused")] * 4)

    for _ in range(4):
        await shop.submit()

    assert sum(shop.sent()) == 2
    assert (await shop.order(order)).submit_at > shop.clock.now()


async def test_ids_are_unique_at_each_provider_only(shop: RoutedScene) -> None:
    shop.client.script.append(Accepted(UpstreamId("5")))
    shop.other.script.append(Accepted(UpstreamId("5")))
    first = await shop.running()
    await shop.pause(MAIN)
    second = await shop.running()

    assert (first.upstream_id, second.upstream_id) == ("5", "5")
    shop.client.statuses[UpstreamId("5")] = status("completed")
    await shop.poll()
    assert (await shop.order(first)).status is OrderStatus.COMPLETED
    assert (await shop.order(second)).status is OrderStatus.PENDING


async def test_every_try_names_its_provider(shop: RoutedScene) -> None:
    shop.client.script.append(NotSent("refused"))
    order = await shop.running()

    tries = [(one.provider, one.outcome) for one in await shop.attempts(order)]
    assert tries == [(MAIN, AttemptOutcome.NOT_SENT), (OTHER, AttemptOutcome.ACCEPTED)]
    async with shop.database.read() as reads:
        spent = [await reads.attempts.spent(name, order.created_at) for name in (MAIN, OTHER)]
    assert spent == [Money(0), Money.of("1.20")]


async def test_orders_of_a_provider_that_left_the_settings_go_on_or_come_back(
    shop: RoutedScene,
) -> None:
    routed = await shop.place()
    await shop.route()
    alone = await shop.place()
    await shop.route(MAIN, OTHER)
    async with shop.database.write() as uow:
        await uow.order_moves.reroute(routed, shop.vias[OTHER], at=shop.clock.now())
        await uow.order_moves.reroute(alone, shop.vias[OTHER], at=shop.clock.now())
        await uow.commit()
    left = {MAIN: shop.providers[MAIN]}
    submit = SubmitOrders(shop.database, shop.clock, shop.owners, left, shop.pacing)

    assert await ServeStrays(shop.database, submit)(limit=10) == 2
    await submit(provider=MAIN, limit=10)

    assert {(await shop.order(order)).provider for order in (routed, alone)} == {MAIN}
    assert shop.sent() == (2, 0)
