"""What somebody ordered lately, as far as it helps to order again or warns of a slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.consent import TWIN_WITHIN
from domain.orders import OrderStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from domain.ids import OrderId, ServiceId
    from domain.money import Money
    from domain.orders import Quote

LOOKED_AT: Final = 30
"""So many of the newest orders are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """An order in short."""

    id: OrderId
    service_id: ServiceId
    status: OrderStatus
    link: str
    quantity: int
    charge: Money
    created_at: datetime

    def is_twin_of(self, quote: Quote) -> bool:
        """Tell whether the offer is for the very same: service, link and quantity."""
        wanted = quote.request
        mine = (self.service_id, self.link, self.quantity)
        return mine == (quote.service_id, wanted.link, wanted.quantity)


def twin_of(quote: Quote, orders: Iterable[PastOrder]) -> OrderId | None:
    """The newest order of the very same from the last minutes that was not given up; else None."""
    for order in orders:
        young = quote.created_at - order.created_at < TWIN_WITHIN
        if young and order.status is not OrderStatus.RELEASED and order.is_twin_of(quote):
            return order.id
    return None
