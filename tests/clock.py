"""A clock that moves only when a test says so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class MovableClock:
    """Stands still at noon of a Monday until it is moved."""

    moment: datetime = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Let time pass."""
        self.moment += timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return self.moment
