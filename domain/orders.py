"""An order's life: its statuses, the one table of transitions, what each means for money."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from domain.ids import OrderId, ProviderName, QuoteId, ServiceId, UpstreamId, UserId


class OrderStatus(StrEnum):
    """Where an order stands. The first three hold the money; RELEASED gave it back unspent."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    UNCONFIRMED = "unconfirmed"
    RELEASED = "released"
    PENDING = "pending"
    PROCESSING = "processing"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    PARTIAL = "partial"
    CANCELED = "canceled"


HELD: Final = frozenset({OrderStatus.QUEUED, OrderStatus.SUBMITTING, OrderStatus.UNCONFIRMED})
RUNNING: Final = frozenset({OrderStatus.PENDING, OrderStatus.PROCESSING, OrderStatus.IN_PROGRESS})
FINAL: Final = frozenset(
    {OrderStatus.COMPLETED, OrderStatus.PARTIAL, OrderStatus.CANCELED, OrderStatus.RELEASED}
)
ACTIVE: Final = HELD | RUNNING

_ENDINGS = frozenset({OrderStatus.COMPLETED, OrderStatus.PARTIAL, OrderStatus.CANCELED})

TRANSITIONS: Final[Mapping[OrderStatus, frozenset[OrderStatus]]] = {
    OrderStatus.QUEUED: frozenset({OrderStatus.SUBMITTING, OrderStatus.RELEASED}),
    OrderStatus.SUBMITTING: frozenset(
        {
            OrderStatus.QUEUED,
            OrderStatus.PENDING,
            OrderStatus.RELEASED,
            OrderStatus.UNCONFIRMED,
        }
    ),
    OrderStatus.UNCONFIRMED: frozenset(
        {OrderStatus.PENDING, OrderStatus.QUEUED, OrderStatus.RELEASED}
    ),
    OrderStatus.RELEASED: frozenset(),
    OrderStatus.PENDING: frozenset({OrderStatus.PROCESSING, OrderStatus.IN_PROGRESS}) | _ENDINGS,
    OrderStatus.PROCESSING: frozenset({OrderStatus.IN_PROGRESS}) | _ENDINGS,
    OrderStatus.IN_PROGRESS: _ENDINGS,
    OrderStatus.COMPLETED: frozenset({OrderStatus.PARTIAL, OrderStatus.CANCELED}),
    OrderStatus.PARTIAL: frozenset({OrderStatus.CANCELED}),
    OrderStatus.CANCELED: frozenset(),
}
"""What may follow what. COMPLETED and PARTIAL move on only when the provider's charge fell,
or by an operator."""


def may_move(current: OrderStatus, to: OrderStatus) -> bool:
    """Tell whether the table allows this step; staying where it is is no step."""
    return to in TRANSITIONS[current]


def sources_of(to: OrderStatus) -> frozenset[OrderStatus]:
    """Every status from which `to` may be reached: the guard of the UPDATE."""
    return frozenset(status for status, following in TRANSITIONS.items() if to in following)


class ReleaseReason(StrEnum):
    """Why an order never ran; each has its own sentence for the customer."""

    BAD_LINK = "bad_link"
    BAD_QUANTITY = "bad_quantity"
    BAD_DATA = "bad_data"
    SERVICE_GONE = "service_gone"
    ACTIVE_ORDER = "active_order"
    PRICE_MOVED = "price_moved"
    TOO_LONG_WAITING = "too_long_waiting"
    OPERATOR = "operator"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRequest:
    """What is ordered: the same shape from form to quote, order and provider call.

    `quantity` is per run; `units` is what is charged: quantity x runs, lines, or 1 package.
    `fields` holds what further service types need, by their names in the provider's `add` call.
    """

    link: str
    quantity: int
    units: int
    runs: int | None = None
    interval: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price that one customer may accept until `expires_at`.

    The offers of one `bundle`, which is named after its first, are placed together or not at all,
    in the order of `part`. `twin_of` is an order of the very same made minutes ago; `large` tells
    that the whole is far more than its customer usually spends.
    """

    id: QuoteId
    user_id: UserId
    service_id: ServiceId
    request: OrderRequest
    rate: Money
    charge: Money
    cost: Money
    created_at: datetime
    expires_at: datetime
    bundle: QuoteId | None = None
    part: int | None = None
    twin_of: OrderId | None = None
    large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as stored. charge = held + released + captured; refunded <= captured, always."""

    id: OrderId
    quote_id: QuoteId
    user_id: UserId
    service_id: ServiceId
    service_name: str
    provider: ProviderName
    upstream_service_id: UpstreamId
    upstream_id: UpstreamId | None
    status: OrderStatus
    request: OrderRequest
    rate: Money
    charge: Money
    held: Money
    released: Money
    captured: Money
    refunded: Money
    cost: Money
    """Expected purchase price in the shop's currency."""
    upstream_charge: Money | None
    """What the provider says it took, in the provider's currency."""
    upstream_status: str | None
    start_count: int | None
    remains: int | None
    reason: ReleaseReason | None
    review: bool
    """A person must look: nothing moves money by itself meanwhile."""
    attempts: int
    polls: int
    created_at: datetime
    submit_at: datetime
    accepted_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    poll_at: datetime | None
    polled_at: datetime | None
    queued_at: datetime | None = None
    """Since when it waits again, where an operator had it sent once more."""
    missing_since: datetime | None = None
    """Since when the provider's answers leave it out."""
    odd_polls: int = 0
    """Answers in a row that ended it without usable figures."""
    late_told_at: datetime | None = None
    """When its customer heard that it takes longer than usual."""
    hurried_at: datetime | None = None
    """When its customer last wished to know at once how it stands."""
    waits_for: OrderId | None = None
    """The order on the same link that has to end before this one is sent."""
    api_key_id: int | None = None
    """The key of the served API by which it came; None for one from the chat."""
    expected: Money | None = None
    """What the provider should take, in its own currency; known once it was sent."""

    @property
    def delivered(self) -> int:
        """Units delivered so far, 0..units; a package counts as its one unit."""
        if self.status is OrderStatus.COMPLETED:
            return self.request.units
        if self.remains is None:
            return 0
        return min(max(self.request.units - self.remains, 0), self.request.units)

    @property
    def returned(self) -> Money:
        """What is back in the wallet."""
        return self.released + self.refunded
