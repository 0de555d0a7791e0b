"""Refills and cancellations: what may be asked when, and what follows from a provider's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from domain.orders import FINAL, OrderStatus
from domain.pacing import poll_delay_s, submit_backoff_s
from domain.provider import (
    Decline,
    Declined,
    NotSent,
    RefillStatus,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
)
from domain.submission import MAX_RETRY_AFTER_S

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from domain.catalogue import Service
    from domain.ids import AskId, OrderId, ProviderName, UpstreamId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.provider import AskOutcome, UpstreamRefill

REFUSED_PAUSE_S: Final = 600.0
"""A provider that refuses the key or lacks money is asked again after this."""
REACH_LIMIT: Final = timedelta(hours=6)
"""A request that could not be sent for so long is given up."""
CANCEL_LAPSE: Final = timedelta(hours=1)
REFILL_LAPSE: Final = timedelta(hours=72)
"""A request that nobody can ask about ends after this, so that it may be made again."""
REFILL_LIMIT: Final = timedelta(days=30)
"""A refill that is still not done after this is not asked about any more."""
ENDLESS_DAYS: Final = 3650
"""A guarantee for so long has no date worth naming."""
DETAIL: Final = 200
"""Characters kept of what a provider said."""


class AskKind(StrEnum):
    """What a customer asks of the provider after an order was placed."""

    REFILL = "refill"
    CANCEL = "cancel"


class AskState(StrEnum):
    """Where a request stands. The last two are its ends."""

    WAITING = "waiting"
    SENDING = "sending"
    CONFIRMING = "confirming"
    TAKEN = "taken"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


ENDED: Final = frozenset({AskState.DONE, AskState.DECLINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. `next_at` is when to send it, to look at it, or to give it up."""

    id: AskId
    order_id: OrderId
    provider: ProviderName
    kind: AskKind
    state: AskState
    refill_id: UpstreamId | None
    """A refill's number at the provider."""
    why: Decline | None
    detail: str | None
    """What the provider said, for operators only."""
    tries: int
    asked_at: datetime
    next_at: datetime | None
    sent_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether something may still come of it."""
        return self.state not in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What happens to a request next. `refill_id` and `detail` None keep what is known."""

    state: AskState
    next_at: datetime | None = None
    refill_id: UpstreamId | None = None
    why: Decline | None = None
    detail: str | None = None
    at_once: bool = False  # the order's status tells the end of it already


class Closed(StrEnum):
    """Why something cannot be asked right now; each has its own sentence."""

    RUNNING = "running"
    ENDED_SHORT = "ended_short"
    NOT_OFFERED = "not_offered"
    BY_HAND = "by_hand"
    GUARANTEE_ENDED = "guarantee_ended"
    TOO_EARLY = "too_early"
    ASKED = "asked"
    ASKED_LATELY = "asked_lately"
    BEING_SENT = "being_sent"
    CONFIRMING = "confirming"
    ENDED = "ended"


_NO_CANCEL: Final = {
    OrderStatus.SUBMITTING: Closed.BEING_SENT,
    OrderStatus.UNCONFIRMED: Closed.CONFIRMING,
    **dict.fromkeys(FINAL, Closed.ENDED),
}


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether something may be asked: `closed` None lets pass.

    `at` is the moment of the reason: when the guarantee ended, or from when asking is possible;
    where it may be asked, until when.
    """

    closed: Closed | None = None
    at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it may be asked now."""
        return self.closed is None


def refill_gate(
    order: Order,
    service: Service | None,
    last: Ask | None,
    *,
    at: datetime,
    after: timedelta,
) -> Gate:
    """Tell whether a refill may be asked; `after` must pass from the end, and between requests.

    `last` is the latest request for a refill of this order.
    """
    early = _no_refill(order, service)
    if early is not None:
        return Gate(early)
    if last is not None and last.is_open:
        return Gate(Closed.ASKED, last.asked_at)
    ends = guarantee_until(order, service)
    if ends is not None and at >= ends:
        return Gate(Closed.GUARANTEE_ENDED, ends)
    if order.finished_at is not None and at < order.finished_at + after:
        return Gate(Closed.TOO_EARLY, order.finished_at + after)
    if last is not None and last.why is not Decline.NOT_REACHED and at < last.asked_at + after:
        return Gate(Closed.ASKED_LATELY, last.asked_at + after)
    return Gate(at=ends)


def has_refill(order: Order, service: Service | None) -> bool:
    """Tell whether an order belongs to those whose losses are refilled, whatever the date."""
    return _no_refill(order, service) is None


def guarantee_until(order: Order, service: Service | None) -> datetime | None:
    """The end of the refill guarantee; None where it has no date or nothing was completed."""
    return last_day_of(order, service.refill_days if service is not None else None)


def last_day_of(order: Order, days: int | None) -> datetime | None:
    """The end of a guarantee of so many days; None where that has no date."""
    if not days or order.finished_at is None or days >= ENDLESS_DAYS:
        return None
    return order.finished_at + timedelta(days=days)


