"""Keeping the services' own figures in memory: computed in the background, read by every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.figures import WINDOW_DAYS, ShopFigures

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from domain.figures import ServiceFigures
    from domain.ids import ServiceId
    from domain.ports import Clock

REST: Final = 20
"""After computing, rest so many times as long as it took: the database has other work."""
MAX_AGE: Final = timedelta(hours=1)
"""Orders leave the window by themselves; figures are computed anew at least this often."""


@dataclass(slots=True)
class LiveFigures:
    """Holds the figures that every page and every late notice of this process reads."""

    current: ShopFigures = field(default_factory=ShopFigures.none)

    def of(self, service_id: ServiceId) -> ServiceFigures | None:
        """A service's figures; None until 20 of its orders have finished within 30 days."""
        return self.current.of(service_id)


@dataclass(slots=True)
class RefreshFigures:
    """Compute the figures afresh when orders have ended since. Writes nothing; may be repeated."""

    database: Database
    clock: Clock
    figures: LiveFigures
    _newest: datetime | None = None
    _computed_at: datetime | None = None
    _rest: timedelta = timedelta()

    async def __call__(self) -> ShopFigures:
        """Return today's figures, which are now also the current ones."""
        started = self.clock.now()
        if self._is_resting(started):
            return self.figures.current
        async with self.database.read() as reads:
            newest = await reads.service_figures.newest()
            if newest == self._newest and not self._is_old(started):
                return self.figures.current
            since = started - timedelta(days=WINDOW_DAYS)
            by_service = await reads.service_figures.since(since)
        self.figures.current = ShopFigures(by_service)
        self._newest, self._computed_at = newest, started
        self._rest = (self.clock.now() - started) * REST
        return self.figures.current

    def _is_resting(self, now: datetime) -> bool:
        return self._computed_at is not None and now - self._computed_at < self._rest

    def _is_old(self, now: datetime) -> bool:
        return self._computed_at is None or now - self._computed_at >= MAX_AGE
