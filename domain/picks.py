"""Three services to choose from instead of a whole shelf: best value, cheapest, safest."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from domain.merit import Judge, Sort
from domain.pricing import PER_PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.catalogue import Service
    from domain.merit import FigureOf


class Pick(StrEnum):
    """For what a service was picked."""

    BEST_VALUE = "best_value"
    CHEAPEST = "cheapest"
    SAFEST = "safest"


class Picked(NamedTuple):
    """A service and what it was picked for."""

    pick: Pick
    service: Service


LEAST: Final = 4
"""A shelf with fewer services is read faster than explained."""


def pick_three(services: Sequence[Service], figures: FigureOf) -> tuple[Picked, ...]:
    """Pick three different services of one shelf; none where there are fewer than four.

    The cheapest is the one with the lowest price, whatever else it is; of the others the safest
    comes next, and of what is left the best value. Packages, whose prices are not for 1,000, are
    picked only where they are all that there is. The same services and figures give the same
    picks, in whatever order they come.
    """
    counted = [service for service in services if service.type not in PER_PACKAGE]
    pool = counted if len(counted) >= len(Pick) else list(services)
    if len(services) < LEAST:
        return ()
    judge = Judge.of(pool, figures)
    cheapest = min(pool, key=judge.key(Sort.CHEAPEST))
    safest = min(_without(pool, cheapest), key=judge.safety)
    best = min(_without(pool, cheapest, safest), key=judge.key(Sort.BEST))
    return (
        Picked(Pick.BEST_VALUE, best),
        Picked(Pick.CHEAPEST, cheapest),
        Picked(Pick.SAFEST, safest),
    )


def _without(services: Sequence[Service], *taken: Service) -> list[Service]:
    numbers = {service.id for service in taken}
    return [service for service in services if service.id not in numbers]
