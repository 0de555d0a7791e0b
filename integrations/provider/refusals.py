"""Error texts of panels: found in every shape that panels use, and sorted into classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.provider import Refusal
from integrations.provider.fields import normal_word

DEFINITE: Final = frozenset(
    {
        Refusal.AUTH,
        Refusal.FUNDS,
        Refusal.DUPLICATE_LINK,
        Refusal.SERVICE,
        Refusal.QUANTITY,
        Refusal.LINK,
        Refusal.DATA,
    }
)
"""Refusals after which an `add` surely placed nothing: the panel checked and declined."""

FAILURE_WORDS: Final = frozenset({"error", "fail", "failed", "false"})

_PHRASES: Final[tuple[tuple[Refusal, tuple[str, ...]], ...]] = (
    (
        Refusal.AUTH,
        (
            "invalid api key",
            "incorrect api key",
            "api key invalid",
            "api key is required",
            "invalid key",
            "invalid api token",
            "unauthorized",
            "unauthenticated",
            "authorization failed",
            "api is disable",
            "user not found",
            "account has been suspended",
            "account suspended",
            "account is not active",
        ),
    ),
    (
        Refusal.FUNDS,
        (
            "not enough funds",
            "not_enough_funds",
            "insufficient_balance",
            "insufficient balance",
            "insufficient funds",
            "add funds to continue",
        ),
    ),
    (Refusal.DUPLICATE_LINK, ("active order with this link", "link_duplicate")),
    (
        Refusal.SERVICE,
        (
            "incorrect service id",
            "incorrect_service_id",
            "service_not_found",
            "service_inactive",
            "invalid service id",
            "service id does not exist",
            "service id does not exists",
            "disabled service id",
            "service is inactive",
            "service is disabled",
        ),
    ),
    (
        Refusal.QUANTITY,
        (
            "quantity less than",
            "quantity more than",
            "min_quantity",
            "max_quantity",
            "invalid_quantity",
            "incorrect quantity",
            "invalid quantity",
            "quantity must to be",
            "quantity must be",
            "minimum quantity is",
            "maximum quantity is",
            "multiple of",
            "multiples of",
            "divisible by",
        ),
    ),
    (
        Refusal.LINK,
        ("bad link", "incorrect link", "invalid link", "invalid_link", "neworder.error.link"),
    ),
    (
        Refusal.DATA,
        (
            "neworder.error.comment",
            "comments field is required",
            "interval is required",
            "interval field is required",
            "runs is required",
            "runs field is required",
            "not support dripfeed",
            "missing required parameters",
        ),
    ),
    (
        Refusal.ORDER_ID,
        ("incorrect order id", "incorrect_order_id", "invalid order id", "order not found"),
    ),
    (
        Refusal.REFILL,
        (
            "refill is disabled",
            "order is not completed",
            "refill was requested",
            "refill task",
            "refill days are over",
            "not eligible for refill",
            "refill not found",
            "incorrect refill id",
            "incorrect_refill_id",
        ),
    ),
    (
        Refusal.CANCEL,
        ("cancel already", "cannot be canceled", "cancel is not available", "cannot cancel"),
    ),
    (Refusal.RATE, ("too many requests", "rate limit")),
    (
        Refusal.REQUEST,
        (
            "incorrect request",
            "incorrect action",
            "invalid action",
            "action is invalid",
            "maximum 100 orders",
            "up to 100 ids",
            "method not allowed",
        ),
    ),
)


def classify_refusal(text: str) -> Refusal:
    """Sort an error text by the first phrase found in it, in the order of the table."""
    lowered = " ".join(text.lower().split())
    for refusal, phrases in _PHRASES:
        if any(phrase in lowered for phrase in phrases):
            return refusal
    return Refusal.UNKNOWN


def error_text(value: object) -> str | None:
    """Find the error that an answer names, in any of the shapes in use; None when it names none.

    `{"error": text | {code, message} | [...]}`, `{"errors": [...] | {...}}`, and a status of
    "error" or "fail" (or success false) together with a `msg` or `message`.
    """
    if not isinstance(value, Mapping):
        return None
    named = [value.get("error"), value.get("errors")]
    if not any(named) and not is_failure(value):
        return None
    told = (*named, value.get("msg"), value.get("message"))
    parts = [text for item in told for text in _texts(item)]
    if parts:
        return ": ".join(dict.fromkeys(parts))
    return "error without a text" if any(named) else None


def is_failure(answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer calls itself failed by its `status` or `success`."""
    status = answer.get("status")
    word = normal_word(status) if isinstance(status, str) else ""
    return word in FAILURE_WORDS or status is False or answer.get("success") is False


def _texts(item: object) -> Iterator[str]:
    """Every text inside an error value: plain, listed, or in an object by field."""
    if isinstance(item, str):
        yield from filter(None, [item.strip()])
    elif isinstance(item, Mapping):
        for inner in item.values():
            yield from _texts(inner)
    elif isinstance(item, list):
        for inner in item:
            yield from _texts(inner)
    elif isinstance(item, int) and not isinstance(item, bool) and item:
        yield str(item)
