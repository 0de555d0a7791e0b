"""Answers to `refill` and `cancel` in all their shapes: taken, declined, or nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.ids import UpstreamId
from domain.provider import (
    AskAnswers,
    AskOutcome,
    Decline,
    Declined,
    Refusal,
    Refused,
    Taken,
    Throttled,
    Unconfirmed,
)
from integrations.provider.answers import Answer
from integrations.provider.decoding import UnreadableError, decode
from integrations.provider.entries import entries_of
from integrations.provider.fields import first_of, normal_word, upstream_id
from integrations.provider.naming import ORDER, asked_id, named
from integrations.provider.outcomes import DEFAULT_RETRY_S, TOO_MANY
from integrations.provider.refusals import (
    error_text,
    is_failure,
    refusal_of,
)
from integrations.provider.texts import Redact

REFILL: Final = "refill"
CANCEL: Final = "cancel"

_YES: Final = frozenset({"1", "true", "yes", "ok", "success", "requested", "accepted", "done"})
_DONE: Final = frozenset({"success", "done"})
"""Said of a cancel in an object of its own: it has happened. Elsewhere a yes is a promise."""
_CLIENT_ERROR: Final = 4
"""The class of HTTP statuses whose words are errors, whatever they are called."""
_NO: Final = frozenset({"0", "false", "no"})
_REJECTED: Final = frozenset(
    {"rejected", "declined", "denied", "refused", "failed", "fail", "failure", "error"}
)
"""An explicit no for an order, where it stands in the place of the answer to the request."""
_NUMBER: Final = ("refill_id", "refillid", "refillId")
_LATER: Final = frozenset({Refusal.AUTH, Refusal.FUNDS})
_MEANINGLESS: Final = frozenset({Refusal.REQUEST, Refusal.DATA})
_ASKED_BEFORE: Final = ("already requested", "cancel already", "refill task", "refill already")
_DECLINES: Final[tuple[tuple[Decline, tuple[str, ...]], ...]] = (
    (Decline.TOO_EARLY, ("not completed", "less than 24", "too early", "not yet")),
    (
        Decline.TOO_LATE,
        ("days are over", "expired", "cannot be cancel", "cannot cancel", "too late"),
    ),
    (
        Decline.NOT_OFFERED,
        ("disabled", "not available", "not eligible", "not support", "not allowed"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked: the action, and how its provider's texts are made safe."""

    action: str
    redact: Redact
    http_status: int = 200


def read_asks(
    answer: Answer, asked: Sequence[UpstreamId], *, action: str, redact: Redact
) -> AskAnswers:
    """Judge the answer to a `refill` or `cancel` of these orders; every one has an outcome.

    Taken: 2xx and a clear yes for the order. Declined or Refused: 2xx or 4xx and an error text.
    Throttled: HTTP 429. Whatever else was seen is Unconfirmed.
    """
    outcome = _of_status(answer)
    if outcome is not None:
        return dict.fromkeys(asked, outcome)
    try:
        value = decode(answer.body)
    except UnreadableError as error:
        return dict.fromkeys(asked, Unconfirmed(f"HTTP {answer.http_status}: {error}"))
    judge = _judge(_Asked(action, redact, answer.http_status), answer)
    found = entries_of(value, asked, names=ORDER)
    if not found:
        # An error without an id is an answer for all that were asked.
        text = error_text(value, failed=answer.is_client_error)
        return dict.fromkeys(asked, judge({"error": text}) if text else _unclear(answer))
    return {ident: judge(found[ident]) if ident in found else _left_out() for ident in asked}


def is_misheard(answer: Answer) -> bool:
    """Tell whether the request itself was refused as meaningless: then nothing was done."""
    if not (answer.is_success or answer.is_client_error):
        return False
    try:
        text = error_text(decode(answer.body), failed=answer.is_client_error)
    except UnreadableError:
        return False
    return text is not None and refusal_of(text, answer.http_status) in _MEANINGLESS


def is_listed(answer: Answer, asked: Sequence[UpstreamId]) -> bool:
    """Tell whether an answer is a list that names the asked orders: the form for many."""
    if not answer.is_success:
        return False
    try:
        value = decode(answer.body)
    except UnreadableError:
        return False
    found = [
        asked_id(named(entry, ORDER), asked)
        for entry in (value if isinstance(value, list) else [])
        if isinstance(entry, Mapping)
    ]
    return bool(found) and set(found) == set(asked)


def _of_status(answer: Answer) -> AskOutcome | None:
    if answer.http_status == TOO_MANY:
        wait_s = DEFAULT_RETRY_S if answer.retry_after_s is None else answer.retry_after_s
        return Throttled(wait_s)
    if not (answer.is_success or answer.is_client_error):
        return Unconfirmed(f"HTTP {answer.http_status}")
    return None


