"""How fast orders go to a provider: its own limit, and less for a while after it complained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from domain.provider_state import ProviderState

MINUTE_S: Final = 60.0
RECOVERY_SHARE: Final = 5
"""Each minute without a complaint, a fifth of the slowed pace is added."""
LEAST_PACE: Final = 6
"""No complaint makes the pace slower than one order in ten seconds."""
FORGOTTEN_MIN: Final = 30
"""After so many minutes without a complaint the slow pace is over."""


def slower(sent: int) -> int:
    """Orders a minute after a complaint, when so many went out in the minute before it."""
    return max(sent // 2, LEAST_PACE)


def pace_of(state: ProviderState, limit: int | None, at: datetime) -> int | None:
    """Orders that may go out in a minute; None where nothing limits them."""
    if state.slowed_to is None or state.slowed_at is None:
        return limit
    minutes = int((at - state.slowed_at).total_seconds() // MINUTE_S)
    if minutes >= FORGOTTEN_MIN:
        return limit
    pace = state.slowed_to + max(state.slowed_to // RECOVERY_SHARE, 1) * max(minutes, 0)
    return pace if limit is None else min(pace, limit)
