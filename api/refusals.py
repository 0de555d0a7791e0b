"""What the served API refuses, in the words that clients of the trade know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.aftercare import Closed
from domain.errors import (
    ActiveOrderError,
    ApiKeyError,
    ApiRateError,
    BlockedUserError,
    BusyError,
    DailyCapError,
    FormError,
    InsufficientFundsError,
    NotFoundError,
    OrdersPausedError,
    OtherCallError,
    ServiceUnavailableError,
    ShopError,
    TermsError,
)
from domain.fields import Field, Problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal: its words, and the HTTP status of the style that has one for each."""

    text: str
    status: int = 400


INVALID_KEY: Final = Refusal("Invalid API key", 401)
SUSPENDED: Final = Refusal("Your account has been suspended.", 403)
INCORRECT_REQUEST: Final = Refusal("Incorrect request")
INCORRECT_ACTION: Final = Refusal("Incorrect action")
TOO_MANY_IDS: Final = Refusal("Maximum 100 orders")
INCORRECT_ORDER: Final = Refusal("Incorrect order ID", 404)
REFILL_NOT_FOUND: Final = Refusal("Refill not found", 404)
INCORRECT_SERVICE: Final = Refusal("Incorrect service ID", 404)
TOO_MANY_REQUESTS: Final = Refusal("Too many requests", 429)
BUSY: Final = Refusal("Too many requests: the server is busy, nothing was done", 429)
METHOD: Final = Refusal("Method Not Allowed", 405)
TOO_LARGE: Final = Refusal("Request body is too large", 413)
TOO_SLOW: Final = Refusal("Request body came too slowly", 408)
SERVER_ERROR: Final = Refusal("Server error", 500)

_BY_ERROR: Final[dict[type[ShopError], Refusal]] = {
    ApiKeyError: INVALID_KEY,
    ApiRateError: TOO_MANY_REQUESTS,
    BusyError: BUSY,
    NotFoundError: INCORRECT_ORDER,
    ServiceUnavailableError: INCORRECT_SERVICE,
    InsufficientFundsError: Refusal("Not enough funds on balance", 402),
    DailyCapError: Refusal(
        "Not enough funds on balance: the daily limit of this API key is reached", 402
    ),
    ActiveOrderError: Refusal(
        "You have active order with this link. Please wait until order being completed."
    ),
    OtherCallError: Refusal("This idempotency_key belongs to another order"),
    BlockedUserError: SUSPENDED,
    TermsError: Refusal("Your account is not active: accept the terms in the bot", 403),
    OrdersPausedError: Refusal("Orders are paused. Please try again later."),
}
_NO_REFILL: Final = {
    Closed.RUNNING: Refusal("The order is not completed"),
    Closed.ENDED_SHORT: Refusal("Order not eligible for refill."),
    Closed.NOT_OFFERED: Refusal("Refill is disabled for this service"),
    Closed.BY_HAND: Refusal("Refill is disabled for this service"),
    Closed.GUARANTEE_ENDED: Refusal("Refill days are over"),
    Closed.ASKED: Refusal("The refill task is not completed for this order"),
}
_TOO_EARLY: Final = Refusal(
    "The order was completed or refill was requested less than 24 hours ago"
)
_NO_CANCEL: Final = {
    Closed.ASKED: Refusal("Cancel already requested"),
    Closed.NOT_OFFERED: Refusal("Cancel is not available"),
    Closed.BEING_SENT: Refusal("This order cannot be canceled: it is being submitted"),
    Closed.CONFIRMING: Refusal("This order cannot be canceled: it is being submitted"),
}
_NO_CANCEL_AT_ALL: Final = Refusal("This order cannot be canceled")
_AMOUNTS: Final = frozenset({Field.QUANTITY, Field.COMMENTS, Field.USERNAMES})
"""Fields whose size is what is ordered."""


def refusal_of(error: ShopError) -> Refusal:
    """The words for an error of the shop."""
    if isinstance(error, FormError):
        return _of_form(error)
    if isinstance(error, ApiKeyError) and error.suspended:
        return SUSPENDED
    return _BY_ERROR.get(type(error), INCORRECT_REQUEST)


def no_refill(closed: Closed) -> Refusal:
    """Why there is no refill."""
    return _NO_REFILL.get(closed, _TOO_EARLY)


def no_cancel(closed: Closed) -> Refusal:
    """Why an order is not canceled."""
    return _NO_CANCEL.get(closed, _NO_CANCEL_AT_ALL)


def _of_form(error: FormError) -> Refusal:
    field, problem = error.field, error.problem
    if problem == Problem.MISSING and field not in {Field.LINK, Field.QUANTITY}:
        return Refusal(f"{field} field is required")
    if field == Field.SPEED:
        return Refusal("This services does not support Dripfeed feature!")
    if problem == Problem.NOT_A_MULTIPLE:
        return Refusal(f"Incorrect quantity: must be a multiple of {error.detail['multiple']}")
    return _of_limit(error) or Refusal(f"Incorrect {field}")


def _of_limit(error: FormError) -> Refusal | None:
    least, most = error.detail.get("least"), error.detail.get("most")
    if error.problem in {Problem.TOO_SMALL, Problem.TOO_FEW} and least is not None:
        return Refusal(f"{_amount(error.field)} less than minimal {least}")
    if error.problem in {Problem.TOO_LARGE, Problem.TOO_MANY} and most is not None:
        return Refusal(f"{_amount(error.field)} more than maximum {most}")
    return None


def _amount(field: str) -> str:
    return "Quantity" if field in _AMOUNTS else field.replace("_", " ").capitalize()
