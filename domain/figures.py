"""What a shop's own orders say about a service: how soon it starts, how it ends, who orders it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.ids import ServiceId

WINDOW_DAYS: Final = 30
"""Orders that ended longer ago say nothing about today."""
ENOUGH: Final = 20
"""Fewer finished orders are no figure: nothing is shown or concluded from them."""
_WHOLE: Final = 100


class Shares(NamedTuple):
    """How finished orders ended, in whole percent that add up to 100."""

    completed: int
    partial: int
    canceled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """A service's own figures of the last 30 days.

    Times are seconds from the provider's acceptance, drip-feed orders left out. "p90" means that
    9 of 10 orders took no longer. A time is None where no order tells it.

    Attributes:
        completed: orders that were delivered in full.
        partial: orders that ended with something missing.
        canceled: orders that were taken back by the provider.
        customers: how many different people had an order completed.
        starts_p50_s: until the first delivery was seen.
        finishes_p50_s: until a completed order was whole, whatever its size.
        thousand_p50_s: from the first delivery to the end, for each 1,000 units.
    """

    completed: int
    partial: int
    canceled: int
    customers: int = 0
    starts_p50_s: int | None = None
    starts_p90_s: int | None = None
    finishes_p50_s: int | None = None
    finishes_p90_s: int | None = None
    thousand_p50_s: int | None = None

    @property
    def finished(self) -> int:
        """How many orders ended."""
        return self.completed + self.partial + self.canceled

    @property
    def are_enough(self) -> bool:
        """Whether there are enough orders to say something."""
        return self.finished >= ENOUGH

    @property
    def shares(self) -> Shares:
        """How orders ended, rounded so that the parts add up to 100; at least one must have."""
        return Shares(*_percentages((self.completed, self.partial, self.canceled)))

    @property
    def thousand_s(self) -> int | None:
        """How long 1,000 units usually take from acceptance to the end, in seconds."""
        if self.starts_p50_s is None or self.thousand_p50_s is None:
            return None
        return self.starts_p50_s + self.thousand_p50_s


@dataclass(frozen=True, slots=True)
class ShopFigures:
    """Every service's figures as they were at one time. Immutable."""

    _by_service: Mapping[ServiceId, ServiceFigures] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Self:
        """The figures of a shop whose orders were not looked at yet."""
        return cls()

    def of(self, service_id: ServiceId) -> ServiceFigures | None:
        """A service's figures; None until 20 of its orders have finished within 30 days."""
        found = self._by_service.get(service_id)
        return found if found is not None and found.are_enough else None

    def popular(self) -> tuple[ServiceId, ...]:
        """Services that had orders completed, those that most people chose first."""
        chosen = [item for item in self._by_service.items() if item[1].customers]
        chosen.sort(key=lambda item: (-item[1].customers, -item[1].completed, item[0]))
        return tuple(number for number, _ in chosen)


def _percentages(counts: Iterable[int]) -> list[int]:
    """Largest remainders: whole percentages of a total that is not zero."""
    parts = list(counts)
    total = sum(parts)
    shares = [part * _WHOLE // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: -(parts[at] * _WHOLE % total))
    for at in by_remainder[: _WHOLE - sum(shares)]:
        shares[at] += 1
    return shares
