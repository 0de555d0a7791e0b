"""Writes amounts by Babel's patterns, with Latin digits and only the decimals that matter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.numbers import NumberPattern, format_currency, format_decimal, parse_pattern

if TYPE_CHECKING:
    from decimal import Decimal

LEAST_PLACES: Final = 2
KEPT: Final = 8192
"""Written figures that are remembered: a page repeats the same few prices and limits."""


@lru_cache(maxsize=KEPT)
def format_whole(value: int, locale: str) -> str:
    """Write a whole number with the locale's separators."""
    return format_decimal(value, locale=locale, numbering_system="latn")


@lru_cache(maxsize=KEPT)
def format_money(amount: Decimal, currency: str, locale: str, *, places: int) -> str:
    """Write an amount with 2 to `places` decimals, in the manner of the locale."""
    return format_currency(
        amount,
        currency,
        format=_pattern(locale, places),
        locale=locale,
        currency_digits=False,
        numbering_system="latn",
    )


@lru_cache(maxsize=64)
def _pattern(locale: str, places: int) -> NumberPattern:
    """The locale's own pattern with our decimals in place of the currency's."""
    standard = Locale.parse(locale).currency_formats["standard"]
    pattern = parse_pattern(standard.pattern)
    pattern.frac_prec = (LEAST_PLACES, places)
    return pattern
