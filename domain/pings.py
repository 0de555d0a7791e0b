"""When a notice may disturb somebody: their alerts, their quiet hours, and the digest of many.

The writers of notices need none of this: they write to the outbox as always, and its sender asks
`verdict_for`. A new kind of notice is one line in MANNERS (a test holds the table against
`NoticeKind`): which alert switches it off, whether it waits for the end of quiet hours, and
whether it may be gathered with others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.notices import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Topic(StrEnum):
    """What a customer may switch off. Money and what needs them is no topic: it always comes."""

    COMPLETED = "completed"
    LATE = "late"
    PRICES = "prices"
    NEWS = "news"


UNASKED: Final = frozenset({Topic.COMPLETED, Topic.LATE, Topic.PRICES})
"""The alerts that are on until somebody switches them off; news is off until it is wanted."""

QUIET_FROM: Final = 23
QUIET_TO: Final = 8
"""Quiet hours as they are until somebody chooses others, in hours of their own clock."""
FURTHEST_OFFSET: Final = 14 * 60
DIGEST_FROM: Final = 5
"""So many pings within DIGEST_WITHIN, and they become one message."""
DIGEST_WITHIN: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How somebody wants to be told. Hours are 0..23 of their own clock, `until` not included.

    `offset` is their clock's distance from UTC in minutes, east positive. While it is unknown
    nobody can say when their night is: quiet hours are on, but hold nothing back.
    """

    alerts: frozenset[Topic] = UNASKED
    quiet: bool = True
    quiet_from: int = QUIET_FROM
    quiet_until: int = QUIET_TO
    offset: int | None = None

    def switched(self, topic: Topic) -> frozenset[Topic]:
        """The alerts after this one was turned over."""
        return self.alerts ^ {topic}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a kind of notice is told."""

    topic: Topic | None = None
    """The alert that switches it off; None where it cannot be."""
    waits: bool = False
    """Put off to the end of quiet hours."""
    gathers: bool = False
    """Told in a digest when there are many: its first line says all that matters."""
    softly: bool = False
    """Told without a sound in quiet hours, rather than after them."""
    rings: bool = True
    """False for what is shown without a sound whatever the hour: live cards."""


SILENT: Final = Manner(rings=False)
NEEDS_YOU: Final = Manner()
"""At once, as a message of its own with its buttons."""
MONEY: Final = Manner(gathers=True)
"""At once, whatever the hour."""
COMPLETED: Final = Manner(topic=Topic.COMPLETED, waits=True, gathers=True)
"""How ORDER_FINISHED is told when everything was delivered: no money comes back."""
LATE: Final = Manner(topic=Topic.LATE, waits=True, gathers=True)
PRICES: Final = Manner(topic=Topic.PRICES, waits=True, gathers=True)
NEWS: Final = Manner(topic=Topic.NEWS, waits=True, gathers=True)
DAYTIME: Final = Manner(waits=True, gathers=True)
"""Good to know, but not at night; no alert switches it off, for it was asked for."""
REPLY: Final = Manner(softly=True)
"""An answer that was asked for: at once, but it wakes nobody."""

MANNERS: Final[Mapping[NoticeKind, Manner]] = {
    NoticeKind.CARD: SILENT,
    NoticeKind.ORDER_FINISHED: MONEY,
    NoticeKind.ORDER_RELEASED: MONEY,
    NoticeKind.MONEY_RETURNED: MONEY,
    NoticeKind.TOPPED_UP: NEEDS_YOU,
    NoticeKind.DEBITED: NEEDS_YOU,
    NoticeKind.ALERT_REVIEW: NEEDS_YOU,
    NoticeKind.ALERT_PROVIDER_DOWN: NEEDS_YOU,
    NoticeKind.ALERT_PROVIDER_UP: NEEDS_YOU,
    NoticeKind.ALERT_PROVIDER_LOW: NEEDS_YOU,
    NoticeKind.ALERT_LEDGER: NEEDS_YOU,
    NoticeKind.ALERT_SYNC: NEEDS_YOU,
    NoticeKind.ALERT_ODD: NEEDS_YOU,
    NoticeKind.FAVOURITE_CHANGED: PRICES,
    NoticeKind.TICKET_POST: NEEDS_YOU,
    NoticeKind.TICKET_REPLY: REPLY,
    NoticeKind.TICKET_CLOSED: REPLY,
    NoticeKind.ORDER_LATE: LATE,
    NoticeKind.REFILL_ENDED: DAYTIME,
    NoticeKind.CANCEL_DECLINED: REPLY,
    NoticeKind.ORDER_PLACED: NEEDS_YOU,
    NoticeKind.ORDER_UNPAID: NEEDS_YOU,
    NoticeKind.KEY_SHOWN: SILENT,
    NoticeKind.PRICE_REPORT: REPLY,
}


def manner_of(kind: NoticeKind, payload: Mapping[str, object]) -> Manner:
    """How this notice is told; a payload's `completed` marks an order that ended in full."""
    if kind is NoticeKind.ORDER_FINISHED and payload.get("completed") is True:
        return COMPLETED
    return MANNERS.get(kind, NEEDS_YOU)


@dataclass(frozen=True, slots=True)
class Now:
    """Tell it now, as a message of its own; `aloud` is False for what must not ring."""

    aloud: bool = True


@dataclass(frozen=True, slots=True)
class Later:
    """Put it off: nothing is lost, it is asked about again then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """Not wanted: it ends untold."""


@dataclass(frozen=True, slots=True)
class Gather:
    """Tell it now as a line of the chat's digest."""


Verdict = Now | Later | Drop | Gather


def verdict_for(
    manner: Manner, preferences: Preferences, now: datetime, *, pings: int = 0
) -> Verdict:
    """Decide about one notice that is due.

    Args:
        manner: how its kind is told.
        preferences: what its reader wants.
        now: this moment, aware UTC.
        pings: messages that rang in this chat within the last DIGEST_WITHIN, and those that are
            due beside this one, itself included.
    """
    if not manner.rings:
        return Now(aloud=False)
    if manner.topic is not None and manner.topic not in preferences.alerts:
        return Drop()
    night_ends = quiet_until(preferences, now)
    if night_ends is not None and manner.softly:
        return Now(aloud=False)
    if night_ends is not None and manner.waits:
        return Later(night_ends)
    return Gather() if manner.gathers and pings >= DIGEST_FROM else Now()


def quiet_until(preferences: Preferences, now: datetime) -> datetime | None:
    """When the quiet hours that run now end, aware UTC; None outside of them."""
    if not preferences.quiet or preferences.offset is None:
        return None
    offset = timedelta(minutes=preferences.offset)
    theirs = now + offset
    start, end = preferences.quiet_from, preferences.quiet_until
    if (theirs.hour - start) % 24 >= (end - start) % 24:
        return None
    ending = theirs.replace(hour=end, minute=0, second=0, microsecond=0)
    if ending <= theirs:
        ending += timedelta(days=1)
    return ending - offset
