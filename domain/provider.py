"""What a provider may answer, reduced to what the shop decides by. No wire formats here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from domain.ids import UpstreamId
    from domain.orders import OrderStatus


class Refusal(StrEnum):
    """Classes of a provider's explicit error texts."""

    AUTH = "auth"
    FUNDS = "funds"
    DUPLICATE_LINK = "duplicate_link"
    SERVICE = "service"
    QUANTITY = "quantity"
    LINK = "link"
    DATA = "data"
    ORDER_ID = "order_id"
    REFILL = "refill"
    CANCEL = "cancel"
    RATE = "rate"
    REQUEST = "request"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has the order under this id."""

    upstream_id: UpstreamId


@dataclass(frozen=True, slots=True)
class Refused:
    """A definite refusal: surely not placed. `text` is for operators only, keys masked."""

    refusal: Refusal
    text: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """The request never left: refused connection, DNS, TLS, no free slot."""

    cause: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """HTTP 429: not taken; ask again after `retry_after_s` seconds."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Nobody knows whether the order was placed. `cause` says what was seen, keys masked."""

    cause: str


AddOutcome = Accepted | Refused | NotSent | Throttled | Unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamStatus:
    """One order's status answer; a figure that is unreadable or absent is None.

    `status` is None for an unknown word (kept in `word`); `charge` is in `currency`.
    `remains` may be negative or above the quantity: the caller judges.
    """

    word: str
    status: OrderStatus | None
    charge: Decimal | None
    start_count: int | None
    remains: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class StatusRefused:
    """The provider named an error for this id ("Incorrect order ID")."""

    refusal: Refusal
    text: str


StatusAnswers = dict["UpstreamId", UpstreamStatus | StatusRefused]
"""By asked id. An id that is missing was not answered: nothing may be inferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A provider account's balance in its own currency; `currency` None where it was not told."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCall:
    """The fields of an `add` beyond key, action and service, in the provider's own names."""

    service: UpstreamId
    fields: Mapping[str, str]


class ProviderError(Exception):
    """A read that brought no usable answer. `text` has keys masked.

    `retry_after_s` is how long the provider asked to be left alone, where it said so.
    """

    def __init__(
        self, refusal: Refusal | None, text: str, *, retry_after_s: float | None = None
    ) -> None:
        super().__init__(text)
        self.refusal = refusal
        self.text = text
        self.retry_after_s = retry_after_s
