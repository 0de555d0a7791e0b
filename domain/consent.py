"""What a customer is asked about an order beyond its price, and what they may have said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.ids import OrderId, QuoteId
    from domain.money import Money

TWIN_WITHIN: Final = timedelta(minutes=10)
"""The same order again so soon is more often a slip than a wish."""
USUAL_FROM: Final = 5
"""So many orders show what is usual for somebody."""
LARGE_FROM: Final = 10
"""From so many times the usual on, the amount is asked for twice."""


class Consent(StrEnum):
    """Something a customer said yes to; the letters are what buttons carry."""

    AGAIN = "t"
    """A second order of the very same, minutes after the first."""
    LARGE = "l"
    """Far more than usual."""
    NOW = "n"
    """Beside another order on the same link."""
    AFTER = "a"
    """Once the other order on the same link has ended."""


NOTHING_SAID: Final[frozenset[Consent]] = frozenset()
WHATEVER_IS: Final = frozenset({Consent.AGAIN, Consent.LARGE, Consent.NOW})
"""For those who cannot be asked and decide for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What should be looked at before an offer is paid.

    Attributes:
        quote_id: the offer; it stays as good as it was.
        charge: what it costs in all.
        said: what was said yes to so far.
        busy: the newest order that still runs on the link for the same kind of thing.
        twin: the order of the very same, `twin_minutes` ago.
        large: whether it is far more than usual.
    """

    quote_id: QuoteId
    charge: Money
    said: frozenset[Consent] = NOTHING_SAID
    busy: OrderId | None = None
    twin: OrderId | None = None
    twin_minutes: int = 0
    large: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to ask."""
        return self.busy is not None or self.twin is not None or self.large


def is_large(charge: Money, earlier: Sequence[Money]) -> bool:
    """Tell whether a charge is far above the median of one's earlier ones."""
    if len(earlier) < USUAL_FROM:
        return False
    ranked = sorted(amount.micros for amount in earlier)
    upper, lower = ranked[len(ranked) // 2], ranked[(len(ranked) - 1) // 2]
    return 2 * charge.micros >= LARGE_FROM * (upper + lower)
