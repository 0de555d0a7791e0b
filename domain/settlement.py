"""What a status answer means for an order: where it moves, what is refunded, who must look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.money import ZERO, Money, MoneyError, refund_due
from domain.orders import FINAL, RUNNING, OrderStatus, may_move
from domain.reviews import ReviewKind

if TYPE_CHECKING:
    from domain.orders import Order
    from domain.provider import UpstreamStatus

MAX_COUNT: Final = 2**62
MAX_WORD: Final = 64
ODD_POLLS: Final = 3
"""A Partial with unusable remains is asked about this many times before a person is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What to do with one answer. `to` None stays; `refund` moves in the same transaction as `to`.

    `review` is opened for a person. `odd` counts an unusable Partial. `backwards` is only worth a
    log line.
    """

    to: OrderStatus | None = None
    refund: Money = ZERO
    review: ReviewKind | None = None
    odd: bool = False
    backwards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an order shows of its answers. `upstream_charge` is in the provider's currency."""

    start_count: int | None
    remains: int | None
    upstream_status: str | None
    upstream_charge: Money | None
    odd_polls: int


STAY: Final = Settlement()
_LOOK_BACK: Final = Settlement(review=ReviewKind.BACKWARDS_MONEY)


def settlement_for(order: Order, answer: UpstreamStatus, currency: str) -> Settlement:
    """Decide from the order as it stands and one answer; `currency` is the provider's.

    Pure, total and monotone: no answer can refund more than was paid, twice, or take money back.
    """
    if answer.status is None:
        return Settlement(review=ReviewKind.UNKNOWN_STATUS)
    if order.status in RUNNING:
        decided = _while_running(order, answer, answer.status)
    elif order.status in FINAL and order.status is not OrderStatus.RELEASED:
        decided = _after_the_end(order, answer, currency)
    else:
        return STAY
    return STAY if order.review and decided.refund else decided


def figures_of(order: Order) -> Figures:
    """The figures that an order has now."""
    return Figures(
        start_count=order.start_count,
        remains=order.remains,
        upstream_status=order.upstream_status,
        upstream_charge=order.upstream_charge,
        odd_polls=order.odd_polls,
    )


def figures_after(
    order: Order, answer: UpstreamStatus, currency: str, settlement: Settlement
) -> Figures:
    """The figures after an answer: what is absent or unusable keeps its old value."""
    if settlement.to is None and order.status in FINAL:
        # What was settled by must stay as it was: the refund is checked against it, and a charge
        # that fell is evidence until it was acted upon.
        return replace(figures_of(order), upstream_status=answer.word[:MAX_WORD])
    charge = charge_of(answer, currency)
    remains = usable_remains(order, answer)
    counted = answer.start_count is not None and 0 <= answer.start_count < MAX_COUNT
    return Figures(
        start_count=answer.start_count if counted else order.start_count,
        remains=order.remains if remains is None else remains,
        upstream_status=answer.word[:MAX_WORD],
        upstream_charge=order.upstream_charge if charge is None else charge,
        odd_polls=order.odd_polls + 1 if settlement.odd else 0,
    )


def charge_of(answer: UpstreamStatus, currency: str) -> Money | None:
    """The provider's charge where it can be used: not negative, not in another currency."""
    if answer.charge is None or answer.charge < 0:
        return None
    if answer.currency is not None and answer.currency != currency:
        return None
    try:
        return Money.at_least(answer.charge)
    except MoneyError:
        return None


def is_charge_odd(answer: UpstreamStatus, currency: str) -> bool:
    """Tell whether a charge was given that cannot be used."""
    return answer.charge is not None and charge_of(answer, currency) is None


def usable_remains(order: Order, answer: UpstreamStatus) -> int | None:
    """The answer's remains, below zero read as none left; None where absent or above the order."""
    if answer.remains is None or answer.remains > order.request.units:
        return None
    return max(answer.remains, 0)


def refund_for(order: Order, to: OrderStatus, remains: int | None) -> Money:
    """What an ending still owes the customer, after everything that was already returned."""
    if to is OrderStatus.CANCELED:
        return max(order.captured - order.refunded, ZERO)
    if to is not OrderStatus.PARTIAL or remains is None:
        return ZERO
    units = order.request.units
    return refund_due(order.captured, units, units - remains, returned=order.refunded)


def has_partial(order: Order) -> bool:
    """Tell whether a part of the order can be priced: a package is one unit, all or nothing."""
    return order.request.units > 1


def _while_running(order: Order, answer: UpstreamStatus, status: OrderStatus) -> Settlement:
    if status is OrderStatus.PARTIAL:
        return _partial(order, answer)
    if status is OrderStatus.CANCELED:
        kept_charge = bool(answer.charge and answer.charge > 0)
        return Settlement(
            to=status,
            refund=refund_for(order, status, None),
            review=ReviewKind.COST_ODD if kept_charge else None,
        )
    if may_move(order.status, status):
        return Settlement(to=status)
    return Settlement(backwards=status is not order.status)


def _partial(order: Order, answer: UpstreamStatus) -> Settlement:
    remains = usable_remains(order, answer)
    if has_partial(order) and remains is not None:
        refund = refund_for(order, OrderStatus.PARTIAL, remains)
        return Settlement(to=OrderStatus.PARTIAL, refund=refund)
    if has_partial(order) and order.odd_polls < ODD_POLLS:
        return Settlement(odd=True)
    return Settlement(review=ReviewKind.PARTIAL_ODD)


def _after_the_end(order: Order, answer: UpstreamStatus, currency: str) -> Settlement:
    status = answer.status
    if status is None or status is order.status:
        return _LOOK_BACK if _is_other_part(order, answer) else STAY
    if may_move(order.status, status):
        return _worse_end(order, answer, status, fell=_charge_fell(order, answer, currency))
    # Money went back and the order lives on: a loss to look at, never a second charge.
    return _LOOK_BACK if order.refunded else Settlement(backwards=True)


def _is_other_part(order: Order, answer: UpstreamStatus) -> bool:
    """Tell whether a Partial that was settled now names another part."""
    remains = usable_remains(order, answer)
    return order.status is OrderStatus.PARTIAL and remains not in {None, order.remains}


def _worse_end(
    order: Order, answer: UpstreamStatus, status: OrderStatus, *, fell: bool
) -> Settlement:
    """Follow a later Partial or Canceled only when the provider itself gave money back."""
    remains = usable_remains(order, answer)
    readable = status is OrderStatus.CANCELED or (has_partial(order) and remains is not None)
    if not fell or not readable:
        return _LOOK_BACK
    refund = refund_for(order, status, remains)
    return Settlement(to=status, refund=refund, review=ReviewKind.BACKWARDS_MONEY)


def _charge_fell(order: Order, answer: UpstreamStatus, currency: str) -> bool:
    charge = charge_of(answer, currency)
    return (
        charge is not None and order.upstream_charge is not None and charge < order.upstream_charge
    )
