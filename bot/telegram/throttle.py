"""A bucket of acts for each person: floods are told to slow down, never dropped in silence."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import Final

BURST: Final = 60
PER_SECOND: Final = 2.0
"""What a person may keep up for long: 20 acts in 10 seconds."""
REMEMBERED: Final = 10_000


class Throttle:
    """Counts acts by person. Forgets the longest silent ones, whose buckets are full anyway."""

    def __init__(self, *, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._buckets: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def wait_s(self, person: int) -> int:
        """Take one act; 0 when it may go on, else the seconds until the next may."""
        now = time.monotonic()
        left, at = self._buckets.pop(person, (float(self._burst), now))
        left = min(self._burst, left + (now - at) * self._per_second)
        allowed = left >= 1
        self._buckets[person] = (left - 1 if allowed else left, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / self._per_second)