def cancel_gate(order: Order, service: Service | None, last: Ask | None) -> Gate:
    """Tell whether an order may be canceled; `last` is its latest request to cancel."""
    if order.status is OrderStatus.QUEUED:
        return Gate()
    if order.status in _NO_CANCEL:
        return Gate(_NO_CANCEL[order.status])
    if last is not None and last.is_open:
        return Gate(Closed.ASKED, last.asked_at)
    if service is None or not service.cancel:
        return Gate(Closed.NOT_OFFERED)
    return Gate()


def turn_after(ask: Ask, outcome: AskOutcome, pacing: Pacing, at: datetime) -> Turn:
    """Decide what follows from the answer to a request that was sent, or could not be."""
    match outcome:
        case Taken() as taken:
            return _taken(ask, taken, pacing, at)
        case Declined(why, text):
            return Turn(state=AskState.DECLINED, why=why, detail=text[:DETAIL])
        case Unconfirmed(cause):
            return confirming(ask, at, cause)
        case NotSent(cause):
            return _again(ask, at, submit_backoff_s(ask.tries), cause)
        case Refused(refusal, text):
            return _again(ask, at, REFUSED_PAUSE_S, f"{refusal}: {text}")
        case Throttled(retry_after_s):
            pause_s = min(max(retry_after_s, 1.0), MAX_RETRY_AFTER_S)
            return _again(ask, at, pause_s, "throttled")
        case _:
            assert_never(outcome)


def confirming(ask: Ask, at: datetime, cause: str) -> Turn:
    """Nobody knows whether a request was taken: it is never sent again, and ends by itself."""
    lapse = REFILL_LAPSE if ask.kind is AskKind.REFILL else CANCEL_LAPSE
    return Turn(state=AskState.CONFIRMING, next_at=at + lapse, detail=cause[:DETAIL])


def turn_by_refill(
    ask: Ask, answer: UpstreamRefill | StatusRefused | None, pacing: Pacing, at: datetime
) -> Turn:
    """Decide what follows from asking about a refill; None is no answer."""
    later = _later(ask, pacing, at)
    if at >= ask.asked_at + REFILL_LIMIT and _is_unsettled(answer):
        return lapsed()
    if isinstance(answer, StatusRefused) or answer is None:
        text = None if answer is None else answer.text[:DETAIL]
        return Turn(state=ask.state, next_at=later, detail=text)
    match answer.status:
        case RefillStatus.COMPLETED:
            return Turn(state=AskState.DONE)
        case RefillStatus.REJECTED:
            return Turn(state=AskState.DECLINED, why=Decline.REJECTED, detail=answer.word)
        case RefillStatus.IN_PROGRESS:
            return Turn(state=AskState.IN_PROGRESS, next_at=later, detail=answer.word)
        case _:  # pending, or a word that nobody knows: no step back from being worked on
            return Turn(state=ask.state, next_at=later, detail=answer.word)


def lapsed() -> Turn:
    """End a request of which nothing will be heard any more."""
    return Turn(state=AskState.DECLINED, why=Decline.NO_ANSWER)


def _no_refill(order: Order, service: Service | None) -> Closed | None:
    if order.status in {OrderStatus.PARTIAL, OrderStatus.CANCELED, OrderStatus.RELEASED}:
        return Closed.ENDED_SHORT
    if order.status is not OrderStatus.COMPLETED:
        return Closed.RUNNING
    if service is not None and service.refill:
        return None
    # A name that promises a refill where the list says no: the provider does it by hand.
    return Closed.BY_HAND if service is not None and service.refill_days else Closed.NOT_OFFERED


def _is_unsettled(answer: UpstreamRefill | StatusRefused | None) -> bool:
    ends = {RefillStatus.COMPLETED, RefillStatus.REJECTED}
    return answer is None or isinstance(answer, StatusRefused) or answer.status not in ends


def _taken(ask: Ask, taken: Taken, pacing: Pacing, at: datetime) -> Turn:
    if ask.kind is AskKind.CANCEL:
        return Turn(state=AskState.TAKEN, at_once=taken.at_once)
    next_at = _later(ask, pacing, at) if taken.refill_id else at + REFILL_LAPSE
    return Turn(state=AskState.TAKEN, refill_id=taken.refill_id, next_at=next_at)


def _again(ask: Ask, at: datetime, pause_s: float, cause: str) -> Turn:
    """Surely not taken: try again later, but not for ever."""
    next_at = at + timedelta(seconds=pause_s)
    if next_at >= ask.asked_at + REACH_LIMIT:
        return Turn(state=AskState.DECLINED, why=Decline.NOT_REACHED, detail=cause[:DETAIL])
    return Turn(state=AskState.WAITING, next_at=next_at, detail=cause[:DETAIL])


def _later(ask: Ask, pacing: Pacing, at: datetime) -> datetime:
    """When to ask about a refill again: as orders are, the older the more seldom."""
    return at + timedelta(seconds=poll_delay_s(pacing, (at - ask.asked_at).total_seconds()))


def turn_at_end(to: OrderStatus) -> Turn:
    """What an order's end means for a request to cancel it that was still open."""
    if to is OrderStatus.COMPLETED:
        return Turn(state=AskState.DECLINED, why=Decline.TOO_LATE)
    return Turn(state=AskState.DONE)


def latest(asks: Sequence[Ask], kind: AskKind) -> Ask | None:
    """The last request of a kind; `asks` are oldest first."""
    return next((ask for ask in reversed(asks) if ask.kind is kind), None)
