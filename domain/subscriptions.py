"""Orders that a provider splits, by posts or by runs: what was agreed, taken and left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.orders import FINAL, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from domain.ids import OrderId, ProviderName, UpstreamId
    from domain.money import Money
    from domain.orders import Order, OrderRequest
    from domain.provider import UpstreamStatus

_NEEDED: Final = ("username", "min", "max", "posts")
_WAITING: Final = frozenset({OrderStatus.PENDING, OrderStatus.PROCESSING})
_TOLERANCE: Final = Decimal("0.05")
"""How far from a whole number a quantity told from a charge may be: prices are rounded."""


class Stage(StrEnum):
    """How a subscription stands at the provider."""

    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELED = "canceled"


STAGES: Final = {
    "active": Stage.ACTIVE,
    "pending": Stage.ACTIVE,
    "processing": Stage.ACTIVE,
    "in progress": Stage.ACTIVE,
    "paused": Stage.PAUSED,
    "completed": Stage.COMPLETED,
    "expired": Stage.EXPIRED,
    "canceled": Stage.CANCELED,
    "cancelled": Stage.CANCELED,
    "partial": Stage.CANCELED,
}
ENDED: Final = frozenset({Stage.COMPLETED, Stage.EXPIRED, Stage.CANCELED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was agreed: from `least` to `most` units for each new post and each of some old ones.

    `delay` is minutes after a post; `until` the last day, as it was entered.
    """

    username: str
    least: int
    most: int
    new: int
    old: int
    delay: int
    until: str | None

    @property
    def posts(self) -> int:
        """How many posts there are orders for at most."""
        return self.new + self.old


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One order that the provider made for a post of a subscription.

    `delivered` is known once it has ended and its figures allow it.
    """

    id: int
    order_id: OrderId
    provider: ProviderName
    upstream_id: UpstreamId
    status: OrderStatus
    quantity: int | None
    remains: int | None
    delivered: int | None
    odd_polls: int
    seen_at: datetime
    """When the provider last spoke of it."""
    poll_at: datetime | None
    ended_at: datetime | None

    @property
    def is_ended(self) -> bool:
        """Tell whether the provider says that it has ended."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an answer says about a post, and what is known of it then."""

    status: OrderStatus
    quantity: int | None
    remains: int | None
    delivered: int | None

    @property
    def is_odd(self) -> bool:
        """Tell whether it ended without figures to settle by."""
        return self.status in FINAL and self.delivered is None


def plan_of(request: OrderRequest) -> Plan | None:
    """The plan of a subscription's order; None for any other order."""
    fields = request.fields
    if any(name not in fields for name in _NEEDED):
        return None
    return Plan(
        username=fields["username"],
        least=_count(fields["min"]),
        most=_count(fields["max"]),
        new=_count(fields["posts"]),
        old=_count(fields.get("old_posts", "")),
        delay=_count(fields.get("delay", "")),
        until=fields.get("expiry") or None,
    )


def plan_of_parent(request: OrderRequest) -> Plan | None:
    """The plan of an order that its provider may split: a subscription, or a drip-feed's runs."""
    if request.runs is None:
        return plan_of(request)
    return Plan(
        username="",
        least=request.quantity,
        most=request.quantity,
        new=request.runs,
        old=0,
        delay=request.interval or 0,
        until=None,
    )


def stage_of(word: str | None) -> Stage | None:
    """The stage that a provider's word means; None for a word of no sure meaning."""
    return STAGES.get(" ".join((word or "").replace("_", " ").lower().split()))


def read_post(
    post: Post,
    answer: UpstreamStatus,
    plan: Plan,
    *,
    charge: Money | None,
    unit_cost: Decimal | None,
) -> Reading | None:
    """What an answer changes about a post; None where it says nothing sure.

    The quantity of a post is in no answer: it is what remains before the work starts, or what is
    the same for all, or follows from the usable `charge` at `unit_cost` (both in the provider's
    currency; None where its price has moved meanwhile).
    """
    if answer.status is None or post.is_ended:
        return None
    units = None if unit_cost is None else _by_charge(charge, unit_cost)
    quantity = post.quantity or _quantity(post, answer, plan, units)
    remains = _remains(answer.remains, quantity or plan.most)
    delivered = None
    if answer.status in FINAL:
        delivered = _delivered(answer.status, quantity, remains, units)
    if delivered is not None and delivered > plan.most:
        delivered = None
    return Reading(
        status=answer.status,
        quantity=quantity,
        remains=post.remains if remains is None else remains,
        delivered=delivered,
    )


def delivered_by(posts: Iterable[Post]) -> int:
    """Units delivered so far, by the posts' figures."""
    return sum(_so_far(post) for post in posts)


def is_settled(stage: Stage | None, posts: Sequence[Post]) -> bool:
    """Tell whether a subscription has ended with everything known that it took."""
    return stage in ENDED and all(post.delivered is not None for post in posts)


def is_short(stage: Stage | None, plan: Plan, posts: Sequence[Post]) -> bool:
    """Tell whether it calls itself completed with fewer posts than were agreed: a person looks."""
    return stage is Stage.COMPLETED and len(posts) < plan.new


def ending_of(order: Order, posts: Sequence[Post]) -> tuple[OrderStatus, int]:
    """The status and the remains with which a settled subscription ends.

    All of it used is completed, none is canceled; anything between is partial, and priced so.
    """
    units = order.request.units
    remains = max(units - delivered_by(posts), 0)
    if not remains:
        return OrderStatus.COMPLETED, 0
    return (OrderStatus.CANCELED if remains == units else OrderStatus.PARTIAL), remains


def _so_far(post: Post) -> int:
    if post.delivered is not None:
        return post.delivered
    if post.quantity is None or post.remains is None:
        return 0
    return max(post.quantity - post.remains, 0)


def _quantity(post: Post, answer: UpstreamStatus, plan: Plan, units: int | None) -> int | None:
    if plan.least == plan.most:
        return plan.most
    before = answer.status in _WAITING and post.status in _WAITING
    told = answer.remains if before else None
    if told is None and answer.status is OrderStatus.COMPLETED:
        told = units
    return told if told is not None and plan.least <= told <= plan.most else None


def _remains(told: int | None, most: int) -> int | None:
    """Below zero is none left; above what was ordered is no figure at all."""
    return None if told is None or told > most else max(told, 0)


def _delivered(
    status: OrderStatus, quantity: int | None, remains: int | None, units: int | None
) -> int | None:
    if status is OrderStatus.CANCELED:
        return 0
    if status is OrderStatus.COMPLETED:
        return quantity
    if quantity is not None:
        return None if remains is None else quantity - remains
    return units  # a partial is charged for what it delivered


def _by_charge(charge: Money | None, unit_cost: Decimal) -> int | None:
    """How many units a charge pays for, where that is a whole number."""
    if charge is None or charge.micros < 0 or unit_cost <= 0:
        return None
    units = charge.decimal / unit_cost
    whole = round(units)
    return whole if abs(units - whole) <= _TOLERANCE else None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - a safe int
