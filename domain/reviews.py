"""Cases for a person: why an order waits for an operator, what is known, what can be decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from domain.ids import AttemptId, OrderId, ProviderName, ReviewId, UserId
    from domain.money import Money


class AttemptOutcome(StrEnum):
    """How one try to place an order ended; OPEN while the request may be under way."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    THROTTLED = "throttled"
    UNCONFIRMED = "unconfirmed"


class ReviewKind(StrEnum):
    """What a person has to look at."""

    UNCONFIRMED = "unconfirmed"
    PARTIAL_ODD = "partial_odd"
    BACKWARDS_MONEY = "backwards_money"
    UPSTREAM_LOST = "upstream_lost"
    UNKNOWN_STATUS = "unknown_status"
    COST_ODD = "cost_odd"
    LATE = "late"


class Decision(StrEnum):
    """What an operator decided. The first three belong to UNCONFIRMED; SEEN closes the others."""

    FOUND = "found"
    SEND_AGAIN = "send_again"
    REFUND = "refund"
    SEEN = "seen"


class Likely(StrEnum):
    """What the balance evidence says, in one word; never acted upon by itself."""

    ACCEPTED = "accepted"
    NOT_PLACED = "not_placed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to place an order. Balances are decimal texts in the provider's currency."""

    id: AttemptId
    order_id: OrderId
    outcome: AttemptOutcome
    detail: str | None
    expected_cost: Money
    """In the provider's currency, micro-units."""
    balance_before: str | None
    balances_after: tuple[str, ...]
    in_flight: int
    started_at: datetime
    deadline_at: datetime
    finished_at: datetime | None
    provider: ProviderName
    """To whom it went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One case in the inbox; `decision` None while it is open."""

    id: ReviewId
    order_id: OrderId
    kind: ReviewKind
    facts: Mapping[str, object]
    opened_at: datetime
    reminded: int
    decision: Decision | None
    decided_by: UserId | None
    decided_at: datetime | None
