"""How long a provider's money lasts, and when owners hear that it runs low."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from domain.money import ZERO, Money

LOW_CHOICES: Final = (5, 10, 25, 50, 100, 250, 500, 1000, 5000)
"""Limits that owners can choose among, in units of the provider's currency."""


def days_left(balance: Decimal, burn: Money) -> Decimal | None:
    """Days that a balance lasts at what a day costs; None where nothing is spent."""
    if not burn:
        return None
    return max(balance, Decimal(0)) / burn.decimal


def low_after(told: Money | None, balance: Decimal, limit: Money) -> tuple[Money | None, bool]:
    """Judge a balance: which limit is now told of, and whether owners are to hear of it.

    They hear when it falls below the limit, and again at half of what they heard last. The
    balance has recovered once it is above both the limit and what was told.
    """
    if told is None:
        return (limit, True) if balance < limit.decimal else (None, False)
    if balance >= max(limit, told).decimal:
        return None, False
    lowered = told
    while lowered > ZERO and balance < lowered.decimal / 2:
        lowered = Money(lowered.micros // 2)
    return lowered, lowered != told
