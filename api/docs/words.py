"""What the answers of the served API mean: status words and errors, each with an advice."""

from __future__ import annotations

from typing import Final

from api import refusals
from api.refusals import Refusal, no_cancel, no_refill, refusal_of
from domain.aftercare import Closed
from domain.api_orders import RefillWord, StatusWord
from domain.errors import (
    ActiveOrderError,
    BlockedUserError,
    DailyCapError,
    FormError,
    InsufficientFundsError,
    OrdersPausedError,
    OtherCallError,
    TermsError,
)
from domain.fields import Field, Problem
from domain.links.model import LinkProblem
from domain.money import ZERO

LEAST: Final = 100
MOST: Final = 50_000
"""The limits of the service in the examples."""

STATUSES: Final = (
    (StatusWord.PENDING, "Taken and paid; it has not started yet."),
    (StatusWord.PROCESSING, "On its way to start."),
    (StatusWord.IN_PROGRESS, "Running: `remains` goes down."),
    (StatusWord.COMPLETED, "Everything was delivered."),
    (StatusWord.PARTIAL, "Ended early. The price of `remains` is back in your wallet."),
    (StatusWord.CANCELED, "Ended with nothing more to come; the money is back in your wallet."),
)
REFILL_STATUSES: Final = (
    (RefillWord.PENDING, "Asked for."),
    (RefillWord.IN_PROGRESS, "Being delivered."),
    (RefillWord.COMPLETED, "Delivered."),
    (RefillWord.REJECTED, "Refused, mostly because the count is not below what was ordered."),
    (RefillWord.ERROR, "Could not be asked for; try again later."),
)

REPEATED: Final = refusal_of(ActiveOrderError())
TOO_FEW: Final = refusal_of(FormError(Field.QUANTITY, Problem.TOO_SMALL, least=LEAST))
TOO_MANY: Final = refusal_of(FormError(Field.QUANTITY, Problem.TOO_LARGE, most=MOST))
BAD_LINK: Final = refusal_of(FormError(Field.LINK, LinkProblem.NOT_A_LINK))
NO_COMMENTS: Final = refusal_of(FormError(Field.COMMENTS, Problem.MISSING))
NO_DRIPFEED: Final = refusal_of(FormError(Field.SPEED, Problem.NOT_OFFERED))
NO_FUNDS: Final = refusal_of(InsufficientFundsError(charge=ZERO, available=ZERO))
OTHER_CALL: Final = refusal_of(OtherCallError())
NO_REFILL: Final = no_refill(Closed.NOT_OFFERED)
NOT_COMPLETED: Final = no_refill(Closed.RUNNING)
TOO_EARLY: Final = no_refill(Closed.TOO_EARLY)
NOT_CANCELABLE: Final = no_cancel(Closed.ENDED)
NO_CANCEL: Final = no_cancel(Closed.NOT_OFFERED)
CANCELING: Final = no_cancel(Closed.ASKED)

HTTP: Final = (
    (400, "A field is missing or cannot be taken", "Read the error."),
    (401, "The key does not work", "See [Keys](#keys)."),
    (402, "Too little money", "Add money in the chat."),
    (403, "The account may not order", "Read the error; write to the shop."),
    (404, "No such order, service or refill", "Not there, or not yours."),
    (405, "Neither GET nor POST", "Use one of them."),
    (408, "The body came too slowly", "Send it again."),
    (413, "The body is too large", "Send less at once."),
    (429, "Too many requests", "Wait as many seconds as `Retry-After` says."),
    (500, "The shop's own fault", "Try again a little later."),
)
"""HTTP statuses of the smmpremium style; those from 405 on are of both."""

_ANY: Final = (
    (refusals.INVALID_KEY, "The key is wrong, replaced or switched off: see [Keys](#keys)."),
    (refusals.INCORRECT_REQUEST, "`action` is missing, or the body cannot be read."),
    (refusals.INCORRECT_ACTION, "There is no such action."),
    (refusals.TOO_MANY_IDS, "Send the numbers in several requests."),
    (refusals.TOO_MANY_REQUESTS, "Wait as many seconds as `Retry-After` says."),
    (refusal_of(BlockedUserError("")), "Write to the shop."),
    (refusals.SERVER_ERROR, "The shop's own fault. Try again a little later."),
)
_ADD: Final = (
    (refusals.INCORRECT_SERVICE, "Not on sale, or not any more: read the services again."),
    (BAD_LINK, "Not a link, or not one of the sort that the service wants."),
    (TOO_FEW, "Keep to the service's `min`."),
    (TOO_MANY, "Keep to the service's `max`."),
    (NO_COMMENTS, "The type needs this field: see [Fields by type](#types)."),
    (NO_DRIPFEED, "Leave `runs` and `interval` out."),
    (NO_FUNDS, "Add money in the chat, then send it again."),
    (refusal_of(DailyCapError(cap=ZERO)), "Raise the daily cap under Profile → API, or wait."),
    (REPEATED, "Wait until that order ends; see [Safe repeats](#repeats)."),
    (OTHER_CALL, "Choose another text for another order."),
    (refusal_of(TermsError()), "Accept the terms in the chat."),
    (refusal_of(OrdersPausedError()), "Keep the order and send it later."),
)
_LATER: Final = (
    (refusals.INCORRECT_ORDER, "No such order of yours."),
    (refusals.REFILL_NOT_FOUND, "No such refill of yours."),
    (NOT_COMPLETED, "Only completed orders can be refilled."),
    (NO_REFILL, "Only services with `refill` have it."),
    (TOO_EARLY, "Try again when a day has passed."),
    (no_refill(Closed.ASKED), "Wait for the refill that is under way."),
    (no_refill(Closed.GUARANTEE_ENDED), "The guarantee is over."),
    (NO_CANCEL, "Only services with `cancel` have it."),
    (NOT_CANCELABLE, "It has ended already."),
    (CANCELING, "Nothing to do: wait for the status."),
)
ERRORS: Final[tuple[tuple[str, tuple[tuple[Refusal, str], ...]], ...]] = (
    ("Any action", _ANY),
    ("Placing orders", _ADD),
    ("Status, refill, cancel", _LATER),
)
"""Each error and what to do about it, by what was asked for."""
