"""What is known of a provider at the moment: balance, health, and why nothing may be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from domain.submission import HoldWhy

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import ProviderName, UserId
    from domain.money import Money

CIRCUIT_FAILURES: Final = 5
CIRCUIT_WINDOW: Final = 20
"""So many failures among so many calls open a provider's circuit."""
CIRCUIT_PAUSE_S: Final = 60.0
UNCONFIRMED_LIMIT: Final = 3
UNCONFIRMED_WINDOW_S: Final = 300.0
BALANCE_FRESH_S: Final = 30.0
FUNDS_LOOK: Final = timedelta(minutes=1)
"""How often the balance of a provider that is out of money is read."""

_FAILED: Final = "x"
_DONE: Final = "."
_UNTIL_PROVED: Final = frozenset({HoldWhy.DOWN, HoldWhy.AUTH, HoldWhy.UNCONFIRMED})
"""Holds that no time ends: a balance that is read does, or lets orders be tried."""
_UNREADABLE: Final = frozenset({HoldWhy.AUTH, HoldWhy.RATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderState:
    """One provider. `balance` is a decimal text in its own `currency`, as is all its money."""

    name: ProviderName
    balance: str | None
    currency: str | None
    balance_at: datetime | None
    recent: str
    """How its last calls went, oldest first; empty while none of them failed."""
    down_since: datetime | None
    held_until: datetime | None
    """None beside a `held_why`: orders are tried again, and what they meet ends the hold."""
    held_why: str | None
    synced_at: datetime | None
    services_count: int | None
    last_error: str | None
    paused_by: UserId | None
    funds_needed: Money | None
    """What the order would have cost that it refused for want of money."""
    low_alert: Money | None
    """Below this, owners wish to hear of it; None for the shop's default."""
    low_told: Money | None
    """The limit of which owners heard that the balance is below it."""
    slowed_to: int | None
    slowed_at: datetime | None
    """Orders a minute that it got when it last asked for less."""

    @property
    def failures(self) -> int:
        """How many of its last calls failed."""
        return failures_in(self.recent)

    @property
    def amount(self) -> Decimal | None:
        """The balance as a number; None where none was read."""
        try:
            return None if self.balance is None else Decimal(self.balance)
        except InvalidOperation:
            return None

    def may_send(self, at: datetime) -> bool:
        """Tell whether orders may be sent now."""
        if self.paused_by is not None:
            return False
        if self.held_why in _UNTIL_PROVED:
            return self.held_until is None
        return not self._is_held(at)

    def may_ask(self, at: datetime) -> bool:
        """Tell whether statuses may be asked now: being out of funds does not forbid that."""
        if self.held_why == HoldWhy.DOWN:
            return False
        return not (self.held_why in _UNREADABLE and self._is_held(at))

    def wants_look(self, at: datetime) -> bool:
        """Tell whether its balance should be read now, to learn if a hold may end."""
        if self.held_why in _UNTIL_PROVED:
            return self.held_until is not None and self.held_until <= at
        if self.held_why != HoldWhy.FUNDS:
            return False
        return self.balance_at is None or at - self.balance_at >= FUNDS_LOOK

    def covers(self, amount: Money) -> bool:
        """Tell whether the balance that was read last pays for this; unknown ones do."""
        known = self.amount
        return known is None or known >= amount.decimal

    def was_refilled(self, balance: Decimal) -> bool:
        """Tell whether money came that suffices for what was refused for want of it."""
        if self.held_why != HoldWhy.FUNDS:
            return False
        if self.amount is not None and balance <= self.amount:
            return False
        return self.funds_needed is None or balance >= self.funds_needed.decimal

    def _is_held(self, at: datetime) -> bool:
        return self.held_until is not None and self.held_until > at


def after_call(recent: str, *, failed: bool) -> str:
    """How the last calls went after one more."""
    return f"{recent}{_FAILED if failed else _DONE}"[-CIRCUIT_WINDOW:]


def failures_in(recent: str) -> int:
    """How many of the last calls failed."""
    return recent.count(_FAILED)
