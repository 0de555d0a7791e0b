"""A clock that moves only when a test says so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class MovableClock:
    """Stands still at noon of a Monday until it is moved."""

    moment: datetime = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, **amount: float) -> datetime:
        """Let time pass: `days`, `hours`, `minutes`, `seconds`."""
        self.moment += timedelta(**amount)
        return self.moment
