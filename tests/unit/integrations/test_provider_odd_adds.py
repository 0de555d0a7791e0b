"""Answers to `add` that say two things, or say one in an odd place: what surely happened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.ids import UpstreamId
from domain.provider import Accepted, AddOutcome, Refusal, Refused, Throttled, Unconfirmed
from integrations.provider.answers import Answer
from integrations.provider.outcomes import classify_add
from integrations.provider.texts import redactor


def judged(body: Any, http_status: int = 200) -> AddOutcome:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return classify_add(Answer(http_status, raw), redactor("a-secret-key"))


@pytest.mark.parametrize(
    "body",
    [
        {"status": "success", "data": {"order": 5}},
        {"success": True, "result": {"order_id": "5"}},
        {"data": {"orderID": 5}, "error": None},
        {"orderId": 5},
        {"ORDER": "5"},
        {"order": 5, "data": {"order": 6}},
        {"order": 5, "error": "0"},
        {"order": 5, "error": "false"},
        {"order": 5, "errors": "None"},
        '{"order": 5}',
        b'{"order": 5, "link": "a\nb\tc"}',
    ],
    ids=repr,
)
def test_an_order_is_found_in_its_envelope_and_in_any_spelling(body: Any) -> None:
    assert judged(body) == Accepted(UpstreamId("5"))


@pytest.mark.parametrize(
    "word",
    [
        *("null", "None", "NaN", "undefined", "false", "true", "error", "Failed", "N-A"),
        *("success", "Duplicate", "pending", "-", "--", "_", "-1", "-23501", "00", "-0"),
    ],
)
def test_a_word_in_place_of_a_number_is_no_order(word: str) -> None:
    assert isinstance(judged({"order": word}), Unconfirmed)


@pytest.mark.parametrize(
    "body",
    [
        {"order": 5, "success": 0},
        {"order": 5, "success": "false"},
        {"order": 5, "success": "0"},
        {"order": 5, "ok": False},
        {"order": 5, "status": 0},
        {"order": 5, "status": "0"},
        {"status": "fail", "data": {"order": 5, "message": "Insufficient balance"}},
        {"success": False, "data": {"id": 5, "message": "Insufficient balance"}},
        {"data": {"order": 5, "error": "Not enough funds on balance"}},
        {"error": "Not enough funds on balance", "data": {"order": 5}},
        {"error": "Order 123 placed; not enough funds to start it"},
        {"error": "Your order has been accepted, but the link is invalid"},
        {"error": "Order created. Insufficient balance for the next one"},
        {"data": {"id": 5}},
    ],
    ids=repr,
)
def test_an_answer_that_contradicts_itself_is_unconfirmed(body: Any) -> None:
    assert isinstance(judged(body), Unconfirmed)


@pytest.mark.parametrize(
    "body",
    [
        {"success": 0, "message": "Insufficient balance"},
        {"success": "false", "msg": "Not enough funds on balance"},
        {"status": 0, "message": "Insufficient balance"},
        {"ok": False, "description": "Not enough balance"},
        {"status": "error", "reason": "Not enough balance"},
        {"status": False, "data": "Not enough balance"},
        {"status": "error", "data": {"message": "Not enough funds on balance"}},
        {"data": {"error": "Not enough funds on balance"}},
        {"err": "Not enough funds"},
        {"error_msg": "Not enough funds"},
        {"order": "0", "error": "Not enough funds on balance"},
        {"order": "null", "error": "Not enough funds on balance"},
        {"error": "No order was created: not enough funds"},
        {"error": "You don't have enough funds"},
        {"error": "You do not have enough balance"},
        {"error": "Low balance"},
    ],
    ids=repr,
)
def test_a_refusal_is_understood_wherever_it_stands(body: Any) -> None:
    outcome = judged(body)

    assert isinstance(outcome, Refused)
    assert outcome.refusal is Refusal.FUNDS


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Invalid token", Refusal.AUTH),
        ("Your IP is not allowed", Refusal.AUTH),
        ("Wrong service", Refusal.SERVICE),
        ("Service is currently disabled", Refusal.SERVICE),
        ("Service ID not valid", Refusal.SERVICE),
        ("Min. quantity is 100", Refusal.QUANTITY),
        ("Quantity is incorrect", Refusal.QUANTITY),
        ("Minimum order is 100", Refusal.QUANTITY),
        ("Please enter a valid link", Refusal.LINK),
        ("Link cannot be empty", Refusal.DATA),
        ("Not enough comments", Refusal.DATA),
        ("Dripfeed is not supported", Refusal.DATA),
        ("Order with this link already exists", Refusal.DUPLICATE_LINK),
        ("You have a pending order for this link", Refusal.DUPLICATE_LINK),
    ],
)
def test_refusals_have_synonyms(text: str, refusal: Refusal) -> None:
    assert judged({"error": text}) == Refused(refusal, text)


@pytest.mark.parametrize(
    "text",
    [
        "Unknown service error",
        "Service unavailable",
        "Access denied",
        "Order #5 not found",
        "Limit",
    ],
)
def test_a_text_that_may_mean_anything_is_unconfirmed(text: str) -> None:
    assert isinstance(judged({"error": text}), Unconfirmed)


@pytest.mark.parametrize("http_status", [200, 403, 429])
def test_too_many_requests_are_slowed_down_for_whatever_the_status(http_status: int) -> None:
    body = {"error": "Too many requests"}

    assert judged(body, http_status) == Throttled(30)
    assert judged({"error": "API request limit exceeded"}) == Throttled(30)
    assert isinstance(judged({"order": 5, **body}), Unconfirmed)
    assert isinstance(judged(body, 503), Unconfirmed)
