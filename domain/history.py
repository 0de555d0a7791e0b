"""How customers look at what is theirs: filters of orders, filters of wallet lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.aftercare import guarantee_until, has_refill

if TYPE_CHECKING:
    from datetime import datetime

    from domain.catalogue import Service
    from domain.orders import Order


class OrderFilter(StrEnum):
    """Which orders to list; each member is the letter that buttons carry."""

    ALL = "a"
    ACTIVE = "r"
    DONE = "d"
    """Delivered in full."""
    RETURNED = "p"
    """Money came back: partial, canceled, never ran."""
    REFILL = "g"
    """Delivered in full, and the service's guarantee has not ended."""
    HELD = "h"
    """Their money is on hold. The wallet leads here; it is no button of the list."""


class LineFilter(StrEnum):
    """Which lines of a wallet to list; each member is the letter that buttons carry."""

    ALL = "a"
    IN = "i"
    """Money added by the shop's people, and what they undid."""
    OUT = "o"
    RETURNED = "r"
    """Money that came back from orders."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A promise to refill a finished order; `until` None where no day was named."""

    until: datetime | None


def guarantee_of(order: Order, service: Service | None, now: datetime) -> Guarantee | None:
    """The refill guarantee that an order still has at `now`, else None."""
    if not has_refill(order, service):
        return None
    until = guarantee_until(order, service)
    return Guarantee(until) if until is None or until > now else None
