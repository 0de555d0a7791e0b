"""How long an order will take, judged by others of its service, and from when on it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.orders import RUNNING, OrderStatus
from domain.subscriptions import plan_of

if TYPE_CHECKING:
    from datetime import datetime

    from domain.figures import ServiceFigures
    from domain.orders import Order

UNKNOWN: Final = timedelta(hours=24)
"""An order of a service without figures is late after this."""
SOONEST: Final = timedelta(minutes=30)
"""Nobody is told of a delay earlier, however quick a service is."""
_LOT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What decides how long an order takes: its units, and the parts it is delivered in."""

    units: int
    runs: int | None
    interval: int | None

    @property
    def spread(self) -> timedelta:
        """How long its parts are spread over; figures are of orders in one part."""
        return timedelta(minutes=max((self.runs or 1) - 1, 0) * (self.interval or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may be expected of a running order. Times are None where no figures tell them."""

    starts_s: int | None
    """Seconds from acceptance in which such orders usually start, while it has not."""
    done_at: datetime | None
    """When such orders are usually done."""
    late_from: datetime
    is_measured: bool
    """Whether `late_from` is when 9 of 10 orders of the service were done."""


def outlook_of(order: Order, figures: ServiceFigures | None) -> Outlook | None:
    """The outlook of a running order; None for others, and for subscriptions: they have no end."""
    taken = order.accepted_at
    if order.status not in RUNNING or taken is None or plan_of(order.request) is not None:
        return None
    request = order.request
    span = Span(units=request.units, runs=request.runs, interval=request.interval)
    usual = _usual(span, figures)
    waits = order.status is OrderStatus.PENDING
    return Outlook(
        starts_s=figures.starts_p50_s if figures is not None and waits else None,
        done_at=None if usual is None else taken + usual,
        late_from=taken + patience(span, figures),
        is_measured=figures is not None and figures.finishes_p90_s is not None,
    )


def patience(span: Span, figures: ServiceFigures | None) -> timedelta:
    """How long after acceptance an order is not late yet.

    9 of 10 orders took no longer. A large one has the time that its size takes, if that is more.
    """
    if figures is None or figures.finishes_p90_s is None:
        return UNKNOWN + span.spread
    most = timedelta(seconds=figures.finishes_p90_s) + span.spread
    return max(most, _usual(span, figures) or most, SOONEST)


def _usual(span: Span, figures: ServiceFigures | None) -> timedelta | None:
    """How long an order of this size usually takes."""
    if figures is None:
        return None
    starts, thousand = figures.starts_p50_s, figures.thousand_p50_s
    if starts is not None and thousand is not None:
        return timedelta(seconds=starts + thousand * span.units // _LOT) + span.spread
    if figures.finishes_p50_s is None:
        return None
    return timedelta(seconds=figures.finishes_p50_s) + span.spread
