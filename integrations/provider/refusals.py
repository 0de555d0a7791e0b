"""Error texts of panels: found in every shape that panels use, and sorted into classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.provider import Refusal
from integrations.provider.fields import normal_word
from integrations.provider.phrases import PHRASES

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

FAILURE_WORDS: Final = frozenset({"error", "fail", "failed", "failure", "false"})
_ERROR_NAMES: Final = frozenset({"error", "errors", "error_message", "errormessage"})
MAX_TEXT: Final = 4000
"""Characters of an error text that are looked at."""

CODES: Final[Mapping[int, Refusal]] = {401: Refusal.AUTH, 402: Refusal.FUNDS}
"""What an HTTP status says beside an error text of no known class."""
ALL_CODES: Final[Mapping[int, Refusal]] = {
    **CODES,
    400: Refusal.DATA,
    403: Refusal.AUTH,
    404: Refusal.SERVICE,
}
"""The same of an `add` at a panel that is known to answer by HTTP status."""

_PATTERNS: Final = tuple((refusal, re.compile("|".join(found))) for refusal, found in PHRASES)


def classify_refusal(text: str) -> Refusal:
    """Sort an error text by the first phrase found in it, in the order of the table."""
    lowered = " ".join(text[:MAX_TEXT].lower().split())
    for refusal, pattern in _PATTERNS:
        if pattern.search(lowered):
            return refusal
    return Refusal.UNKNOWN


def refusal_of(text: str, http_status: int, codes: Mapping[int, Refusal] = CODES) -> Refusal:
    """Sort by the text; a text of no known class by the HTTP status beside it."""
    refusal = classify_refusal(text)
    return codes.get(http_status, refusal) if refusal is Refusal.UNKNOWN else refusal


def error_text(value: object, *, failed: bool = False) -> str | None:
    """Find the error that an answer names, in any of the shapes in use; None when it names none.

    `{"error": text | {code, message} | [...]}`, `{"errors": [...] | {...}}`, and a `msg`,
    `message` or `detail` beside a status of "error" or "fail" (or success false), or in an answer
    that `failed` by its HTTP status.
    """
    if not isinstance(value, Mapping):
        return None
    named = [text for name, text in value.items() if name.lower() in _ERROR_NAMES]
    if not any(named) and not failed and not is_failure(value):
        return None
    told = (*named, value.get("msg"), value.get("message"), value.get("detail"))
    parts = [text for item in told for text in _texts(item)]
    if parts:
        return ": ".join(dict.fromkeys(parts))
    return "error without a text" if any(named) else None


def is_failure(answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer calls itself failed by its `status` or `success`."""
    told = (answer.get("status"), answer.get("result"))
    words = {normal_word(word) for word in told if isinstance(word, str)}
    denied = answer.get("status") is False or answer.get("success") is False
    return denied or bool(words & FAILURE_WORDS)


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
