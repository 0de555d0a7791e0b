"""The provider's own clock: it can run fast, stand still, and be moved on by hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(slots=True)
class Timeline:
    """Seconds since the provider started, `speed` of them for each second of `clock`."""

    clock: Clock = time.monotonic
    speed: float = 1.0
    running: bool = True
    now: float = 0.0
    _read_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._read_at = self.clock()

    def elapse(self) -> float:
        """Move on by what passed since the last call; return those seconds."""
        read_at = self.clock()
        passed, self._read_at = max(read_at - self._read_at, 0.0), read_at
        step = passed * self.speed if self.running else 0.0
        self.now += step
        return step

    def skip(self, seconds: float) -> None:
        """Move on by `seconds`, even while the clock stands."""
        self.now += seconds

    def pace(self, speed: float) -> None:
        """Run `speed` times as fast from now on; 0 stands still."""
        self.elapse()
        self.speed = speed

    def pause(self, *, on: bool) -> None:
        """Stand still, or go on from here."""
        self.elapse()
        self.running = not on
