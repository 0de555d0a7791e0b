"""Answers to refill, cancel and refill_status: every shape in use, and damage of every kind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    AskOutcome,
    Decline,
    Declined,
    RefillStatus,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.answers import Answer
from integrations.provider.asks import CANCEL, REFILL, read_asks
from integrations.provider.refills import read_refills
from integrations.provider.statuses import read_statuses
from tests.unit.integrations.test_provider_fuzz import (
    ASKED,
    REDACT,
    assert_presentable,
    bodies,
    decoded,
)

ONE = [UpstreamId("23501")]
TWO = [UpstreamId("23501"), UpstreamId("10")]


def asked(
    action: str, body: object, ids: list[UpstreamId] = ONE, http_status: int = 200
) -> list[AskOutcome]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answers = read_asks(Answer(http_status, raw), ids, action=action, redact=REDACT)
    assert list(answers) == ids, "every order has its outcome"
    return list(answers.values())


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ({"refill": "1"}, "1"),
        ({"refill": 7}, "7"),
        ({"refill": "R88421"}, "R88421"),
        ({"success": "Your order will be refill asap", "refill": 12345}, "12345"),
        ([{"order": 23501, "refill": 3}], "3"),
        ([{"refill": 3}], "3"),
        ({"status": "success", "refill_id": 9}, "9"),
        ({"data": {"refill": 5}}, "5"),
        ({"refill": {"status": "success", "refill_id": 9}}, "9"),
        ({"refill_id": 4}, "4"),
        ([{"id": 23501, "refill": 8}], "8"),
        ({"status": "success", "refill": 0}, None),
        ({"status": "success"}, None),
        ({"success": "ok"}, None),
        ({"refill": {"status": "success"}}, None),
        ({"refill": True}, None),
        ({"error": "The refill task is not completed for this order"}, None),
    ],
)
def test_a_refill_that_was_taken(body: object, number: str | None) -> None:
    assert asked(REFILL, body) == [Taken(None if number is None else UpstreamId(number))]


@pytest.mark.parametrize(
    "body",
    [
        [{"order": 23501, "cancel": 1}],
        [{"order": "23501", "cancel": "1"}],
        {"order": 23501, "cancel": {"status": "requested"}},
        {"23501": {"cancel": "requested"}},
        {"23501": "requested"},
        {"status": "success"},
        {"ok": "true"},
        {"cancel": True},
        {"cancel": 1},
        {"success": "Cancellation requested"},
        {"error": "Cancel already requested"},
    ],
)
def test_a_cancel_that_was_taken_is_only_a_promise(body: object) -> None:
    assert asked(CANCEL, body) == [Taken()]


def test_a_cancel_with_a_success_of_its_own_shows_in_the_status_at_once() -> None:
    body = {"order": 23501, "cancel": {"status": "success"}}
    assert asked(CANCEL, body) == [Taken(at_once=True)]


@pytest.mark.parametrize(
    ("action", "text", "why"),
    [
        (REFILL, "Refill is disabled for this service", Decline.NOT_OFFERED),
        (REFILL, "Order not eligible for refill.", Decline.NOT_OFFERED),
        (REFILL, "The order is not completed", Decline.TOO_EARLY),
        (
            REFILL,
            "The order was completed or refill was requested less than 24 hours ago",
            Decline.TOO_EARLY,
        ),
        (REFILL, "Refill days are over", Decline.TOO_LATE),
        (REFILL, "Incorrect order ID", Decline.OTHER),
        (REFILL, "Incorrect request", Decline.NOT_OFFERED),
        (REFILL, "something unheard of", Decline.OTHER),
        (CANCEL, "This order cannot be canceled", Decline.TOO_LATE),
        (CANCEL, "Cannot cancel", Decline.TOO_LATE),
        (CANCEL, "Cancel is not available", Decline.NOT_OFFERED),
        (CANCEL, "This action is Invalid", Decline.NOT_OFFERED),
    ],
)
def test_an_explicit_no_names_its_reason_in_every_shape(
    action: str, text: str, why: Decline
) -> None:
    shapes: list[Any] = [
        {"error": text},
        {action: {"error": text}},
        [{"order": 23501, action: {"error": text}}],
        {"23501": {"error": text}},
        {"status": "error", "msg": text},
        {"errors": [text]},
    ]
    for shape in shapes:
        [outcome] = asked(action, shape)
        assert isinstance(outcome, Declined), shape
        assert outcome.why is why
    [outcome] = asked(action, {"error": text}, http_status=400)
    assert isinstance(outcome, Declined)


@pytest.mark.parametrize("word", ["rejected", "Declined", "FAILED", "error"])
def test_a_no_in_one_word_is_a_no(word: str) -> None:
    shapes: list[Any] = [
        {"order": 23501, "cancel": {"status": word}},
        {"order": 23501, "cancel": word},
        {"23501": {"cancel": word}},
        [{"order": 23501, "cancel": {"status": word}}],
    ]
    for shape in shapes:
        [outcome] = asked(CANCEL, shape)
        assert outcome == Declined(Decline.OTHER, f"cancel: {word.lower()}"), shape
    [envelope] = asked(CANCEL, {"status": word})
    assert isinstance(envelope, Unconfirmed), "of the whole answer nobody knows what it means"


def test_what_is_not_about_the_order_may_be_asked_again() -> None:
    [key] = asked(REFILL, {"error": "Invalid API key"})
    [funds] = asked(CANCEL, {"error": "Not enough funds on balance"}, http_status=402)
    [rate] = asked(CANCEL, {"error": "Too many requests"})
    read = read_asks(Answer(429, b"", 9.0), ONE, action=REFILL, redact=REDACT)

    assert isinstance(key, Refused)
    assert key.refusal is Refusal.AUTH
    assert isinstance(funds, Refused)
    assert isinstance(rate, Throttled)
    assert read == {ONE[0]: Throttled(9.0)}


@pytest.mark.parametrize(
    ("body", "http_status"),
    [
        (b"", 200),
        (b"<html>", 200),
        (b"null", 200),
        (b"[]", 200),
        (b"{}", 200),
        (b'{"refill": 0}', 200),
        (b'{"refill": ""}', 200),
        (b'{"refill": null}', 200),
        (b'{"refill": 5, "error": "Incorrect order ID"}', 200),
        (b'{"refill": 5}', 500),
        (b'{"refill": 5}', 302),
        (b'{"refill": 5}', 404),
        (b'{"error": "Internal"}', 500),
        (b'[{"order": 99, "refill": 5}]', 200),
    ],
)
def test_whatever_is_not_clear_is_unconfirmed(body: bytes, http_status: int) -> None:
    [outcome] = asked(REFILL, body, http_status=http_status)

    assert isinstance(outcome, Unconfirmed)


def test_many_orders_have_each_their_own_outcome() -> None:
    mixed = asked(REFILL, [{"order": 10, "refill": 4}], TWO)
    refused = asked(CANCEL, {"error": "Incorrect request"}, TWO)
    bare = asked(CANCEL, {"status": "success"}, TWO)

    assert isinstance(mixed[0], Unconfirmed)
    assert mixed[1] == Taken(UpstreamId("4"))
    assert all(isinstance(one, Declined) for one in refused)
    assert all(isinstance(one, Unconfirmed) for one in bare), "nobody knows of whom it speaks"


@settings(max_examples=400)
@given(body=bodies)
def test_no_answer_to_a_request_escapes_its_types(body: bytes) -> None:
    for action in (REFILL, CANCEL):
        for http_status in (200, 400, 429, 500):
            answers = read_asks(Answer(http_status, body), ASKED, action=action, redact=REDACT)
            assert set(answers) == set(ASKED)
            for outcome in answers.values():
                _assert_sound(outcome, http_status)


def _assert_sound(outcome: AskOutcome, http_status: int) -> None:
    match outcome:
        case Taken(number):
            assert http_status in {200, 400}
            assert number is None or (number.isascii() and 0 < len(number) <= 64)
        case Declined(_, text) | Refused(_, text):
            assert http_status in {200, 400}
            assert_presentable(text)
        case Unconfirmed(cause):
            assert_presentable(cause)
        case Throttled():
            pass
        case _:
            pytest.fail("an answer proves that the request was sent")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"status": "Completed"}, RefillStatus.COMPLETED),
        ({"status": "In progress"}, RefillStatus.IN_PROGRESS),
        ({"status": "in_progress"}, RefillStatus.IN_PROGRESS),
        ({"status": "pending"}, RefillStatus.PENDING),
        ({"status": "Rejected"}, RefillStatus.REJECTED),
        ({"status": "Error"}, RefillStatus.REJECTED),
        ({"status": "Canceled"}, RefillStatus.REJECTED),
        ([{"refill": 1, "status": "Completed"}], RefillStatus.COMPLETED),
        ({"1": {"status": "Completed"}}, RefillStatus.COMPLETED),
        ({"1": "Completed"}, RefillStatus.COMPLETED),
        ({"refill": {"status": "Completed"}}, RefillStatus.COMPLETED),
        ({"status": "success", "refill_status": "Completed"}, RefillStatus.COMPLETED),
        ([{"id": 1, "status": "Completed"}], RefillStatus.COMPLETED),
        ({"status": "Gone fishing"}, None),
    ],
)
def test_a_refills_status_in_every_shape(body: object, expected: RefillStatus | None) -> None:
    answer = read_refills(body, [UpstreamId("1")], REDACT)[UpstreamId("1")]

    assert isinstance(answer, UpstreamRefill)
    assert answer.status is expected


@pytest.mark.parametrize(
    "body",
    [
        {"refill": "1", "error": "Incorrect refill ID"},
        [{"refill": 1, "status": {"error": "Refill not found"}}],
        {"1": {"error": "Refill not found"}},
        {"status": "error", "message": "Refill not found"},
        {"status": {"error": "Refill not found"}},
    ],
)
def test_an_unknown_refill_is_refused_not_ended(body: object) -> None:
    answer = read_refills(body, [UpstreamId("1")], REDACT)[UpstreamId("1")]

    assert isinstance(answer, StatusRefused)


@settings(max_examples=300)
@given(body=bodies)
def test_refill_statuses_speak_only_of_the_asked(body: bytes) -> None:
    answers = read_refills(decoded(body), ASKED, REDACT)

    assert set(answers) <= set(ASKED)
    for answer in answers.values():
        assert_presentable(answer.text if isinstance(answer, StatusRefused) else answer.word)


@pytest.mark.parametrize(
    ("word", "status"),
    [("Active", OrderStatus.IN_PROGRESS), ("Paused", None), ("Expired", None)],
)
def test_a_subscription_names_the_orders_it_made(word: str, status: OrderStatus | None) -> None:
    body: dict[str, Any] = {
        "status": word,
        "expiry": None,
        "posts": "5",
        "orders": [11, "12", 11, None, {}, -3],
    }

    answer = read_statuses(body, ONE, REDACT)[ONE[0]]

    assert isinstance(answer, UpstreamStatus)
    assert (answer.word, answer.status) == (word, status)
    assert answer.posts == ("11", "12")
