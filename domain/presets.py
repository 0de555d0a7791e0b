"""Figures offered on buttons, so that a customer need not type: quantities, parts, intervals."""

from __future__ import annotations

from bisect import bisect
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from domain.fields import MAX_UNITS, Field
from domain.forms import form_of
from domain.money import UNITS_PER_RATE
from domain.multiples import multiple_of, nearest_multiple
from domain.pricing import price_of
from domain.reading.amounts import in_parts

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values
    from domain.money import Money

NOTHING: Final[Values] = MappingProxyType({})
RUNS: Final = (2, 5, 10)
INTERVALS: Final = (15, 60, 360, 1440)
"""Minutes."""

_FORM: Final = (100, 500, 1_000, 5_000, 10_000, 50_000, 100_000)
_PRICE_LIST: Final = (100, 500, 1_000, 5_000, 10_000)
_SHOWN: Final = 4


def quantity_presets(service: Service) -> tuple[int, ...]:
    """The smallest quantity and up to three round ones above it."""
    multiple, least = multiple_of(service), _least(service)
    rounded = [number for number in _FORM if least < number <= service.max]
    around = [number for number in rounded if number >= UNITS_PER_RATE] or rounded
    return (least, *[number for number in around if not number % multiple][: _SHOWN - 1])


def price_list(service: Service) -> tuple[int, ...]:
    """The quantities whose prices a price list names; the smallest one where none is in range."""
    multiple = multiple_of(service)
    inside = tuple(
        number
        for number in _PRICE_LIST
        if service.min <= number <= service.max and not number % multiple
    )
    return inside or (_least(service),)


def has_quantity(service: Service) -> bool:
    """Tell whether customers choose a quantity: lists and packages bring their own."""
    return form_of(service).has(Field.QUANTITY)


def affordable(service: Service, available: Money, values: Values = NOTHING) -> int:
    """The largest allowed quantity whose charge `available` pays; 0 when none does.

    It is per run, as many of which are counted as the filled `values` say. Where no quantity is
    asked for, 0 as well.
    """
    if not has_quantity(service):
        return 0
    multiple, form = multiple_of(service), form_of(service)
    runs = int(values.get(Field.RUNS, "1")) if in_parts(service, values) else 1

    def charge(times: int) -> Money:
        filled = {**values, Field.QUANTITY: str(times * multiple)}
        return price_of(service, form.count(filled) * runs).charge

    least = -(-max(service.min, 1) // multiple)
    steps = range(least, min(service.max, MAX_UNITS // runs) // multiple + 1)
    return multiple * (least - 1 + found) if (found := bisect(steps, available, key=charge)) else 0


def _least(service: Service) -> int:
    """The smallest quantity; the service's own minimum where no multiple is in its range."""
    return nearest_multiple(service, service.min) or service.min
