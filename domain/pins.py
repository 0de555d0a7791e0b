"""For what a service stands first on its shelf, and which of these places owners give away."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Pick(StrEnum):
    """For what a service was picked."""

    BEST_VALUE = "best_value"
    CHEAPEST = "cheapest"
    SAFEST = "safest"
    ALSO_GOOD = "also_good"
    SHOP = "shop"
    """An owner put it there; the figures alone might have picked another."""


PINS: Final = (Pick.BEST_VALUE, Pick.CHEAPEST, Pick.SAFEST)
"""The places on a shelf that an owner can give away."""
