"""What people are told without having asked: notices to customers, alerts to owners."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from domain.ids import UserId


class NoticeKind(StrEnum):
    """Each kind has one view. CARD edits a live order card; the others are new messages.

    KEY_SHOWN tells nothing: it takes a message away that has been seen long enough.
    """

    CARD = "card"
    ORDER_FINISHED = "order_finished"
    ORDER_RELEASED = "order_released"
    MONEY_RETURNED = "money_returned"
    TOPPED_UP = "topped_up"
    DEBITED = "debited"
    ALERT_REVIEW = "alert_review"
    ALERT_PROVIDER_DOWN = "alert_provider_down"
    ALERT_PROVIDER_UP = "alert_provider_up"
    ALERT_PROVIDER_LOW = "alert_provider_low"
    ALERT_LEDGER = "alert_ledger"
    ALERT_SYNC = "alert_sync"
    ALERT_ODD = "alert_odd"
    FAVOURITE_CHANGED = "favourite_changed"
    TICKET_POST = "ticket_post"
    TICKET_REPLY = "ticket_reply"
    TICKET_CLOSED = "ticket_closed"
    REFILL_ENDED = "refill_ended"
    CANCEL_DECLINED = "cancel_declined"
    ORDER_LATE = "order_late"
    ORDER_PLACED = "order_placed"
    ORDER_UNPAID = "order_unpaid"
    KEY_SHOWN = "key_shown"
    PRICE_REPORT = "price_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One outbox row, told once to `chat_id`. `payload` holds ids, never texts."""

    id: int
    chat_id: UserId
    kind: NoticeKind
    payload: Mapping[str, object]
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Notices of one chat to be told in one message.

    `fresh` is new; `told` stands in the message `message_id` already, whose text is to grow.
    """

    chat_id: UserId
    fresh: tuple[Notice, ...]
    told: tuple[Notice, ...] = ()
    message_id: int | None = None


class Delivered(StrEnum):
    """How a delivery went."""

    DONE = "done"
    UNWANTED = "unwanted"
    """Its reader switched such alerts off: it was not told."""
    LATER = "later"
    UNREACHABLE = "unreachable"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome of one try; `retry_after_s` matters for LATER, `message_id` for a digest."""

    outcome: Delivered
    retry_after_s: float = 0.0
    message_id: int | None = None
