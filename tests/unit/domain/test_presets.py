"""The figures on buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import ServiceType
from domain.fields import Field, Speed
from domain.money import Money
from domain.presets import affordable, price_list, quantity_presets
from domain.pricing import price_of
from tests.stock import service


@pytest.mark.parametrize(
    ("least", "most", "shown"),
    [
        (100, 50_000, (100, 1_000, 5_000, 10_000)),
        (10, 300, (10, 100)),
        (1_000, 1_000, (1_000,)),
        (20_000, 10**6, (20_000, 50_000, 100_000)),
    ],
)
def test_presets_start_at_the_minimum_and_stay_in_range(
    least: int, most: int, shown: tuple[int, ...]
) -> None:
    assert quantity_presets(service(min=least, max=most)) == shown


def test_the_price_list_keeps_to_what_can_be_ordered() -> None:
    assert price_list(service(min=500, max=5_000)) == (500, 1_000, 5_000)
    assert price_list(service(min=20_000)) == (20_000,)


def test_too_little_money_affords_nothing() -> None:
    assert affordable(service(), Money.of("0.08")) == 0
    assert affordable(service(), Money(0)) == 0
    assert affordable(service(type=ServiceType.PACKAGE), Money.of("99")) == 0


@given(
    rate=st.integers(1, 10**8),
    available=st.integers(0, 10**9),
    runs=st.integers(1, 50),
)
def test_the_most_that_can_be_afforded_is_exactly_that(
    rate: int, available: int, runs: int
) -> None:
    sold = service(rate=Money(rate), min=1, max=10**6, dripfeed=True)

    values: dict[str, str] = {Field.SPEED: Speed.PARTS, Field.RUNS: str(runs)}
    most = affordable(sold, Money(available), values)

    assert price_of(sold, most * runs).charge <= Money(available)
    if most < sold.max:
        assert price_of(sold, (most + 1) * runs).charge > Money(available)
