"""The `status` answer for one id or many, in all its shapes; the unanswered stays missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import StatusAnswers, StatusRefused, UpstreamStatus
from integrations.provider.fields import (
    currency,
    decimal,
    first_of,
    integer,
    normal_word,
    upstream_id,
)
from integrations.provider.naming import ORDER, asked_id, contradicts, named
from integrations.provider.refusals import classify_refusal, error_text, is_denied
from integrations.provider.texts import Redact

WORDS: Final[Mapping[str, OrderStatus]] = {
    "pending": OrderStatus.PENDING,
    "awaiting": OrderStatus.PENDING,
    "queued": OrderStatus.PENDING,
    "submitted": OrderStatus.PENDING,
    "processing": OrderStatus.PROCESSING,
    "preparing": OrderStatus.PROCESSING,
    "in progress": OrderStatus.IN_PROGRESS,
    "inprogress": OrderStatus.IN_PROGRESS,
    "active": OrderStatus.IN_PROGRESS,
    "started": OrderStatus.IN_PROGRESS,
    "running": OrderStatus.IN_PROGRESS,
    "completed": OrderStatus.COMPLETED,
    "complete": OrderStatus.COMPLETED,
    "done": OrderStatus.COMPLETED,
    "partial": OrderStatus.PARTIAL,
    "partially completed": OrderStatus.PARTIAL,
    "canceled": OrderStatus.CANCELED,
    "cancelled": OrderStatus.CANCELED,
    "refunded": OrderStatus.CANCELED,
}
"""Words of sure meaning. Paused, Fail, Error, Rejected and unknown ones are left to a person."""

MAX_POSTS: Final = 10_000
"""No subscription or drip-feed makes more orders than this."""

_WRAPPERS: Final = ("data", "orders", "statuses", "result", "results", "order")
_ANY_ID: Final = (*ORDER, "id")
_WORD_NAMES: Final = ("order_status", "status")
_Found = UpstreamStatus | StatusRefused
_Entries = dict[UpstreamId, object]


def read_statuses(value: object, asked: Sequence[UpstreamId], redact: Redact) -> StatusAnswers:
    """Pick the asked ids out of an answer; unasked ids are ignored, unanswered ones missing."""
    if isinstance(value, list):
        found = _from_list(value, asked)
    elif isinstance(value, Mapping):
        found = _from_object(value, asked)
    else:
        found = {}
    answers = {ident: _one(entry, redact) for ident, entry in found.items()}
    return {ident: answer for ident, answer in answers.items() if answer is not None}


def names_any(value: object, asked: Sequence[UpstreamId]) -> bool:
    """Tell whether an answer is keyed by at least one of the asked ids."""
    return isinstance(value, Mapping) and any(ident in value for ident in asked)


def _from_object(value: Mapping[str, Any], asked: Sequence[UpstreamId]) -> _Entries:
    if names_any(value, asked):
        return {
            ident: value[ident]
            for ident in asked
            if ident in value and not contradicts(value[ident], ident)
        }
    if _is_status(value):
        return _bare(value, asked)
    wrapped = next(filter(_is_nested, map(value.get, _WRAPPERS)), None)
    if isinstance(wrapped, list):
        return _from_list(wrapped, asked)
    return _from_object(wrapped, asked) if isinstance(wrapped, Mapping) else {}


def _bare(value: Mapping[str, Any], asked: Sequence[UpstreamId]) -> _Entries:
    """One status object: the answer for its own id, or, naming none, for the only one asked."""
    text = named(value, ORDER)
    if text is None:
        return {asked[0]: value} if len(asked) == 1 else {}
    ident = asked_id(text, asked)
    return {} if ident is None else {ident: value}


def _from_list(entries: list[Any], asked: Sequence[UpstreamId]) -> _Entries:
    """Objects that name their order; when none does, one object per asked id, in that order."""
    if len(entries) == 1 and isinstance(entries[0], Mapping):
        return _bare(entries[0], asked)
    told = [
        (named(entry, _ANY_ID) if isinstance(entry, Mapping) else None, entry) for entry in entries
    ]
    if all(text is None for text, _ in told):
        return dict(zip(asked, entries, strict=True)) if len(entries) == len(asked) else {}
    found: _Entries = {}
    for text, entry in told:
        ident = asked_id(text, asked)
        if ident is not None:
            # Two different answers for one order are no answer.
            found[ident] = entry if found.get(ident, entry) == entry else None
    return found


def _is_status(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is one order's status, not an envelope that says "success".

    What a parent order made may stand inside it as objects: its own word is what counts.
    """
    word = first_of(value, *_WORD_NAMES)
    if not isinstance(word, str):
        return False
    return normal_word(word) in WORDS or not any(map(_is_nested, map(value.get, _WRAPPERS)))


def _is_nested(value: object) -> bool:
    """Tell whether answers are inside; a list of numbers is what a parent order made."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def _one(entry: object, redact: Redact) -> _Found | None:
    error = entry if isinstance(entry, str) else error_text(entry)
    if error:
        return StatusRefused(classify_refusal(error), redact(error))
    if not isinstance(entry, Mapping) or is_denied(entry):
        return None
    word = first_of(entry, *_WORD_NAMES)
    if isinstance(word, Mapping):  # the whole answer, or an error, in place of the word
        return _one(word, redact)
    return _status(entry, redact) if word is not None else None


def _status(entry: Mapping[str, Any], redact: Redact) -> UpstreamStatus:
    word = first_of(entry, *_WORD_NAMES)
    text = word if isinstance(word, str) else ""
    return UpstreamStatus(
        word=redact(text),
        status=WORDS.get(normal_word(text)),
        charge=decimal(entry.get("charge")),
        start_count=integer(first_of(entry, "start_count", "start_counter", "count_start")),
        remains=integer(first_of(entry, "remains", "count_remain")),
        currency=currency(entry.get("currency")),
        posts=_posts(entry.get("orders")),
        runs=_runs(entry.get("runs")),
    )


def _runs(value: object) -> int | None:
    runs = integer(value)
    return runs if runs is not None and 0 <= runs <= MAX_POSTS else None


def _posts(value: object) -> tuple[UpstreamId, ...]:
    """Read the orders that a parent made; odd entries are left out, each counts once."""
    listed = value[:MAX_POSTS] if isinstance(value, list) else []
    found = (
        upstream_id(named(entry, _ANY_ID) if isinstance(entry, Mapping) else entry)
        for entry in listed
    )
    return tuple(dict.fromkeys(ident for ident in found if ident is not None))
