"""Everything the shop refuses, as one family: each says a fact that a face can put into words.

ShopError
├─ NotFoundError                absent or someone else's: the same to the asker
├─ BlockedUserError             this account cannot order
├─ TermsError                   the terms of this version were not accepted
├─ OrdersPausedError            the operators paused ordering
├─ ServiceUnavailableError      hidden, gone, or its provider cannot be sold now
├─ FormError                    a field's value cannot be taken
├─ InsufficientFundsError       the wallet has less than the charge
├─ QuoteStaleError              price or terms of the quote changed; carries the fresh quote
├─ ConsentError                 something about the order is to be asked before it is paid
├─ DecisionError                an operator's act cannot be done (any more)
├─ ForbiddenError               only the shop's owners may do this
├─ TicketLimitError             too many tickets, or words in one, wait for an answer
├─ ApiKeyError                  the served API does not let this key in, for whatever reason
├─ ApiRateError                 too many requests with one key, or wrong keys from one address
├─ DailyCapError                more than the customer lets their key order in a day
├─ ActiveOrderError             by this key, the very same is on its way already
├─ OtherCallError               a call's own name was given to another order before
└─ BusyError                    the database is busy; nothing happened
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.money import total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.api_keys import ApiStyle
    from domain.consent import Doubts
    from domain.ids import ServiceId, TicketId
    from domain.money import Money
    from domain.orders import Quote


class ShopError(Exception):
    """A refusal with no effect: no money moved, nothing was stored."""


class NotFoundError(ShopError):
    """There is no such thing for this asker."""


class BlockedUserError(ShopError):
    """The account cannot order."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TermsError(ShopError):
    """The terms must be accepted first."""


class OrdersPausedError(ShopError):
    """Ordering is paused by the operators; `text` is theirs, perhaps empty."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text


class ServiceUnavailableError(ShopError):
    """This service cannot be ordered now."""

    def __init__(self, service_id: ServiceId) -> None:
        super().__init__(str(service_id))
        self.service_id = service_id


class FormError(ShopError):
    """A field's value cannot be taken: `problem` names why, `detail` what the sentence needs."""

    def __init__(self, field: str, problem: str, **detail: object) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.detail = detail


class InsufficientFundsError(ShopError):
    """The wallet lacks `missing` = charge - available."""

    def __init__(self, *, charge: Money, available: Money) -> None:
        super().__init__("insufficient funds")
        self.charge = charge
        self.available = available
        self.missing = charge - available


class QuoteStaleError(ShopError):
    """The quote ran out or the price moved; `fresh` is the price of today, to be shown first.

    `fresh` is the first of `parts`, whose charges together are `charge`.
    """

    def __init__(self, *, old_charge: Money, parts: Sequence[Quote]) -> None:
        super().__init__("quote is stale")
        self.old_charge = old_charge
        self.parts = parts
        self.fresh = parts[0]
        self.charge = total(part.charge for part in parts)


class ConsentError(ShopError):
    """Nothing was placed: `doubts` names what the customer is to be asked first."""

    def __init__(self, doubts: Doubts) -> None:
        super().__init__("consent is missing")
        self.doubts = doubts


class DecisionError(ShopError):
    """An operator's act cannot be done: `problem` is one of the words listed by the use case."""

    def __init__(self, problem: str, **detail: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail


class ForbiddenError(ShopError):
    """Only the shop's owners may do this; the asker is told nothing about it."""


class TicketLimitError(ShopError):
    """Enough waits for an answer: another ticket, or more words in `full`, must wait too."""

    def __init__(self, full: TicketId | None = None) -> None:
        super().__init__("too many tickets" if full is None else f"ticket {full} is full")
        self.full = full


class ApiKeyError(ShopError):
    """The key is wrong, ended, switched off, used from elsewhere, or its owner is blocked.

    The asker is not told which, but for a block: they have to write to the shop about it. `style`
    is how answers were wanted by whoever had the key, where it is known at all.
    """

    def __init__(self, style: ApiStyle | None = None, *, suspended: bool = False) -> None:
        super().__init__("the key does not work")
        self.style = style
        self.suspended = suspended


class ApiRateError(ShopError):
    """Too many requests: the next is taken after `retry_after_s` seconds, at least 1."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many requests, wait {retry_after_s} s")
        self.retry_after_s = retry_after_s


class DailyCapError(ShopError):
    """The order would take the day's orders by API above the `cap` that the customer set."""

    def __init__(self, *, cap: Money) -> None:
        super().__init__("the daily cap is reached")
        self.cap = cap


class ActiveOrderError(ShopError):
    """An order by the same key for the same service and link has not ended yet."""


class OtherCallError(ShopError):
    """Another order was placed under this call's idempotency key."""


class BusyError(ShopError):
    """The database could not be locked in time; nothing was done."""
