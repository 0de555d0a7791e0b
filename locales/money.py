"""Writes amounts by Babel's patterns, with Latin digits and only the decimals that matter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.numbers import (
    NumberPattern,
    format_currency,
    format_decimal,
    get_currency_symbol,
    parse_pattern,
)

if TYPE_CHECKING:
    from decimal import Decimal

LEAST_PLACES: Final = 2
SIGN: Final = "\u00a4"
NBSP: Final = "\u00a0"
MARKS: Final = dict.fromkeys((0x200E, 0x200F))
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
        format=_pattern(currency, locale, places),
        locale=locale,
        currency_digits=False,
        numbering_system="latn",
    )


@lru_cache(maxsize=64)
def _pattern(currency: str, locale: str, places: int) -> NumberPattern:
    """The locale's own pattern with our decimals in place of the currency's.

    A currency written in letters keeps its distance: `RUB 10.00`, yet `$10.00`. The locale's marks
    of direction go: amounts stand isolated, and a mark inside would turn `US$` into `$US`.
    """
    written = Locale.parse(locale).currency_formats["standard"].pattern
    pattern = parse_pattern(written.translate(MARKS))
    pattern.frac_prec = (LEAST_PLACES, places)
    if get_currency_symbol(currency, locale)[-1:].isalpha():
        plus, minus = pattern.prefix
        pattern.prefix = (plus.replace(SIGN, SIGN + NBSP), minus.replace(SIGN, SIGN + NBSP))
    return pattern
