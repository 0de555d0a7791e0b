"""Services that customers saved: what they last heard of each, and what is worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from domain.ids import ServiceId, UserId
    from domain.money import Money

MAX_FAVOURITES: Final = 100
"""Services that one customer may save."""
MOVE_PERCENT: Final = 5
"""A price is told when it has moved by so much since it was last told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card tells one customer beside the service: its description, and if it is saved."""

    details: str = ""
    is_saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FavouriteChange:
    """What happened to a saved service since its customer last heard of it.

    Attributes:
        told: the rate that the customer last heard; None when it was off sale then.
        rate: today's rate.
        on_sale: whether it can be ordered today.
    """

    user_id: UserId
    service_id: ServiceId
    told: Money | None
    rate: Money
    on_sale: bool

    @property
    def now(self) -> Money | None:
        """Today's rate; None while it is off sale."""
        return self.rate if self.on_sale else None
