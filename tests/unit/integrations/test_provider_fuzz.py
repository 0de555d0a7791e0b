"""Damaged and invented answers: whatever a provider sends, only typed results come out."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    Accepted,
    Balance,
    NotSent,
    Refused,
    StatusRefused,
    Throttled,
    Unconfirmed,
    UpstreamStatus,
)
from integrations.provider.answers import Answer, retry_after_s
from integrations.provider.balances import read_balance
from integrations.provider.catalogue import read_services
from integrations.provider.decoding import UnreadableError, decode
from integrations.provider.fields import LARGEST
from integrations.provider.outcomes import classify_add
from integrations.provider.refusals import DEFINITE, error_text
from integrations.provider.statuses import read_statuses
from integrations.provider.texts import TEXT_LIMIT, redactor

WIRE = Path(__file__).parents[2] / "fixtures" / "wire"
BODIES = [path.read_bytes() for path in sorted(WIRE.rglob("*.txt"))]
KEY = "k3y-9f8e7d6c5b4a-secret"
REDACT = redactor(KEY)
ASKED = [UpstreamId(ident) for ident in ("1", "10", "100", "23501", "K7M2X9", "77")]
PIECES = [b",", b"]", b"}", b"{", b'"', b"null", b"NaN", b"-", b"1e999", b"\x00", b"\xff", b"<b>"]
NAMES = ["order", "status", "error", "errors", "data", "1", "10", "service", "name", "rate", "min"]
NAMES += ["max", "balance", "currency", "remains", "charge", "message", "id"]

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals().map(str)
    | st.text(max_size=20)
    | st.sampled_from([KEY, "Completed", "error", "Incorrect link", "1", "23501", "+12"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real body with pieces cut out, doubled or put in."""
    body = draw(st.sampled_from(BODIES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 30)))
        piece = draw(st.sampled_from([*PIECES, body[start:end] * 2]) | st.binary(max_size=4))
        body = body[:start] + piece + body[end:]
    return body


bodies = damaged() | values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60)


@settings(max_examples=400)
@given(body=bodies, http_status=st.sampled_from([200, 201, 302, 400, 402, 429, 500, 503]))
def test_an_order_has_one_of_the_outcomes(body: bytes, http_status: int) -> None:
    outcome = classify_add(Answer(http_status, body), REDACT)

    match outcome:
        case Accepted(upstream_id=ident):
            assert http_status in {200, 201}
            assert ident.isascii()
            assert 0 < len(ident) <= 64
        case Refused(refusal=refusal, text=text):
            assert http_status < 500
            assert refusal in DEFINITE
            assert_presentable(text)
        case Unconfirmed(cause=cause):
            assert_presentable(cause)
        case Throttled():
            assert http_status == 429
        case NotSent():
            pytest.fail("an answer proves that the request was sent")


@settings(max_examples=400)
@given(body=bodies)
def test_an_order_whose_answer_names_an_id_is_never_refused(body: bytes) -> None:
    try:
        value = decode(body)
    except UnreadableError:
        return
    if isinstance(value, dict) and value.get("order"):
        outcome = classify_add(Answer(200, body), REDACT)

        assert isinstance(outcome, Accepted | Unconfirmed)


@settings(max_examples=400)
@given(body=bodies)
def test_statuses_speak_only_of_the_asked(body: bytes) -> None:
    value = decoded(body)
    answers = read_statuses(value, ASKED, REDACT)

    assert set(answers) <= set(ASKED)
    for answer in answers.values():
        if isinstance(answer, StatusRefused):
            assert_presentable(answer.text)
        else:
            assert_typed(answer)


@settings(max_examples=400)
@given(body=bodies)
def test_catalogues_and_balances_are_typed_or_unreadable(body: bytes) -> None:
    value = decoded(body)
    error_text(value)
    with suppress(UnreadableError):
        for service in read_services(value).services:
            assert 0 <= service.rate <= LARGEST
            assert isinstance(service.min, int)
            assert service.name
            service.name.encode()
    with suppress(UnreadableError):
        assert isinstance(read_balance(value), Balance)


@given(
    headers=st.dictionaries(
        st.sampled_from(["retry-after", "date"]),
        st.text(max_size=30) | st.just("Sun, 06 Nov 1994 08:49:37 GMT"),
    )
)
def test_any_retry_after_is_a_bounded_pause_or_none(headers: dict[str, str]) -> None:
    pause_s = retry_after_s(headers)

    assert pause_s is None or 0 <= pause_s <= 3600


def decoded(body: bytes) -> Any:
    try:
        return decode(body)
    except UnreadableError:
        return None


def assert_presentable(text: str) -> None:
    assert len(text) <= TEXT_LIMIT
    assert KEY not in text
    assert text.isprintable() or not any(ord(char) < 32 for char in text)
    text.encode()


def assert_typed(answer: UpstreamStatus) -> None:
    assert answer.status is None or isinstance(answer.status, OrderStatus)
    assert answer.charge is None or isinstance(answer.charge, Decimal)
    for count in (answer.start_count, answer.remains):
        assert count is None or abs(count) <= LARGEST
    assert_presentable(answer.word)
