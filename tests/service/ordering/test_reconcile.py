"""Evidence about unconfirmed orders, reminders, and the health of providers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.evidence import likely_for
from domain.money import Money
from domain.orders import OrderStatus
from domain.provider import AddOutcome, NotSent, ProviderError, Refusal, Refused, Unconfirmed
from domain.provider_state import ProviderState
from domain.reviews import Likely
from services.ordering.reconcile import GatherEvidence, RemindReviews
from services.providers.watch import WatchProviders
from tests.service.ordering.scene import MAIN, OWNER, Scene


async def gather(scene: Scene) -> int:
    act = GatherEvidence(scene.database, scene.clock, scene.owners, scene.providers)
    return await act()


async def watch(scene: Scene) -> None:
    await WatchProviders(scene.database, scene.clock, scene.owners, scene.providers)()


@pytest.mark.parametrize(
    ("fall", "likely"),
    [("1", Likely.ACCEPTED), ("0", Likely.NOT_PLACED), ("0.4", Likely.UNCLEAR)],
)
async def test_three_later_balances_become_evidence(
    scene: Scene, fall: str, likely: Likely
) -> None:
    order = await scene.place()

    async def take_and_die(_call: object) -> AddOutcome:
        scene.client.money -= Decimal(fall)
        return Unconfirmed("timeout")

    scene.client.script.append(take_and_die)
    await scene.submit()
    readings = []
    for seconds in (4, 1, 25, 60, 60):
        scene.clock.advance(seconds=seconds)
        readings.append(await gather(scene))

    [attempt] = await scene.attempts(order)
    assert readings == [0, 1, 1, 1, 0]
    assert (attempt.balance_before, attempt.expected_cost) == ("100", Money.of(1))
    assert len(attempt.balances_after) == 3
    assert likely_for(attempt) is likely


async def test_another_order_nearby_makes_the_evidence_unclear(scene: Scene) -> None:
    order = await scene.place()
    await scene.place(quantity=10)
    scene.client.script.append(Unconfirmed("timeout"))

    await scene.submit()
    scene.clock.advance(seconds=95)
    await gather(scene)

    [attempt] = await scene.attempts(order)
    assert attempt.in_flight == 1
    assert likely_for(attempt) is Likely.UNCLEAR


async def test_an_order_sent_after_it_blurs_the_evidence_too(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.append(Unconfirmed("timeout"))
    await scene.submit()

    scene.clock.advance(seconds=31)
    await scene.running(quantity=10)
    await gather(scene)

    [attempt] = await scene.attempts(order)
    assert attempt.in_flight == 1


async def test_a_balance_is_read_again_when_it_is_old(scene: Scene) -> None:
    await scene.running(quantity=10)
    scene.clock.advance(seconds=29)
    await scene.running(quantity=10)
    assert scene.client.balances == 1

    scene.clock.advance(seconds=2)
    await scene.running(quantity=10)

    assert scene.client.balances == 2


async def test_one_at_a_time_every_order_has_an_exact_balance(scene: Scene) -> None:
    scene.max_inflight = 1

    await scene.running(quantity=10)
    scene.clock.advance(seconds=1)
    order = await scene.running(quantity=10)

    assert scene.client.balances == 2
    assert [attempt.in_flight for attempt in await scene.attempts(order)] == [0]


async def test_a_waiting_case_is_named_again_twice(scene: Scene) -> None:
    await scene.place()
    scene.client.script.append(Unconfirmed("timeout"))
    await scene.submit()
    remind = RemindReviews(scene.database, scene.clock, scene.owners)
    counts = []

    for minutes in (14, 2, 60, 60, 600):
        scene.clock.advance(minutes=minutes)
        counts.append(await remind())

    assert counts == [0, 1, 0, 1, 0]
    assert await scene.kinds(OWNER) == ["alert_review"] * 3


async def test_three_unconfirmed_in_five_minutes_stop_sending(scene: Scene) -> None:
    scene.max_inflight = 1
    scene.client.script.extend([Unconfirmed("timeout")] * 3)
    for _ in range(4):
        await scene.place(quantity=10)

    for _ in range(4):
        await scene.submit()

    assert len(scene.client.adds) == 3
    assert "alert_provider_down" in await scene.kinds(OWNER)
    scene.clock.advance(minutes=6)
    await scene.submit()
    assert (await scene.kinds(OWNER))[-1] == "alert_provider_up"


async def test_five_unsent_in_a_row_open_the_circuit(scene: Scene) -> None:
    scene.client.script.extend([NotSent("refused")] * 5)
    for _ in range(6):
        await scene.place(quantity=10)

    for _ in range(6):
        await scene.submit(limit=1)

    assert len(scene.client.adds) == 5
    assert await scene.kinds(OWNER) == ["alert_provider_down"]


async def test_a_provider_that_recovers_is_told_once(scene: Scene) -> None:
    scene.max_inflight = 1
    scene.client.script.extend([Refused(Refusal.AUTH, "Invalid API key")])
    order = await scene.place(quantity=10)
    await scene.submit()

    scene.clock.advance(minutes=11)
    await scene.submit()
    await scene.running(quantity=10)

    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert await scene.kinds(OWNER) == ["alert_provider_down", "alert_provider_up"]


async def test_new_money_at_the_provider_lets_orders_go_at_once(scene: Scene) -> None:
    order = await scene.place()
    scene.client.script.append(Refused(Refusal.FUNDS, "Not enough funds"))
    await scene.submit()

    scene.client.money += 50
    scene.clock.advance(minutes=1, seconds=1)
    await watch(scene)
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.PENDING


async def test_a_low_balance_is_told_at_once_again_at_half_and_after_it_recovered(
    scene: Scene,
) -> None:
    for money in ("4", "4", "2.51", "2.4", "2", "50", "3"):
        scene.client.money = Decimal(money)
        await watch(scene)
        scene.clock.advance(days=1)

    alerts = await scene.notices(OWNER)
    assert [kind for kind, _ in alerts] == ["alert_provider_low"] * 3
    assert [payload["balance"] for _, payload in alerts] == ["4", "2.4", "3"]
    assert alerts[0][1] == {
        "provider": "main",
        "why": "balance",
        "balance": "4",
        "currency": "USD",
    }


async def test_owners_choose_below_what_a_balance_is_low(scene: Scene) -> None:
    async with scene.database.write() as uow:
        await uow.providers.lock(MAIN)
        await uow.providers.set(MAIN, low_alert_micros=Money.of(250))
        await uow.commit()

    await watch(scene)

    assert await scene.kinds(OWNER) == ["alert_provider_low"]


async def test_a_day_of_sales_that_outweighs_the_balance_is_low(scene: Scene) -> None:
    scene.client.money = Decimal(6)
    await watch(scene)
    assert await scene.kinds(OWNER) == []

    await scene.running(quantity=4000)
    await scene.running(quantity=1000)
    scene.client.money = Decimal("5.01")
    await watch(scene)
    assert await scene.kinds(OWNER) == []

    scene.client.money = Decimal("4.99")
    await watch(scene)
    assert await scene.kinds(OWNER) == ["alert_provider_low"]


async def test_balances_that_cannot_be_read_count_as_failures(scene: Scene) -> None:
    scene.client.trouble = ProviderError(None, "HTTP 502")

    for _ in range(5):
        await watch(scene)

    async with scene.database.read() as reads:
        state = await reads.providers.find(MAIN)
    assert state is not None
    assert (state.failures, state.held_why, state.last_error) == (5, "down", "HTTP 502")


async def test_five_failures_among_twenty_calls_open_the_circuit_though_others_succeed(
    scene: Scene,
) -> None:
    for number in range(9):
        scene.client.trouble = None if number % 2 else ProviderError(None, "HTTP 502")
        assert (await state(scene)).held_why is None
        await watch(scene)

    held = await state(scene)
    assert (held.failures, held.held_why, held.may_send(scene.clock.now())) == (5, "down", False)
    assert await scene.kinds(OWNER) == ["alert_provider_down"]


async def test_failures_that_are_long_past_open_nothing(scene: Scene) -> None:
    for number in range(100):
        scene.client.trouble = ProviderError(None, "HTTP 502") if number % 5 == 0 else None
        await watch(scene)

    assert (await state(scene)).failures == 4
    assert await scene.kinds(OWNER) == []


async def test_an_open_circuit_is_tried_each_minute_and_closes_by_itself(scene: Scene) -> None:
    await scene.place()
    scene.client.trouble = ProviderError(None, "HTTP 502")
    for _ in range(5):
        await watch(scene)
    looks = scene.client.balances

    for _ in range(4):
        scene.clock.advance(seconds=30)
        await scene.submit()
    assert scene.client.balances == looks + 2
    assert scene.client.adds == []

    scene.client.trouble = None
    scene.clock.advance(minutes=1)
    await scene.submit()
    assert len(scene.client.adds) == 1
    assert (await state(scene)).failures == 0
    assert await scene.kinds(OWNER) == ["alert_provider_down", "alert_provider_up"]


async def test_a_key_that_is_refused_stops_everything_until_it_is_taken(scene: Scene) -> None:
    order = await scene.place()
    scene.client.trouble = ProviderError(Refusal.AUTH, "Invalid API key")
    await watch(scene)

    for _ in range(6):
        await scene.submit()
        scene.clock.advance(minutes=5)
    assert scene.client.adds == []
    assert scene.client.balances <= 5, "a wrong key that is shown often locks one out"

    scene.client.trouble = None
    scene.clock.advance(minutes=10)
    await scene.submit()
    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert await scene.kinds(OWNER) == ["alert_provider_down", "alert_provider_up"]


async def state(scene: Scene) -> ProviderState:
    async with scene.database.write() as uow:
        found = await uow.providers.lock(MAIN)
        await uow.commit()
    return found
