"""Three services to choose from instead of a whole shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from domain.merit import Judge, Sort
from domain.pins import Pick
from domain.pricing import PER_PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.catalogue import Service
    from domain.ids import ServiceId
    from domain.merit import FigureOf


class Picked(NamedTuple):
    """A service and all that it was picked for."""

    service: Service
    picks: tuple[Pick, ...]


PICKS: Final = 3
LEAST: Final = 4
"""A shelf with fewer services is read faster than explained."""


def pick_three(services: Sequence[Service], figures: FigureOf) -> tuple[Picked, ...]:
    """Pick three different services of one shelf; none where there are fewer than four.

    They are the best value, the cheapest and the safest. A service that is more than one of these
    is named for each, and the next best values fill the places that are left. Packages, whose
    prices are not for 1,000, are picked only where there is little else. What an owner pinned
    stands in the place of what the figures say. The same services and figures give the same
    picks, in whatever order they come.
    """
    if len(services) < LEAST:
        return ()
    by_number = sorted(services, key=lambda service: -service.id)
    pinned = {service.pin: service for service in by_number if service.pin}
    counted = [service for service in services if service.type not in PER_PACKAGE]
    pool = counted if len(counted) >= PICKS else list(services)
    judge = Judge.of(pool, figures)
    by_value = sorted(pool, key=judge.key(Sort.BEST))
    best_of_all = {
        Pick.BEST_VALUE: by_value[0],
        Pick.CHEAPEST: min(pool, key=judge.key(Sort.CHEAPEST)),
        Pick.SAFEST: min(pool, key=judge.safety),
    }
    chosen: dict[ServiceId, Picked] = {}
    for pick, best in best_of_all.items():
        service = pinned.get(pick, best)
        known = chosen.get(service.id, Picked(service, ()))
        said = Pick.SHOP if pick in pinned else pick
        chosen[service.id] = Picked(service, (*known.picks, said))
    for service in by_value[: PICKS + 1]:
        if len(chosen) < PICKS:
            chosen.setdefault(service.id, Picked(service, (Pick.ALSO_GOOD,)))
    return tuple(chosen.values())
