"""An order's status, reason, progress and money in words, for cards, lists and notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.orders import Order, OrderStatus, ReleaseReason
from domain.subscriptions import plan_of
from handlers.kit.phrases import dotted, spaced
from locales.html import Html, bold
from locales.translator import N_, Translator

CELLS: Final = 10

MARKS: Final[Mapping[OrderStatus, str]] = {
    OrderStatus.QUEUED: "⏳",
    OrderStatus.SUBMITTING: "⏳",
    OrderStatus.UNCONFIRMED: "⏳",
    OrderStatus.RELEASED: "↩️",
    OrderStatus.PENDING: "⏳",
    OrderStatus.PROCESSING: "🔄",
    OrderStatus.IN_PROGRESS: "🔄",
    OrderStatus.COMPLETED: "✅",
    OrderStatus.PARTIAL: "◐",
    OrderStatus.CANCELED: "↩️",
}
NAMES: Final[Mapping[OrderStatus, str]] = {
    OrderStatus.QUEUED: N_("Waiting"),
    OrderStatus.SUBMITTING: N_("Waiting"),
    OrderStatus.UNCONFIRMED: N_("Confirming"),
    OrderStatus.RELEASED: N_("Did not run"),
    OrderStatus.PENDING: N_("Waiting"),
    OrderStatus.PROCESSING: N_("In progress"),
    OrderStatus.IN_PROGRESS: N_("In progress"),
    OrderStatus.COMPLETED: N_("Completed"),
    OrderStatus.PARTIAL: N_("Partial"),
    OrderStatus.CANCELED: N_("Canceled"),
}
SENTENCES: Final[Mapping[OrderStatus, str]] = {
    OrderStatus.QUEUED: N_("Waiting to be sent. Your money is on hold and not spent yet."),
    OrderStatus.SUBMITTING: N_("Being sent. Your money is on hold and not spent yet."),
    OrderStatus.UNCONFIRMED: N_(
        "We are confirming this order. Your money is safe; we will not send it twice."
    ),
    OrderStatus.PENDING: N_("Accepted. It waits for its start."),
}
REASONS: Final[Mapping[ReleaseReason, str]] = {
    ReleaseReason.BAD_LINK: N_("the link was not accepted; check that it is public and complete"),
    ReleaseReason.BAD_QUANTITY: N_("the quantity was not accepted"),
    ReleaseReason.BAD_DATA: N_("some details were not accepted"),
    ReleaseReason.SERVICE_GONE: N_("the service is not available any more"),
    ReleaseReason.ACTIVE_ORDER: N_("another order is running on this link; wait until it ends"),
    ReleaseReason.PRICE_MOVED: N_("the price changed before it could start"),
    ReleaseReason.TOO_LONG_WAITING: N_("it waited too long for its start"),
    ReleaseReason.OPERATOR: N_("the shop stopped it before its start"),
    ReleaseReason.CUSTOMER: N_("you stopped it before its start"),
}
UNNAMED: Final = N_("it could not be started")


def status_of(order: Order, t: Translator) -> Html:
    """The mark and the word; a subscription that did not use all of it has ended all the same."""
    if order.status is OrderStatus.PARTIAL and plan_of(order.request) is not None:
        return spaced(MARKS[OrderStatus.COMPLETED], t("Ended"))
    return spaced(MARKS[order.status], t(NAMES[order.status]))


def reason_of(order: Order, t: Translator) -> Html:
    """Why an order never ran, to stand after a colon."""
    return t(REASONS[order.reason] if order.reason else UNNAMED)


def amount_of(order: Order, t: Translator) -> Html:
    """What was ordered: parts of a drip-feed, the most of a subscription, or a plain number."""
    request = order.request
    if plan_of(request) is not None:
        return t("up to {n}", n=t.number(request.quantity))
    if request.runs and request.runs > 1:
        return _parts(order, t)
    return Html(t.number(request.quantity))


def percent_of(order: Order) -> int | None:
    """Whole percent delivered, 0 to 100; None where there is nothing to measure."""
    if not is_measured(order):
        return None
    return order.delivered * 100 // order.request.units


def is_measured(order: Order) -> bool:
    """Tell whether delivery can be shown as a part of the whole."""
    counted = order.request.units > 1
    known = order.status is OrderStatus.COMPLETED or order.remains is not None
    begun = order.status not in {*_BEFORE, OrderStatus.RELEASED, OrderStatus.CANCELED}
    return counted and known and begun


def bar_of(order: Order, t: Translator) -> Html | None:
    """A bar that is always followed by its number, or None where there is nothing to measure."""
    percent = percent_of(order)
    if percent is None:
        return None
    full = percent * CELLS // 100
    return t(
        "{bar} {delivered} of {units} ({percent})",
        bar="▰" * full + "▱" * (CELLS - full),
        delivered=t.number(order.delivered),
        units=t.number(order.request.units),
        percent=t.percent(percent),
    )


def money_of(order: Order, t: Translator) -> Html:
    """Where the charge is now: on hold, charged, returned; together they are the price."""
    parts = [
        t("On hold: {amount}", amount=bold(t.exact(order.held))) if order.held else None,
        t("Paid: {amount}", amount=bold(t.exact(order.captured))) if order.captured else None,
        t("Returned: {amount}", amount=bold(t.exact(order.returned))) if order.returned else None,
    ]
    return dotted(*parts)


_BEFORE: Final = frozenset(
    {OrderStatus.QUEUED, OrderStatus.SUBMITTING, OrderStatus.UNCONFIRMED, OrderStatus.PENDING}
)


def _parts(order: Order, t: Translator) -> Html:
    request = order.request
    every = t.plural("every {n} minute", "every {n} minutes", n=request.interval or 0)
    return t.plural(
        "{n} part of {quantity}, {every}; {total} in all",
        "{n} parts of {quantity}, {every}; {total} in all",
        n=request.runs or 0,
        quantity=t.number(request.quantity),
        every=every,
        total=t.number(request.units),
    )
