"""How often and how long: the pace of sending, asking, re-asking and waiting for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.orders import FINAL, RUNNING

if TYPE_CHECKING:
    from datetime import datetime

    from domain.orders import Order

WAIT_LIMIT_S: Final = 6 * 3600.0
"""A customer's money waits this long for a provider that cannot take the order."""

SUBMIT_FIRST_S: Final = 2.0
SUBMIT_MAX_S: Final = 60.0
LOST_AFTER: Final = timedelta(hours=1)
FINAL_CHECKS: Final = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""A finished order is asked about again this long after its end: providers change their minds."""

EVIDENCE_S: Final = (5.0, 30.0, 90.0)
"""Seconds after an unconfirmed try at which the provider's balance is read as evidence."""

REMINDERS: Final = (timedelta(minutes=15), timedelta(hours=2))
RECOVERY_MARGIN_S: Final = 30.0
_AGE_SHARE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """The settings of the background work, all in seconds."""

    poll_first_s: float = 30.0
    poll_max_s: float = 900.0
    submit_deadline_s: float = 75.0
    """The longest that one `add` may take."""
    settle_s: float = 600.0
    """How long after a try nobody may declare it "not placed"."""
    fresh_s: float = 10.0
    """A claim older than this is not sent any more."""

    @property
    def attempt_s(self) -> float:
        """Seconds from a claim until its try surely ended, however its process fared."""
        margin = min(self.settle_s, RECOVERY_MARGIN_S)
        return self.fresh_s + self.submit_deadline_s + margin


def submit_backoff_s(attempts: int) -> float:
    """Seconds before a try after `attempts` that could not be sent: 2, 4, 8 ... 60."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(SUBMIT_FIRST_S * 2.0**doublings, SUBMIT_MAX_S)


def poll_delay_s(pacing: Pacing, age_s: float) -> float:
    """Seconds until a running order is asked about again: the first delay, doubled with age.

    Whole doublings keep neighbours on the same delay, so that many orders share one UPDATE.
    """
    delay = pacing.poll_first_s
    while delay * 2 <= min(age_s / _AGE_SHARE, pacing.poll_max_s):
        delay *= 2
    return min(delay, pacing.poll_max_s)


def next_poll(order: Order, pacing: Pacing, at: datetime) -> datetime | None:
    """Tell when to ask about an order after `at`; None for never again."""
    if order.status in RUNNING:
        since = order.accepted_at or order.created_at
        return at + timedelta(seconds=poll_delay_s(pacing, (at - since).total_seconds()))
    if order.status in FINAL and order.finished_at is not None:
        return next_check(order.finished_at, at)
    return None


def next_check(ended_at: datetime, at: datetime) -> datetime | None:
    """Tell when to look again, after `at`, at what ended; None for never again."""
    return next((check for delay in FINAL_CHECKS if (check := ended_at + delay) > at), None)


def waited_s(order: Order, at: datetime) -> float:
    """Seconds that an unsent order has waited since it was placed or queued again."""
    return (at - (order.queued_at or order.created_at)).total_seconds()
