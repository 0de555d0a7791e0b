"""Which three services stand for a shelf, and how a shelf is sorted: the same for everybody."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service, ServiceType
from domain.figures import ServiceFigures
from domain.ids import ServiceId
from domain.merit import Judge, Sort, guaranteed_days
from domain.money import Money
from domain.picks import LEAST, pick_three
from domain.pins import Pick
from domain.taxonomy.refills import LIFETIME_DAYS
from tests.stock import service

Figures = Mapping[ServiceId, ServiceFigures]


def measured(completed: int, *, of: int = 100, start_s: int = 300) -> ServiceFigures:
    """So many of so many orders completed, the others canceled."""
    return ServiceFigures(
        completed=completed, partial=0, canceled=of - completed, starts_p50_s=start_s
    )


def look_up(figures: Figures) -> Callable[[ServiceId], ServiceFigures | None]:
    return figures.get


def picks(services: list[Service], figures: Figures | None = None) -> dict[Pick, ServiceId]:
    """What was picked for what."""
    found = pick_three(services, look_up(figures or {}))
    return {pick: one.service.id for one in found for pick in one.picks}


def shelf(*rates: str) -> list[Service]:
    return [service(number, rate=Money.of(rate)) for number, rate in enumerate(rates, 1)]


def test_without_figures_refill_makes_safe_and_a_fair_price_makes_good_value() -> None:
    plain, cheap, promising, lasting = shelf("0.90", "0.30", "0.80", "2.10")
    promising = replace(promising, refill=True, refill_days=30)
    lasting = replace(lasting, refill=True, refill_days=365)

    assert picks([plain, cheap, promising, lasting]) == {
        Pick.BEST_VALUE: promising.id,
        Pick.CHEAPEST: cheap.id,
        Pick.SAFEST: lasting.id,
    }


def test_what_orders_have_shown_counts_for_more_than_what_is_promised() -> None:
    cheap, promising, proven, failing = shelf("0.30", "0.90", "0.95", "0.60")
    promising = replace(promising, refill=True, refill_days=LIFETIME_DAYS)
    failing = replace(failing, refill=True, refill_days=90)
    figures = {proven.id: measured(98), failing.id: measured(40)}

    assert picks([cheap, promising, proven, failing], figures) == {
        Pick.BEST_VALUE: proven.id,
        Pick.SAFEST: proven.id,
        Pick.CHEAPEST: cheap.id,
        Pick.ALSO_GOOD: promising.id,
    }


def test_a_service_that_fails_is_the_cheapest_if_it_is_and_nothing_else() -> None:
    chosen = picks(shelf("0.30", "0.90", "0.91", "0.92"), {ServiceId(1): measured(1)})

    assert [pick for pick, number in chosen.items() if number == 1] == [Pick.CHEAPEST]


def test_of_equal_services_the_one_that_starts_sooner_is_the_better_value() -> None:
    slow, quick = measured(95, start_s=9000), measured(95, start_s=60)
    sure = measured(100, start_s=9000)
    figures = dict(zip(map(ServiceId, (2, 3, 4)), (slow, quick, sure), strict=True))

    chosen = picks(shelf("0.30", "0.90", "0.90", "0.90"), figures)

    assert chosen == {Pick.BEST_VALUE: 3, Pick.CHEAPEST: 1, Pick.SAFEST: 4}


def test_what_is_best_in_all_ways_is_named_for_all_and_others_fill_the_places() -> None:
    best, second, third, fourth = shelf("0.10", "0.20", "0.30", "0.40")
    best = replace(best, refill=True, refill_days=365)

    found = pick_three([fourth, third, second, best], look_up({}))

    assert [(one.service.id, one.picks) for one in found] == [
        (best.id, (Pick.BEST_VALUE, Pick.CHEAPEST, Pick.SAFEST)),
        (second.id, (Pick.ALSO_GOOD,)),
        (third.id, (Pick.ALSO_GOOD,)),
    ]


def test_a_small_shelf_needs_no_picks() -> None:
    assert pick_three(shelf("1", "2", "3"), look_up({})) == ()


def test_packages_are_picked_only_where_there_is_little_else() -> None:
    package = service(9, type=ServiceType.PACKAGE, rate=Money.of("0.01"))
    packages = [replace(package, id=ServiceId(number)) for number in range(10, 14)]

    assert package.id not in picks([*shelf("1", "2", "3"), package]).values()
    assert len(pick_three(packages, look_up({}))) == 3


services = st.builds(
    lambda number, rate, days, cancel, package: service(
        number,
        rate=Money(rate),
        refill=days >= 0,
        refill_days=days or None,
        cancel=cancel,
        type=ServiceType.PACKAGE if package else ServiceType.DEFAULT,
    ),
    st.integers(1, 10**9),
    st.integers(0, 10**9),
    st.integers(-1, 400),
    st.booleans(),
    st.booleans(),
)
shelves = st.lists(services, min_size=1, max_size=30, unique_by=lambda one: one.id)
counts = st.integers(0, 10**6)
times = st.none() | st.integers(0, 10**7)
figures_of = st.builds(
    ServiceFigures,
    completed=counts,
    partial=counts,
    canceled=st.integers(1, 10**6),
    starts_p50_s=times,
)


@st.composite
def measured_shelves(draw: st.DrawFn) -> tuple[list[Service], Figures]:
    """A shelf of which some services have figures."""
    drawn = draw(shelves)
    some = draw(st.sets(st.sampled_from([one.id for one in drawn])))
    return drawn, {number: draw(figures_of) for number in sorted(some)}


@given(measured_shelves())
def test_picks_are_three_different_services_whatever_the_order(
    shelf: tuple[list[Service], Figures],
) -> None:
    drawn, figures = shelf

    chosen = pick_three(drawn, look_up(figures))

    assert chosen == pick_three(drawn[::-1], look_up(figures))
    assert len({one.service.id for one in chosen}) == (3 if len(drawn) >= LEAST else 0)
    assert all(one.service in drawn and one.picks for one in chosen)


@given(measured_shelves())
def test_what_is_named_the_cheapest_is_the_cheapest(
    shelf: tuple[list[Service], Figures],
) -> None:
    drawn, figures = shelf
    for one in pick_three(drawn, look_up(figures)):
        if Pick.CHEAPEST in one.picks:
            same = [other for other in drawn if other.type is one.service.type]
            assert one.service.rate == min(other.rate for other in same)


@given(measured_shelves(), st.sampled_from(Sort))
def test_every_sort_is_a_total_order(shelf: tuple[list[Service], Figures], sort: Sort) -> None:
    drawn, figures = shelf
    key = Judge.of(drawn, look_up(figures)).key(sort)

    keys = sorted(map(key, drawn))

    assert all(before < after for before, after in pairwise(keys))


@given(measured_shelves())
def test_points_stay_within_a_thousand(shelf: tuple[list[Service], Figures]) -> None:
    drawn, figures = shelf
    judge = Judge.of(drawn, look_up(figures))

    assert all(0 <= judge.points(one) <= 1000 for one in drawn)


def test_the_fastest_are_those_that_were_seen_to_start() -> None:
    drawn = shelf("0.10", "0.20", "0.30")
    figures = {ServiceId(3): measured(90, start_s=60), ServiceId(2): measured(90, start_s=90)}
    key = Judge.of(drawn, look_up(figures)).key(Sort.FASTEST)

    assert [one.id for one in sorted(drawn, key=key)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("refill", "days", "counted"), [(False, 30, 0), (True, None, 7), (True, 30, 30)]
)
def test_days_of_refill_count_where_there_is_a_refill(
    *, refill: bool, days: int | None, counted: int
) -> None:
    assert guaranteed_days(service(refill=refill, refill_days=days)) == counted


def test_what_an_owner_pinned_takes_the_place_of_what_figures_say() -> None:
    one, two, three, four, five = shelf("0.30", "0.60", "0.80", "0.90", "2.10")
    five = replace(five, pin=Pick.BEST_VALUE)
    three = replace(three, pin=Pick.CHEAPEST)

    found = pick_three([one, two, three, four, five], look_up({}))

    assert [(item.service.id, item.picks) for item in found[:2]] == [
        (five.id, (Pick.SHOP,)),
        (three.id, (Pick.SHOP,)),
    ]
    assert len({item.service.id for item in found}) == 3
    assert Pick.CHEAPEST not in {pick for item in found for pick in item.picks}


def test_a_pinned_package_is_picked_and_pins_are_told_apart_in_any_order() -> None:
    services = shelf("0.30", "0.60", "0.80", "0.90")
    services[3] = replace(services[3], type=ServiceType.PACKAGE, pin=Pick.SAFEST)
    services[2] = replace(services[2], pin=Pick.SAFEST)

    forth = pick_three(services, look_up({}))

    assert forth == pick_three(services[::-1], look_up({}))
    assert {item.service.id for item in forth if Pick.SHOP in item.picks} == {services[2].id}
