"""Services that take only multiples of a number: how that is learnt, and the nearest one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from domain.catalogue import Service

_SAID: Final = re.compile(
    r"\b(?:multiples?\s+of|divisible\s+by|in\s+steps\s+of)\s+(\d{1,3}(?:[, ]\d{3})+|\d{1,9})\b",
    re.IGNORECASE,
)


def multiple_in(text: str) -> int | None:
    """The number whose multiples a text demands; None where it demands none."""
    found = _SAID.search(text)
    if found is None:
        return None
    number = int(re.sub(r"\D", "", found.group(1)))
    return number if number > 1 else None


def multiple_of(service: Service) -> int:
    """What quantities of a service must be multiples of; 1 where any will do."""
    return service.multiple or multiple_in(service.name) or 1


def nearest_multiple(service: Service, quantity: int) -> int | None:
    """The allowed quantity nearest to this one, the smaller of two; None where there is none."""
    step = multiple_of(service)
    least, most = -(-service.min // step) * step, service.max // step * step
    if least > most:
        return None
    below = quantity // step * step
    above = below if below == quantity else below + step
    near = below if quantity - below <= above - quantity else above
    return min(max(near, least), most)
