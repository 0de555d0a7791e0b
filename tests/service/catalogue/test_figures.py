"""The services' own figures: the database's sums and percentiles against a slow count by hand."""

import random
from collections import defaultdict
from datetime import timedelta
from math import ceil

import pytest

from db.database import Database
from domain.figures import ServiceFigures, ShopFigures
from domain.ids import ServiceId, UserId
from domain.orders import OrderStatus
from services.catalogue.figures import LiveFigures, RefreshFigures
from tests.service.catalogue.ended_orders import FIRST, Ended, put
from tests.service.shopfloor import CUSTOMER, OTHER, START, ShopFloor, a_service

SECOND, THIRD = ServiceId(2), ServiceId(3)


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    """Three services, two customers."""
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(CUSTOMER)
    await floor.add_customer(OTHER)
    for number in range(101, 104):
        await floor.add_service(a_service(upstream_id=str(number)))
    return floor


@pytest.fixture
def live() -> LiveFigures:
    return LiveFigures()


@pytest.fixture
def refresh(floor: ShopFloor, live: LiveFigures) -> RefreshFigures:
    return RefreshFigures(floor.database, floor.clock, live)


async def test_figures_are_what_a_count_by_hand_gives(
    floor: ShopFloor, refresh: RefreshFigures
) -> None:
    made = _random_orders(random.Random(7), 400)
    await put(floor.database, made)
    floor.clock.advance(days=20)

    await refresh()

    since = floor.clock.now() - timedelta(days=30)
    expected = _by_hand([one for one in made if one.finished_at and one.finished_at >= since])
    async with floor.database.read() as reads:
        assert await reads.service_figures.since(since) == expected
    assert set(expected) == {FIRST, SECOND, THIRD}


async def test_nothing_is_told_before_twenty_orders_have_finished(
    floor: ShopFloor, refresh: RefreshFigures, live: LiveFigures
) -> None:
    await put(floor.database, [Ended()] * 19)
    await refresh()
    assert live.of(FIRST) is None

    await put(floor.database, [Ended(status=OrderStatus.CANCELED, finished_s=700)])
    await refresh()

    found = live.of(FIRST)
    assert found is not None
    assert found.finished == 20
    assert found.shares == (95, 0, 5)
    assert (found.starts_p50_s, found.finishes_p90_s, found.thousand_s) == (60, 600, 600)
    assert live.of(SECOND) is None


async def test_orders_under_way_and_old_ones_do_not_count(
    floor: ShopFloor, refresh: RefreshFigures, live: LiveFigures
) -> None:
    long_ago = START - timedelta(days=31)
    running = Ended(status=OrderStatus.IN_PROGRESS, finished_s=None)
    released = Ended(status=OrderStatus.RELEASED, started_s=None)
    await put(floor.database, [Ended(accepted_at=long_ago)] * 30 + [running, released] * 20)

    await refresh()

    assert live.of(FIRST) is None
    assert live.current == ShopFigures.none()


async def test_figures_age_out_of_the_window_by_themselves(
    floor: ShopFloor, refresh: RefreshFigures, live: LiveFigures
) -> None:
    await put(floor.database, [Ended()] * 20)
    await refresh()
    assert live.of(FIRST) is not None

    floor.clock.advance(days=31)
    await refresh()

    assert live.of(FIRST) is None


async def test_figures_are_not_computed_again_while_nothing_has_ended(
    floor: ShopFloor, refresh: RefreshFigures
) -> None:
    await put(floor.database, [Ended()])
    before = await refresh()
    floor.clock.advance(minutes=5)

    assert await refresh() is before

    await put(floor.database, [Ended(finished_s=300.5 * 2)])
    assert await refresh() is not before


async def test_the_most_people_make_a_service_popular_not_the_most_orders(
    floor: ShopFloor, refresh: RefreshFigures, live: LiveFigures
) -> None:
    lonely = [Ended(service=FIRST)] * 9
    shared = [Ended(service=SECOND, user=user) for user in (CUSTOMER, OTHER)]
    never = [Ended(service=THIRD, status=OrderStatus.CANCELED)]
    await put(floor.database, lonely + shared + never)

    await refresh()

    assert live.current.popular() == (SECOND, FIRST)


def _random_orders(chance: random.Random, count: int) -> list[Ended]:
    return [_random_order(chance) for _ in range(count)]


def _random_order(chance: random.Random) -> Ended:
    status = chance.choice(list(OrderStatus))
    begun = chance.choice([None, chance.uniform(0, 5000)])
    done = (begun or 0) + chance.uniform(0, 90_000)
    ended = status in {
        OrderStatus.COMPLETED,
        OrderStatus.PARTIAL,
        OrderStatus.CANCELED,
        OrderStatus.RELEASED,
    }
    return Ended(
        service=ServiceId(chance.randint(1, 3)),
        status=status,
        started_s=begun,
        finished_s=done if ended else None,
        units=chance.choice([1, 7, 100, 1000, 12_345]),
        runs=chance.choice([None, None, None, 2]),
        user=UserId(chance.choice([CUSTOMER, OTHER])),
        accepted_at=START
        - timedelta(days=chance.randint(0, 20), microseconds=chance.randint(1, 999)),
    )


def _by_hand(ended: list[Ended]) -> dict[ServiceId, ServiceFigures]:
    groups: defaultdict[ServiceId, list[Ended]] = defaultdict(list)
    for one in ended:
        if one.status is not OrderStatus.RELEASED:
            groups[one.service].append(one)
    return {number: _of_one(group) for number, group in groups.items()}


def _of_one(group: list[Ended]) -> ServiceFigures:
    completed = [one for one in group if one.status is OrderStatus.COMPLETED]
    partial = [one for one in group if one.status is OrderStatus.PARTIAL]
    whole = [one for one in completed if one.runs is None]
    ran = whole + [one for one in partial if one.runs is None]
    starts = sorted(
        _second(one.started_at or one.finished_at) - _second(one.accepted_at) for one in ran
    )
    finishes = sorted(_second(one.finished_at) - _second(one.accepted_at) for one in whole)
    lots = sorted(
        (_second(one.finished_at) - _second(one.started_at)) * 1000 // one.units
        for one in whole
        if one.started_at
    )
    return ServiceFigures(
        completed=len(completed),
        partial=len(partial),
        canceled=len(group) - len(completed) - len(partial),
        customers=len({one.user for one in completed}),
        starts_p50_s=_rank(starts, 50),
        starts_p90_s=_rank(starts, 90),
        finishes_p50_s=_rank(finishes, 50),
        finishes_p90_s=_rank(finishes, 90),
        thousand_p50_s=_rank(lots, 50),
    )


def _second(at: object) -> int:
    return int(at.timestamp())  # type: ignore[attr-defined]


def _rank(values: list[int], percent: int) -> int | None:
    return values[ceil(len(values) * percent / 100) - 1] if values else None
