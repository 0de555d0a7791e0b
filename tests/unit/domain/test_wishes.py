"""Filters and what they show: never what they exclude, never less than what fits."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service
from domain.merit import Sort
from domain.wishes import Trait, Wish, to_remove
from tests.stock import service

HAS: dict[Trait, Callable[[Service, str | None], bool]] = {
    Trait.REFILL: lambda one, _: one.refill,
    Trait.CANCEL: lambda one, _: one.cancel,
    Trait.DRIPFEED: lambda one, _: one.dripfeed,
    Trait.SMALL: lambda one, _: one.min <= 100,
    Trait.COUNTRY: lambda one, country: one.country == country,
}
COUNTRIES = st.sampled_from(["TR", "RU", "US"])

services = st.builds(
    service,
    st.integers(1, 10**6),
    refill=st.booleans(),
    cancel=st.booleans(),
    dripfeed=st.booleans(),
    min=st.sampled_from([1, 100, 101, 5000]),
    country=st.none() | COUNTRIES,
)
shelves = st.lists(services, max_size=40, unique_by=lambda one: one.id)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    """Any wish that taps can make."""
    wish = Wish(draw(st.sampled_from(Sort)))
    for trait in draw(st.sets(st.sampled_from([t for t in Trait if t is not Trait.COUNTRY]))):
        wish = wish.toggled(trait)
    return wish.of_country(draw(st.none() | COUNTRIES))


@given(shelves, wishes())
def test_a_filter_shows_all_that_fits_and_nothing_that_does_not(
    shelf: list[Service], wish: Wish
) -> None:
    shown = wish.choose(shelf)

    for one in shelf:
        fits = all(HAS[trait](one, wish.country) for trait in wish.traits)
        assert (one in shown) is fits


@given(shelves, wishes())
def test_a_filter_keeps_the_order(shelf: list[Service], wish: Wish) -> None:
    shown = wish.choose(shelf)

    assert list(shown) == [one for one in shelf if one in shown]


@given(wishes())
def test_a_wish_is_carried_in_seven_letters(wish: Wish) -> None:
    assert len(wish.code) <= 7
    assert Wish.read(wish.code) == wish


@given(st.text(max_size=12))
def test_whatever_else_is_carried_is_a_wish_too(code: str) -> None:
    wish = Wish.read(code)

    assert Wish.read(wish.code) == wish
    assert (Trait.COUNTRY in wish.traits) is (wish.country is not None)


@given(shelves, wishes())
def test_what_is_to_be_removed_shows_as_many_as_it_says(shelf: list[Service], wish: Wish) -> None:
    found = to_remove(wish, shelf)

    each = {trait: len(wish.toggled(trait).choose(shelf)) for trait in wish.traits}
    assert (found is None) is (max(each.values(), default=0) == 0)
    if found is not None:
        trait, count = found
        assert each[trait] == count == max(each.values())


@pytest.mark.parametrize("trait", [t for t in Trait if t is not Trait.COUNTRY])
def test_the_same_tap_takes_a_filter_back(trait: Trait) -> None:
    wish = Wish(Sort.FASTEST).of_country("TR")

    assert wish.toggled(trait).toggled(trait) == wish
    assert wish.toggled(trait).sorted_by(Sort.BEST).traits == {trait, Trait.COUNTRY}
    assert wish.toggled(trait).without_traits() == Wish(Sort.FASTEST)


def test_any_country_takes_the_country_back() -> None:
    wish = Wish().of_country("TR")

    assert wish.of_country(None) == Wish()
    assert wish.toggled(Trait.COUNTRY) == Wish()
    assert wish.of_country("RU").country == "RU"
