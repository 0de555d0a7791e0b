"""Money: exact in, exact out, rounded once and in the shop's favour by less than a micro-unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import ZERO, Money, MoneyError, charge_for, refund_due

rates = st.integers(0, 10**10).map(Money)
units = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("0.27819", 278_190),
        ("10", 10_000_000),
        ("0.000001", 1),
        ("-0.5", -500_000),
        ("1e2", 10**8),
    ],
)
def test_a_decimal_amount_is_read_exactly(text: str, micros: int) -> None:
    assert Money.of(text).micros == micros


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e30", "0.0000001", "", "ten"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        Money.of(text)


@pytest.mark.parametrize("micros", [1.0, True, "1", None])
def test_nothing_but_an_integer_becomes_micros(micros: object) -> None:
    with pytest.raises(MoneyError):
        Money(micros)  # type: ignore[arg-type]


def test_amounts_beyond_int64_are_refused() -> None:
    with pytest.raises(MoneyError):
        Money.of("9300000000000000")


def test_a_purchase_price_is_rounded_up_to_the_micro_unit() -> None:
    assert Money.at_least(Decimal("0.0000001")).micros == 1


@pytest.mark.parametrize(
    ("rate", "quantity", "charge"),
    [("0.90", 1000, 900_000), ("0.27819", 1, 279), ("0.0001", 10, 1), ("0.02", 100, 2_000)],
)
def test_a_charge_is_rate_by_quantity_rounded_up_once(
    rate: str, quantity: int, charge: int
) -> None:
    assert charge_for(Money.of(rate), quantity).micros == charge


@given(rates, units)
def test_a_charge_is_never_below_and_less_than_a_micro_above_the_exact_price(
    rate: Money, quantity: int
) -> None:
    exact = Fraction(rate.micros * quantity, 1000)

    assert 0 <= charge_for(rate, quantity).micros - exact < 1


@given(rates, units, st.integers(-(10**9), 2 * 10**9))
def test_a_refund_and_what_is_kept_are_the_charge(
    rate: Money, quantity: int, delivered: int
) -> None:
    charge = charge_for(rate, quantity)
    refund = refund_due(charge, quantity, delivered)

    kept = charge - refund
    assert ZERO <= refund <= charge
    assert kept.micros >= Fraction(charge.micros * min(max(delivered, 0), quantity), quantity)


@given(rates, units, st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_refunds_that_follow_each_other_never_exceed_the_largest_one_due(
    rate: Money, quantity: int, deliveries: list[int]
) -> None:
    charge = charge_for(rate, quantity)
    returned = ZERO
    for delivered in deliveries:
        returned += refund_due(charge, quantity, delivered, returned=returned)

    assert returned == refund_due(charge, quantity, min(deliveries))


def test_display_rounds_prices_up_and_balances_down() -> None:
    amount = Money(1_234_567)

    assert (amount.rounded(2, up=True), amount.rounded(2, up=False)) == (
        Decimal("1.24"),
        Decimal("1.23"),
    )
