"""Codes of orders: each number has one, each code one number, none is taken for a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.api_codes import BEYOND, code_of, order_number, refill_code, refill_number
from domain.ids import AskId, OrderId

NUMBERS = st.integers(min_value=0, max_value=BEYOND - 1)


@given(NUMBERS)
def test_a_code_leads_back_to_its_order(number: int) -> None:
    code = code_of(OrderId(number))

    assert order_number(code) == order_number(code.lower()) == number
    assert code[0].isalpha()
    assert 6 <= len(code) <= 7


@given(NUMBERS)
def test_a_plain_number_is_understood_too(number: int) -> None:
    assert order_number(str(number)) == order_number(f"00{number}") == number


@given(NUMBERS)
def test_a_refill_is_known_with_its_letter_and_without(number: int) -> None:
    assert refill_number(refill_code(AskId(number))) == refill_number(str(number)) == number


@given(st.text(max_size=12))
def test_any_text_is_an_order_or_nothing(text: str) -> None:
    number = order_number(text)

    assert number is None or 0 <= number < BEYOND


@pytest.mark.parametrize("text", ["", "x", "K7M2X", "1.0", "-1", "٣", str(BEYOND), "I00000", "R"])
def test_what_names_no_order_is_nothing(text: str) -> None:
    assert order_number(text) is None


def test_neighbours_do_not_look_alike() -> None:
    codes = [code_of(OrderId(number)) for number in range(1000, 1010)]

    assert len({code[:2] for code in codes}) > 5
