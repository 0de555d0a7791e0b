"""What became of an `add`, judged from its answer: an allow-list, all else is unconfirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.ids import UpstreamId
from domain.provider import Accepted, AddOutcome, Refusal, Refused, Throttled, Unconfirmed
from integrations.provider.answers import Answer
from integrations.provider.decoding import UnreadableError, decode
from integrations.provider.fields import first_of, upstream_id
from integrations.provider.naming import ORDER, by_name
from integrations.provider.refusals import (
    ALL_CODES,
    CODES,
    DEFINITE,
    error_text,
    is_failure,
    is_placed,
    refusal_of,
)
from integrations.provider.texts import Redact

TOO_MANY: Final = 429
DEFAULT_RETRY_S: Final = 30.0
"""How long to wait, in seconds, where a 429 does not say."""

_ID_NAMES: Final = (*ORDER, "id")
_WRAPPERS: Final = ("data", "result", "response")
_NO_NUMBER: Final = frozenset({"", "0", "null", "none", "false", "undefined"})


def classify_add(answer: Answer, redact: Redact, *, http_errors: bool = False) -> AddOutcome:
    """Judge the answer to an `add`.

    Accepted: 2xx, a JSON object with a usable order id (also inside `data`, where `order` or the
    like names it) and no error. Throttled: HTTP 429, or an error text that says so. Refused: 2xx
    or 4xx, and an error text of a definite class, or in unknown words beside a 401 or 402 (at a
    panel that means its statuses, `http_errors`, also 400, 403 or 404). Whatever else was seen is
    Unconfirmed.
    """
    try:
        body = decode(answer.body)
    except UnreadableError as error:
        return _without_body(answer, str(error))
    if not isinstance(body, Mapping):
        return _without_body(answer, f"JSON {type(body).__name__} instead of an object")
    return _from_object(_Seen(answer, body, ALL_CODES if http_errors else CODES), redact)


def _without_body(answer: Answer, seen: str) -> AddOutcome:
    if answer.http_status == TOO_MANY:
        return _throttled(answer)
    return Unconfirmed(f"HTTP {answer.http_status}: {seen}")


@dataclass(frozen=True, slots=True)
class _Seen:
    answer: Answer
    body: Mapping[str, Any]
    codes: Mapping[int, Refusal]


def _from_object(seen: _Seen, redact: Redact) -> AddOutcome:
    answer, body = seen.answer, seen.body
    has_id, order = _order_id(body)
    error = error_text(body, failed=answer.is_client_error) or error_text(_inner(body))
    if answer.http_status == TOO_MANY and not has_id:
        return _throttled(answer)
    if error is not None:
        return _from_error(seen, error, has_id=has_id, redact=redact)
    if answer.is_success and order is not None and not is_failure(body):
        return Accepted(order)
    unclear = "an unusable order id" if has_id and order is None else "no clear answer"
    return Unconfirmed(f"HTTP {answer.http_status}: {unclear}")


def _from_error(seen: _Seen, error: str, *, has_id: bool, redact: Redact) -> AddOutcome:
    answer = seen.answer
    refusal = refusal_of(error, answer.http_status, seen.codes)
    surely = refusal in DEFINITE and not has_id and not is_placed(error)
    if surely and (answer.is_success or answer.is_client_error):
        return Refused(refusal, redact(error))
    if refusal is Refusal.RATE and not has_id and (answer.is_success or answer.is_client_error):
        return _throttled(answer)
    beside = " beside an order id" if has_id else ""
    return Unconfirmed(redact(f"HTTP {answer.http_status}: error{beside}: {error}"))


def _order_id(body: Mapping[str, Any]) -> tuple[bool, UpstreamId | None]:
    """Whether an order id is named at all, and the id if it is usable."""
    inner = _inner(body)
    told = _values(body, _ID_NAMES) or _values(inner, ORDER)
    has_id = any(map(_is_told, [*told, *_values(inner, _ID_NAMES)]))
    return has_id, upstream_id(told[0]) if told else None


def _values(body: Mapping[str, Any], names: Sequence[str]) -> list[object]:
    fields = by_name(body)
    return [fields[name] for name in names if name in fields]


def _is_told(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NO_NUMBER
    return bool(value)


def _inner(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands inside an envelope, or an empty object."""
    wrapped = first_of(body, *_WRAPPERS)
    return wrapped if isinstance(wrapped, Mapping) else {}


def _throttled(answer: Answer) -> Throttled:
    return Throttled(DEFAULT_RETRY_S if answer.retry_after_s is None else answer.retry_after_s)
