"""What a provider's balance says about an unconfirmed order, and whether a found id fits it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from domain.orders import FINAL
from domain.reviews import Likely

if TYPE_CHECKING:
    from domain.money import Money
    from domain.orders import Order
    from domain.provider import UpstreamStatus
    from domain.reviews import Attempt

COST_SHARE: Final = Decimal("0.02")
ROUNDING: Final = Decimal("0.001")
"""Panels round charges: a difference up to this much of their currency means nothing."""

EXACT_SHARE: Final = Decimal("0.001")
EXACT_ROUNDING: Final = Decimal("0.0001")


def likely_for(attempt: Attempt) -> Likely:
    """Read the balances around a try; a word for a person, never a decision.

    Another `add` near this one makes every figure ambiguous. "Not placed" needs each later reading
    to equal the first, for acceptance may be booked late.
    """
    figures = _figures(attempt)
    if attempt.in_flight or len(figures) < 2:  # noqa: PLR2004 - one before, one after
        return Likely.UNCLEAR
    before, *after = figures
    if all(figure == before for figure in after):
        return Likely.NOT_PLACED
    return (
        Likely.ACCEPTED if _is_cost(before - after[-1], attempt.expected_cost) else Likely.UNCLEAR
    )


def fall_of(attempt: Attempt) -> Decimal | None:
    """By how much the balance fell from before the try to the last reading, if read."""
    figures = _figures(attempt)
    return figures[0] - figures[-1] if len(figures) > 1 else None


def is_cost_odd(expected: Money, charge: Money) -> bool:
    """Tell whether a provider took noticeably more than expected, both in its currency."""
    tolerance = expected.decimal * COST_SHARE + ROUNDING
    return charge.decimal > expected.decimal + tolerance


def can_be(order: Order, expected: Money, status: UpstreamStatus) -> bool:
    """Tell whether a status answer can belong to this order: its charge and remains must fit.

    A charge that is absent or zero says nothing (not started, or canceled); a finished order may
    have been charged less. `expected` is in the provider's currency.
    """
    if status.remains is not None and status.remains > order.request.units:
        return False
    if not status.charge or status.charge < 0:
        return True
    difference = status.charge - expected.decimal
    tolerance = expected.decimal * COST_SHARE + ROUNDING
    if difference < 0 and status.status in FINAL:
        return True
    return abs(difference) <= tolerance


def _is_cost(fall: Decimal, expected: Money) -> bool:
    return abs(fall - expected.decimal) <= expected.decimal * EXACT_SHARE + EXACT_ROUNDING


def _figures(attempt: Attempt) -> list[Decimal]:
    if attempt.balance_before is None:
        return []
    try:
        return [Decimal(text) for text in (attempt.balance_before, *attempt.balances_after)]
    except InvalidOperation:
        return []