def _judge(asked: _Asked, answer: Answer) -> Callable[[object], AskOutcome]:
    def judge(entry: object) -> AskOutcome:
        outcome = _of_entry(entry, asked)
        if outcome is None or (isinstance(outcome, Taken) and not answer.is_success):
            return _unclear(answer)
        return outcome

    return judge


def _of_entry(entry: object, asked: _Asked) -> AskOutcome | None:
    if not isinstance(entry, Mapping):
        return _of_value(entry, asked)
    told = entry.get(asked.action)
    error = error_text(entry, failed=asked.http_status // 100 == _CLIENT_ERROR)
    if error is not None:
        # An error beside a number that may be a refill's: nobody knows which of them is true.
        return None if upstream_id(told) else _of_error(error, asked)
    outcome = _of_told(told, entry, asked)
    # A yes inside an answer that calls itself failed: nobody knows which of them is true.
    return None if isinstance(outcome, Taken) and is_failure(entry) else outcome


def _of_told(told: object, entry: Mapping[str, Any], asked: _Asked) -> AskOutcome | None:
    """Judge what stands under the name of the action, where nothing speaks of an error."""
    if isinstance(told, Mapping):
        outcome = _of_object(told, asked) or _told_no(told, asked)
        done = _is_cancel(asked) and normal_word(str(told.get("status"))) in _DONE
        return Taken(at_once=True) if done and isinstance(outcome, Taken) else outcome
    if told is not None:
        outcome = _of_value(told, asked)
        return outcome or (Taken() if _is_yes(entry) else None)
    return _of_object(entry, asked)


def _of_object(told: Mapping[str, Any], asked: _Asked) -> AskOutcome | None:
    error = error_text(told)
    if error is not None:
        return _of_error(error, asked)
    number = _refill_id(first_of(told, *_NUMBER), asked)
    return Taken(number) if number or _is_yes(told) else None


def _told_no(told: Mapping[str, Any], asked: _Asked) -> AskOutcome | None:
    """An order's own answer that says no in one word, without a reason."""
    word = first_of(told, "status", "result")
    return _of_value(word, asked) if normal_word(str(word)) in _REJECTED else None


def _of_value(value: object, asked: _Asked) -> AskOutcome | None:
    """Read a bare value: a refill's number, a yes or no, or an error in plain words."""
    text = str(value) if isinstance(value, str | int) else ""
    word = "" if text.lstrip().startswith("-") else normal_word(text)
    refill_id = _refill_id(value, asked)
    if word in _NO:
        return Declined(Decline.OTHER, f"{asked.action}: {word}") if _is_cancel(asked) else None
    if word in _REJECTED:
        return Declined(Decline.OTHER, f"{asked.action}: {word}")
    if word in _YES and (refill_id is None or not word.isdigit()):
        return Taken()
    if refill_id is not None and not word.isalpha():
        return Taken(refill_id)
    return _of_error(word, asked) if " " in word else None


def _of_error(text: str, asked: _Asked) -> AskOutcome:
    refusal, seen = refusal_of(text, asked.http_status), asked.redact(text)
    lowered = text.lower()
    if refusal in _LATER:
        return Refused(refusal, seen)
    if refusal is Refusal.RATE:
        return Throttled(DEFAULT_RETRY_S)
    if any(phrase in lowered for phrase in _ASKED_BEFORE):
        return Taken()
    return Declined(_decline(refusal, lowered), seen)


def _decline(refusal: Refusal, lowered: str) -> Decline:
    if refusal is Refusal.REQUEST:
        return Decline.NOT_OFFERED
    for why, phrases in _DECLINES:
        if any(phrase in lowered for phrase in phrases):
            return why
    return Decline.OTHER


def _refill_id(value: object, asked: _Asked) -> UpstreamId | None:
    return None if _is_cancel(asked) else upstream_id(value)


def _is_cancel(asked: _Asked) -> bool:
    return asked.action == CANCEL


def _is_yes(told: Mapping[str, Any]) -> bool:
    if is_failure(told):
        return False
    if isinstance(told.get("success"), str) and told["success"].strip():
        return True
    words = (told.get("status"), told.get("success"), told.get("ok"), told.get("result"))
    return any(
        normal_word(str(word)) in _YES for word in words if isinstance(word, str | int | bool)
    )


def _left_out() -> Unconfirmed:
    return Unconfirmed("the answer leaves this order out")


def _unclear(answer: Answer) -> Unconfirmed:
    return Unconfirmed(f"HTTP {answer.http_status}: no clear answer")
