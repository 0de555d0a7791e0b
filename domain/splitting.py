"""One quantity spread over several orders, where it is more than one order may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import Field
from domain.multiples import multiple_of
from domain.requests import request_for

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values
    from domain.orders import OrderRequest

MOST_PARTS: Final = 10
SPLIT: Final = "split"
"""Stands among a draft's values where its quantity is meant for several orders."""


def most_in_all(service: Service) -> int:
    """The largest quantity that can be ordered at once, in as many orders as it takes."""
    return _largest(service) * MOST_PARTS


def split(service: Service, quantity: int) -> tuple[int, ...] | None:
    """Quantities of as few orders as possible, nearly alike, that add up to `quantity`.

    None where the service's limits do not allow it; a single one where it fits into one order.
    """
    step = multiple_of(service)
    largest = _largest(service)
    if largest < max(service.min, 1) or quantity % step:
        return None
    parts = max(-(-quantity // largest), 1)
    each, over = divmod(quantity // step, parts)
    sizes = tuple((each + (number < over)) * step for number in range(parts))
    fits = parts <= MOST_PARTS and min(sizes) >= service.min and max(sizes) <= largest
    return sizes if fits else None


def requests_for(service: Service, values: Values) -> tuple[OrderRequest, ...]:
    """Turn a filled form into the orders that are placed together: one, or a split quantity.

    Raises:
        FormError: MISSING, a field has not been filled in.
    """
    whole = request_for(service, values)
    sizes = split(service, whole.quantity) if SPLIT in values else None
    if sizes is None:
        return (whole,)
    return tuple(request_for(service, {**values, Field.QUANTITY: str(size)}) for size in sizes)


def _largest(service: Service) -> int:
    step = multiple_of(service)
    return service.max // step * step
