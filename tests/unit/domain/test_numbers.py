"""Numbers as people type them, in every form the shop promises to read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numbers import (
    MAX_NUMBER,
    NumberError,
    NumberProblem,
    parse_amount,
    parse_quantity,
)

QUANTITIES = [
    ("1000", 1000),
    (" 1000 ", 1000),
    ("+1000", 1000),
    ("0", 0),
    ("007", 7),
    ("1 000", 1000),
    ("1\u00a0000", 1000),
    ("1\u2009000", 1000),
    ("1\u202f000", 1000),
    ("1'000", 1000),
    ("1_000", 1000),
    ("1,000", 1000),
    ("1.000", 1000),
    ("12.345.678", 12_345_678),
    ("1 000 000", 1_000_000),
    ("1,00,000", 100_000),
    ("1,000.00", 1000),
    ("1.000,00", 1000),
    ("1000.0", 1000),
    ("1.5k", 1500),
    ("1,5K", 1500),
    ("0.5k", 500),
    ("2 k", 2000),
    ("10к", 10_000),
    ("10 тыс.", 10_000),
    ("10 bin", 10_000),
    ("2 lakh", 200_000),
    ("2m", 2_000_000),
    ("2М", 2_000_000),
    ("1kk", 1_000_000),
    ("1.25m", 1_250_000),
    ("1 000k", 1_000_000),
    ("١٠٠٠", 1000),
    ("١٬٠٠٠", 1000),
    ("١٫٥k", 1500),
    ("۱۰۰۰", 1000),
    ("१०००", 1000),
    ("१,०००", 1000),
    ("１０００", 1000),
    ("\u200e1000\u200f", 1000),
    ("1000000000", MAX_NUMBER),
]
NO_QUANTITIES = [
    ("", NumberProblem.NOT_A_NUMBER),
    ("abc", NumberProblem.NOT_A_NUMBER),
    ("k", NumberProblem.NOT_A_NUMBER),
    ("10 apples", NumberProblem.NOT_A_NUMBER),
    ("1..0", NumberProblem.NOT_A_NUMBER),
    ("1,0,0", NumberProblem.NOT_A_NUMBER),
    ("1 00", NumberProblem.NOT_A_NUMBER),
    ("12 34", NumberProblem.NOT_A_NUMBER),
    ("1,000 000.5", NumberProblem.NOT_A_NUMBER),
    ("0,000,000", NumberProblem.NOT_A_NUMBER),
    ("2e5", NumberProblem.NOT_A_NUMBER),
    ("0x10", NumberProblem.NOT_A_NUMBER),
    ("²", NumberProblem.NOT_A_NUMBER),
    ("½", NumberProblem.NOT_A_NUMBER),
    ("nan", NumberProblem.NOT_A_NUMBER),
    ("100-200", NumberProblem.NOT_A_NUMBER),
    ("x" * 10_000, NumberProblem.NOT_A_NUMBER),
    ("-5", NumberProblem.NEGATIVE),
    ("\u22125", NumberProblem.NEGATIVE),
    ("- 1 000", NumberProblem.NEGATIVE),
    ("1.5", NumberProblem.FRACTION),
    ("0,500", NumberProblem.FRACTION),
    ("1000,50", NumberProblem.FRACTION),
    ("1 000,5", NumberProblem.FRACTION),
    ("1.2345k", NumberProblem.FRACTION),
    ("1.00000000000000000000000001", NumberProblem.FRACTION),
    ("1.234k", NumberProblem.AMBIGUOUS),
    ("1,000k", NumberProblem.AMBIGUOUS),
    ("1 000.000", NumberProblem.AMBIGUOUS),
    ("1000000001", NumberProblem.TOO_BIG),
    ("5000m", NumberProblem.TOO_BIG),
    ("9" * 28, NumberProblem.TOO_BIG),
    ("9" * 10_000, NumberProblem.TOO_BIG),
    ("9" * 1_000_000, NumberProblem.TOO_BIG),
]
AMOUNTS = [
    ("10", "10"),
    ("0", "0"),
    ("3.50", "3.50"),
    ("3,50", "3.50"),
    ("$10", "10"),
    ("$ 10.5", "10.5"),
    ("10$", "10"),
    ("10 USD", "10"),
    ("USD 10", "10"),
    ("10usd", "10"),
    ("1,234.50", "1234.50"),
    ("1.234,50", "1234.50"),
    ("1 234,5", "1234.5"),
    ("1234.567", "1234.567"),
    ("0.001", "0.001"),
    ("0.000001", "0.000001"),
    ("1.0000000", "1"),
    ("१०.५", "10.5"),
    ("٣٫٥", "3.5"),
]
NO_AMOUNTS = [
    ("", NumberProblem.NOT_A_NUMBER),
    ("NaN", NumberProblem.NOT_A_NUMBER),
    ("Infinity", NumberProblem.NOT_A_NUMBER),
    ("1e5", NumberProblem.NOT_A_NUMBER),
    (".5", NumberProblem.NOT_A_NUMBER),
    ("10 $ USD", NumberProblem.NOT_A_NUMBER),
    ("USD 10 USD", NumberProblem.NOT_A_NUMBER),
    ("ten 10", NumberProblem.OTHER_CURRENCY),
    ("10 dollars", NumberProblem.NOT_A_NUMBER),
    ("-10", NumberProblem.NEGATIVE),
    ("$-10", NumberProblem.NEGATIVE),
    ("0.0000001", NumberProblem.FRACTION),
    ("1.234", NumberProblem.AMBIGUOUS),
    ("1,234", NumberProblem.AMBIGUOUS),
    ("1000000000.5", NumberProblem.TOO_BIG),
    ("10 EUR", NumberProblem.OTHER_CURRENCY),
    ("€10", NumberProblem.OTHER_CURRENCY),
    ("10 руб.", NumberProblem.OTHER_CURRENCY),
]
NUMBERISH = st.one_of(
    st.text(max_size=30),
    st.text("0123456789٠۱१ .,'kкm-+$%e", max_size=30),
)


@pytest.mark.parametrize(("text", "quantity"), QUANTITIES)
def test_quantity_is_read(text: str, quantity: int) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(("text", "problem"), NO_QUANTITIES, ids=range(len(NO_QUANTITIES)))
def test_text_that_is_no_quantity_says_why(text: str, problem: NumberProblem) -> None:
    with pytest.raises(NumberError) as refused:
        parse_quantity(text)

    assert refused.value.problem is problem


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_amount_is_read(text: str, amount: str) -> None:
    assert parse_amount(text, currency="USD") == Decimal(amount)


@pytest.mark.parametrize(("text", "problem"), NO_AMOUNTS)
def test_text_that_is_no_amount_says_why(text: str, problem: NumberProblem) -> None:
    with pytest.raises(NumberError) as refused:
        parse_amount(text, currency="USD")

    assert refused.value.problem is problem


def test_any_currency_is_taken_where_none_is_asked_for() -> None:
    assert parse_amount("₹100") == parse_amount("100 EUR") == 100


@given(NUMBERISH)
def test_any_text_is_a_quantity_or_a_number_error(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except NumberError:
        return

    assert 0 <= quantity <= MAX_NUMBER
    assert parse_quantity(str(quantity)) == quantity


@given(NUMBERISH)
def test_any_text_is_an_amount_or_a_number_error(text: str) -> None:
    try:
        amount = parse_amount(text)
    except NumberError:
        return

    assert amount.is_finite()
    assert 0 <= amount <= MAX_NUMBER


@given(st.integers(0, MAX_NUMBER), st.sampled_from(["", ",", " ", ".", "_"]))
def test_every_quantity_is_read_back_from_its_grouped_form(quantity: int, sign: str) -> None:
    assert parse_quantity(f"{quantity:,}".replace(",", sign)) == quantity


@given(st.integers(0, MAX_NUMBER * 10**6))
def test_every_amount_is_read_back_from_its_exact_form(micros: int) -> None:
    text = f"{micros // 10**6}.{micros % 10**6:06}"

    assert parse_amount(text) * 10**6 == micros
