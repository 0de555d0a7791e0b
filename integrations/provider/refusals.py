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

FAILURE_WORDS: Final = frozenset({"error", "fail", "failed", "failure", "false", "0"})
_ERROR_NAMES: Final = frozenset(
    {"error", "errors", "err", "error_message", "errormessage", "error_msg", "errormsg", "errmsg"}
)
_BESIDE: Final = ("msg", "message", "detail", "reason", "description")
"""Where an answer that failed has its words."""
_NO_ERROR: Final = frozenset({"0", "false", "null", "none", "no"})
"""What panels write under `error` when there is none."""
_DENIALS: Final = frozenset({"0", "false", "no"})
_SPEAKING: Final = _ERROR_NAMES | frozenset(_BESIDE)
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

_PLACED: Final = re.compile(
    r"(?<!no )\border(?: id)?(?: [#:]?\d+)?(?: (?:is|was|has been|successfully))* "
    r"(?:placed|created|accepted|added|saved|received)\b"
)


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
    `message` or the like beside a status of "error" or "fail" (or success false), or in an answer
    that `failed` by its HTTP status.
    """
    if not isinstance(value, Mapping):
        return None
    named = [
        text
        for name, text in value.items()
        if name.lower() in _ERROR_NAMES and not _is_no_error(text)
    ]
    if not any(named) and not failed and not is_failure(value):
        return None
    told = (*named, *(value.get(name) for name in _BESIDE), *_in_data(value))
    parts = [text for item in told for text in _texts(item)]
    if parts:
        return ": ".join(dict.fromkeys(parts))
    return "error without a text" if any(named) else None


def is_failure(answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer calls itself failed by its `status`, `result` or `success`."""
    told = (answer.get("status"), answer.get("result"))
    return is_denied(answer) or any(_word(one) in FAILURE_WORDS for one in told)


def is_denied(answer: Mapping[str, Any]) -> bool:
    """Tell whether an answer says of itself that it is no success."""
    return any(_word(answer.get(name)) in _DENIALS for name in ("success", "ok"))


def _word(value: object) -> str:
    return normal_word(str(value)) if isinstance(value, str | int) else ""


def _is_no_error(value: object) -> bool:
    return isinstance(value, str) and normal_word(value) in _NO_ERROR


def _in_data(answer: Mapping[str, Any]) -> Iterator[object]:
    """What failed answers of some panels say inside `data`, for want of another place."""
    data = answer.get("data")
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from (text for name, text in data.items() if name.lower() in _SPEAKING)


def is_placed(text: str) -> bool:
    """Tell whether an error's text speaks of an order that exists for all that."""
    return _PLACED.search(" ".join(text[:MAX_TEXT].lower().split())) is not None


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
