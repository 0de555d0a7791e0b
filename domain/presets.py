"""Figures offered on buttons, so that a customer need not type: quantities, parts, intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import MAX_UNITS, Field
from domain.forms import form_of
from domain.money import UNITS_PER_RATE

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.money import Money

RUNS: Final = (2, 5, 10)
INTERVALS: Final = (15, 60, 360, 1440)
"""Minutes."""

_FORM: Final = (100, 500, 1_000, 5_000, 10_000, 50_000, 100_000)
_PRICE_LIST: Final = (100, 500, 1_000, 5_000, 10_000)
_SHOWN: Final = 4


def quantity_presets(service: Service) -> tuple[int, ...]:
    """The smallest quantity and up to three round ones above it."""
    rounded = [number for number in _FORM if service.min < number <= service.max]
    around = [number for number in rounded if number >= UNITS_PER_RATE] or rounded
    return (service.min, *around[: _SHOWN - 1])


def price_list(service: Service) -> tuple[int, ...]:
    """The quantities whose prices a price list names; the smallest one where none is in range."""
    inside = tuple(number for number in _PRICE_LIST if service.min <= number <= service.max)
    return inside or (service.min,)


def has_quantity(service: Service) -> bool:
    """Tell whether customers choose a quantity: lists and packages bring their own."""
    return form_of(service).has(Field.QUANTITY)


def affordable(service: Service, available: Money, *, runs: int = 1) -> int:
    """The largest quantity per run that `available` pays for; 0 when the smallest costs more.

    Where no quantity is asked for, 0 as well.
    """
    if not has_quantity(service) or not service.rate or available.micros <= 0:
        return 0
    units = available.micros * UNITS_PER_RATE // service.rate.micros
    most = min(units // runs, service.max, MAX_UNITS // runs)
    return most if most >= service.min else 0
