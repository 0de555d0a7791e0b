"""Refills and cancellations: what was asked, and what may be asked when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.orders import FINAL, OrderStatus
from domain.provider import Decline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from domain.catalogue import Service
    from domain.ids import AskId, OrderId, ProviderName, UpstreamId
    from domain.orders import Order

ENDLESS_DAYS: Final = 3650
"""A guarantee for so long has no date worth naming."""


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


def _no_refill(order: Order, service: Service | None) -> Closed | None:
    if order.status in {OrderStatus.PARTIAL, OrderStatus.CANCELED, OrderStatus.RELEASED}:
        return Closed.ENDED_SHORT
    if order.status is not OrderStatus.COMPLETED:
        return Closed.RUNNING
    if service is not None and service.refill:
        return None
    # A name that promises a refill where the list says no: the provider does it by hand.
    return Closed.BY_HAND if service is not None and service.refill_days else Closed.NOT_OFFERED


def latest(asks: Sequence[Ask], kind: AskKind) -> Ask | None:
    """The last request of a kind; `asks` are oldest first."""
    return next((ask for ask in reversed(asks) if ask.kind is kind), None)
