"""How services of one shelf compare: the points behind "best" and "safest", and the sorts.

A service without figures of its own (fewer than 20 finished orders) is taken for an average one:
neither better than what is known to work nor worse than what is known to fail.

Best value, of 1,000 points: half for how many orders are completed, a fifth each for an early
start and for a low price, a tenth for refill days. Safest: the completed share in steps of 5 %,
then refill days, then whether an order can be canceled, then the earlier start. The lower price
and then the lower number decide what is left equal, so that every order of services is total.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.pricing import PER_PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.catalogue import Service
    from domain.figures import ServiceFigures
    from domain.ids import ServiceId

FigureOf = Callable[["ServiceId"], "ServiceFigures | None"]
"""Tells a service's figures; None where there are not enough."""


class Sort(StrEnum):
    """In which order a shelf is shown."""

    BEST = "b"
    CHEAPEST = "c"
    FASTEST = "f"


_ASSUMED_SHARE: Final = 85
"""Percent of orders that a service without figures is taken to complete."""
_ASSUMED_START_S: Final = 6 * 3600
_SHARE_STEP: Final = 5
_COMPLETION_POINTS: Final = 500
_START_POINTS: Final = 200
_PRICE_POINTS: Final = 200
_SLOW_S: Final = 3600
"""A start after so long earns half of the points for starting."""
_REFILL_POINTS: Final = ((365, 100), (90, 80), (30, 60), (1, 40))
_UNTOLD_REFILL_DAYS: Final = 7
"""What a refill without a stated number of days counts as."""
_MOST_DAYS: Final = 365
"""More days of refill than this make no service safer."""

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares the services of one shelf. `usual_rate` is its median, in micros per unit."""

    figures: FigureOf
    usual_rate: int

    @classmethod
    def of(cls, services: Sequence[Service], figures: FigureOf) -> Judge:
        """Make the judge of a shelf."""
        rates = sorted(service.rate.micros for service in services)
        return cls(figures, rates[len(rates) // 2] if rates else 0)

    def key(self, sort: Sort) -> Callable[[Service], Key]:
        """What a shelf is sorted by; no two services have the same key."""
        keys = {
            Sort.BEST: self._by_value,
            Sort.CHEAPEST: by_price,
            Sort.FASTEST: self._by_start,
        }
        return keys[sort]

    def safety(self, service: Service) -> Key:
        """Sort by this to have the safest first."""
        share, start = self._completed(service), self._start(service)
        days = min(guaranteed_days(service), _MOST_DAYS)
        steps = (-(share // _SHARE_STEP), -days, -int(service.cancel), start)
        return (*steps, *by_price(service))

    def points(self, service: Service) -> int:
        """How good the value is, 0 to 1,000."""
        start = _START_POINTS * _SLOW_S // (_SLOW_S + self._start(service))
        price = _PRICE_POINTS * self.usual_rate // max(self.usual_rate + service.rate.micros, 1)
        completed = _COMPLETION_POINTS * self._completed(service) // 100
        return completed + start + price + _refill_points(guaranteed_days(service))

    def _by_value(self, service: Service) -> Key:
        return (int(service.type in PER_PACKAGE), -self.points(service), *by_price(service))

    def _by_start(self, service: Service) -> Key:
        found = self.figures(service.id)
        start = None if found is None else found.starts_p50_s
        return (int(start is None), start or 0, *by_price(service))

    def _completed(self, service: Service) -> int:
        found = self.figures(service.id)
        return _ASSUMED_SHARE if found is None else found.shares.completed

    def _start(self, service: Service) -> int:
        found = self.figures(service.id)
        if found is None or found.starts_p50_s is None:
            return _ASSUMED_START_S
        return found.starts_p50_s


def by_price(service: Service) -> Key:
    """Order by rate; packages stand behind, because their rate is not for 1,000."""
    return int(service.type in PER_PACKAGE), service.rate.micros, service.id


def guaranteed_days(service: Service) -> int:
    """For how many days lost units are refilled; 0 for none."""
    if not service.refill:
        return 0
    return service.refill_days or _UNTOLD_REFILL_DAYS


def _refill_points(days: int) -> int:
    return next((points for least, points in _REFILL_POINTS if days >= least), 0)
