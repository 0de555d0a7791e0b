"""What is known of a provider at the moment: balance, health, and why nothing may be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.submission import HoldWhy

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import ProviderName, UserId

CIRCUIT_FAILURES: Final = 5
CIRCUIT_PAUSE_S: Final = 60.0
UNCONFIRMED_LIMIT: Final = 3
UNCONFIRMED_WINDOW_S: Final = 300.0
BALANCE_FRESH_S: Final = 30.0

_UNREADABLE: Final = frozenset({HoldWhy.DOWN, HoldWhy.RATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderState:
    """One provider. `balance` is a decimal text in its own `currency`."""

    name: ProviderName
    balance: str | None
    currency: str | None
    balance_at: datetime | None
    failures: int
    """Failures in a row; any success starts again at zero."""
    down_since: datetime | None
    held_until: datetime | None
    held_why: str | None
    low_alerted_at: datetime | None
    synced_at: datetime | None
    services_count: int | None
    last_error: str | None
    paused_by: UserId | None

    def may_send(self, at: datetime) -> bool:
        """Tell whether orders may be sent now."""
        return self.paused_by is None and not self._is_held(at)

    def may_ask(self, at: datetime) -> bool:
        """Tell whether statuses may be asked now: being out of funds does not forbid that."""
        return not (self._is_held(at) and self.held_why in _UNREADABLE)

    def _is_held(self, at: datetime) -> bool:
        return self.held_until is not None and self.held_until > at
