"""What is not believed of a list: numbers given to another service, prices that jump."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.platforms import Kind, Platform

if TYPE_CHECKING:
    from domain.listed import Listing
    from domain.money import Money

MAX_RISE_PERCENT: Final = 20
"""A purchase price that rises by more than this is not followed without an owner's word."""
MAX_FALL_PERCENT: Final = 30
"""One that falls by more than this may be a mistake: whoever sells by it may lose money."""
NOISE_MICROS: Final = 2
"""Rounding alone moves a price by so much."""
ALIKE_PERCENT: Final = 20
"""Names that share fewer of their words than this have nothing to do with each other."""

_WORD: Final = re.compile(r"[^\W_]+")


class Verdict(StrEnum):
    """What becomes of a price when the purchase price moves."""

    FOLLOW = "follow"
    KEEP = "keep"
    """Sell at the price of before, and ask."""
    PAUSE = "pause"
    """The price of before loses money: do not sell, and ask."""


def judge_price(*, base: Money, cost: Money, rate: Money, floor: Money) -> Verdict:
    """Decide about a purchase price that became `cost`.

    Args:
        base: the purchase price that today's price was made of; zero where there was none.
        cost: the purchase price now.
        rate: today's price.
        floor: what the service must be sold for now, at least.
    """
    moved = cost.micros - base.micros
    if not base or abs(moved) <= NOISE_MICROS:
        return Verdict.FOLLOW
    if moved * 100 > base.micros * MAX_RISE_PERCENT:
        return Verdict.PAUSE if rate < floor else Verdict.KEEP
    if -moved * 100 > base.micros * MAX_FALL_PERCENT:
        return Verdict.KEEP
    return Verdict.FOLLOW


def is_another(before: Listing, now: Listing) -> bool:
    """Whether a number stands for another service than before: by its type, its place, its words.

    An entry with the same name and category is the same service, however it is recognised today.
    """
    if (before.name, before.category, before.type) == (now.name, now.category, now.type):
        return False
    if before.type is not now.type:
        return True
    old, new = _words(before.name), _words(now.name)
    if _differ(before.platform, now.platform, Platform.OTHER):
        return True
    if _differ(before.kind, now.kind, Kind.OTHER) and not (old <= new or new <= old):
        return True
    return not _alike(old, new) and not _alike(_words(before.category), _words(now.category))


def _differ(before: StrEnum, now: StrEnum, unknown: StrEnum) -> bool:
    return before is not now and unknown not in {before, now}


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _alike(old: frozenset[str], new: frozenset[str]) -> bool:
    return len(old & new) * 100 >= len(old | new) * ALIKE_PERCENT
