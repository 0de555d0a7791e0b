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


class Decline(StrEnum):
    """Why a refill or a cancellation does not happen. The last two are the shop's own words."""

    NOT_OFFERED = "not_offered"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    REJECTED = "rejected"
    OTHER = "other"
    NO_ANSWER = "no_answer"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Taken:
    """The provider took a request to refill or to cancel; nothing has happened yet.

    `refill_id` is the number by which a refill is asked about; None where none was given.
    `at_once`: it says that an order is canceled already, so that its status may be asked now.
    """

    refill_id: UpstreamId | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Declined:
    """An explicit no for this order. `text` is for operators only, keys masked."""

    why: Decline
    text: str


AskOutcome = Taken | Declined | Refused | NotSent | Throttled | Unconfirmed
"""What became of a request to refill or to cancel. Refused: the provider did not look at the order
at all (key, funds), so that asking again later does no harm."""

AskAnswers = dict["UpstreamId", AskOutcome]
"""By order; every id that was asked for has its outcome."""


class RefillStatus(StrEnum):
    """How a refill gets on at a provider; an error there counts as rejected."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class UpstreamRefill:
    """A refill's status answer; `status` None for a word of no sure meaning."""

    word: str
    status: RefillStatus | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamStatus:
    """One order's status answer; a figure that is unreadable or absent is None.

    `status` is None for an unknown word (kept in `word`); `charge` is in `currency`.
    `remains` may be negative or above the quantity: the caller judges. `posts` are the orders that
    a subscription or a drip-feed made so far, `runs` how often the latter was delivered.
    """

    word: str
    status: OrderStatus | None
    charge: Decimal | None
    start_count: int | None
    remains: int | None
    currency: str | None
    posts: tuple[UpstreamId, ...] = ()
    runs: int | None = None


@dataclass(frozen=True, slots=True)
class StatusRefused:
    """The provider named an error for this id ("Incorrect order ID")."""

    refusal: Refusal
    text: str


StatusAnswers = dict["UpstreamId", UpstreamStatus | StatusRefused]
"""By asked id. An id that is missing was not answered: nothing may be inferred."""

RefillAnswers = dict["UpstreamId", UpstreamRefill | StatusRefused]
"""By asked number of a refill. One that is missing was not answered."""


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
