"""Answers that name other orders, or take back what they say: nobody's word, and no money."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.ids import UpstreamId
from domain.provider import (
    AskOutcome,
    Decline,
    Declined,
    RefillStatus,
    Refusal,
    Refused,
    StatusAnswers,
    StatusRefused,
    Taken,
    Unconfirmed,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.answers import Answer
from integrations.provider.asks import CANCEL, REFILL, read_asks
from integrations.provider.catalogue import read_services
from integrations.provider.fields import count, decimal, upstream_id
from integrations.provider.refills import read_refills
from integrations.provider.statuses import read_statuses
from integrations.provider.texts import redactor

REDACT = redactor("a-secret-key")
ONE, TWO = UpstreamId("5"), UpstreamId("6")
DONE = {"status": "Completed", "charge": "1.5", "remains": "0"}
GONE = {"status": "Canceled", "charge": "0", "remains": "10"}


def statuses(value: object, *asked: UpstreamId) -> StatusAnswers:
    return read_statuses(value, asked or (ONE, TWO), REDACT)


def words(value: object, *asked: UpstreamId) -> dict[str, str]:
    return {
        ident: one.word if isinstance(one, UpstreamStatus) else one.text
        for ident, one in statuses(value, *asked).items()
    }


@pytest.mark.parametrize(
    "value",
    [
        [{"order": "#8", **GONE}, {"order": "#9", **DONE}],
        [{"orderId": 8, **GONE}, {"orderId": 9, **DONE}],
        [{"id": 8, **GONE}, {"id": 9, **DONE}],
        [{"order": -5, **GONE}, {"order": "1,234", **DONE}],
        [{"order": "none", **GONE}, {"order": "none", **DONE}],
        {"5": {"order": 6, **GONE}, "6": {"order": 5, **DONE}},
        {"5": {"order_id": "905", **GONE}},
    ],
    ids=repr,
)
def test_what_names_other_orders_is_no_answer_for_those_asked(value: object) -> None:
    assert words(value) == {}


def test_a_bare_answer_for_another_order_is_no_answer() -> None:
    for name in ("order", "Order", "orderId", "order_id"):
        for other in (6, "#6", "6,000", "-5"):
            assert words({name: other, **GONE}, ONE) == {}


@pytest.mark.parametrize("spelt", [5, "5", "#5", " 5 ", "005"], ids=repr)
def test_a_number_is_known_in_other_spellings(spelt: object) -> None:
    assert words({"order": spelt, **DONE}, ONE) == {"5": "Completed"}
    assert words([{"order": 6, **GONE}, {"order": spelt, **DONE}]) == {
        "5": "Completed",
        "6": "Canceled",
    }
    assert words({"5": {"order": spelt, **DONE}}) == {"5": "Completed"}
    assert words({"order": spelt, **DONE}, UpstreamId("05")) == {"05": "Completed"}


def test_two_spellings_of_one_number_are_not_confused() -> None:
    asked = UpstreamId("5"), UpstreamId("05")

    assert words([{"order": "005", **GONE}, {"order": "5", **DONE}], *asked) == {"5": "Completed"}


@pytest.mark.parametrize("name", ["success", "ok"])
@pytest.mark.parametrize("no", [False, 0, "0", "false", "No"], ids=repr)
def test_an_answer_that_denies_itself_moves_nothing(name: str, no: object) -> None:
    assert words({name: no, **GONE}, ONE) == {}
    assert words({"5": {name: no, **GONE}, "6": DONE}) == {"6": "Completed"}
    assert words({"5": {name: no, "message": "Not found"}}, ONE) == {"5": "Not found"}
    assert read_refills({name: no, "status": "Completed"}, [ONE], REDACT) == {}


def test_the_orders_that_a_parent_made_do_not_speak_for_it() -> None:
    parent = {"status": "Active", "posts": "2", "orders": [GONE]}
    named = {"status": "Active", "orders": [{"id": 8, **GONE}, {"order": "9", **DONE}]}

    assert words(parent, ONE) == {"5": "Active"}
    answer = statuses(named, ONE)[ONE]
    assert isinstance(answer, UpstreamStatus)
    assert answer.word == "Active"
    assert answer.posts == ("8", "9")


def test_an_error_of_nothing_is_no_error() -> None:
    values: list[object] = ["0", "false", "null", "None", "", 0, False, None, [], {}]
    for nothing in values:
        assert words({"error": nothing, **DONE}, ONE) == {"5": "Completed"}


def asked_for(action: str, body: object, http_status: int = 200) -> AskOutcome:
    answer = Answer(http_status, json.dumps(body).encode())
    return read_asks(answer, [ONE], action=action, redact=REDACT)[ONE]


@pytest.mark.parametrize(
    ("action", "body"),
    [
        (REFILL, {"success": False, "refill": 7}),
        (REFILL, {"success": "0", "refill": 7}),
        (REFILL, {"status": "error", "refill": 7}),
        (REFILL, {"refill": "1", "status": "fail"}),
        (REFILL, {"refill": -1}),
        (REFILL, {"refill": "-1"}),
        (REFILL, {"success": "false"}),
        (CANCEL, {"success": "0"}),
        (CANCEL, {"cancel": -1}),
        (CANCEL, [{"order": 5, "cancel": 1, "success": False}]),
        (CANCEL, [{"order": 5, "cancel": 1, "status": "error"}]),
        (CANCEL, [{"order": "#6", "cancel": 1}]),
        (CANCEL, [{"orderId": 6, "cancel": 1}]),
        (CANCEL, {"5": {"order": 6, "cancel": 1}}),
    ],
    ids=repr,
)
def test_a_yes_that_is_taken_back_is_nobodys_word(action: str, body: Any) -> None:
    assert isinstance(asked_for(action, body), Unconfirmed)


@pytest.mark.parametrize(
    "body",
    [
        {"success": 0, "message": "Order cannot be canceled"},
        {"ok": False, "message": "Order cannot be canceled"},
        {"5": {"success": "false", "msg": "Order cannot be canceled"}},
    ],
)
def test_a_no_has_its_reason_beside_it(body: object) -> None:
    assert asked_for(CANCEL, body) == Declined(Decline.TOO_LATE, "Order cannot be canceled")


def test_the_message_of_a_4xx_is_an_error_for_the_one_asked() -> None:
    unknown = asked_for(CANCEL, {"message": "Unauthenticated."}, 401)
    late = asked_for(CANCEL, {"message": "Cannot cancel"}, 422)

    assert unknown == Refused(Refusal.AUTH, "Unauthenticated.")
    assert late == Declined(Decline.TOO_LATE, "Cannot cancel")


def test_a_cancel_is_known_by_other_spellings_of_its_order() -> None:
    for spelt in ("#5", "005", " 5"):
        assert asked_for(CANCEL, [{"order": spelt, "cancel": 1}]) == Taken()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,240.50", "1240.50"),
        ("-1,240.50", "-1240.50"),
        ("12,345,678.9", "12345678.9"),
        ("1,240", None),
        ("1,24.50", None),
        ("1234,567.8", None),
        ("1.240,50", None),
        ("1,5", None),
        ("1 240.50", None),
        ("$1.50", None),
    ],
)
def test_commas_group_an_amount_only_before_its_point(text: str, amount: str | None) -> None:
    assert decimal(text) == (None if amount is None else Decimal(amount))


def test_limits_of_services_may_be_grouped() -> None:
    entry = {"service": 7, "name": "Likes", "rate": "1,240.50", "min": "1,000", "max": "1 000 000"}

    (service,) = read_services([entry]).services

    assert (service.rate, service.min, service.max) == (Decimal("1240.50"), 1000, 1_000_000)
    for odd in ("1,00", "1,0000", ",100", "1, 000", "lots", None, "1,000.5"):
        assert count(odd) is None


@pytest.mark.parametrize("value", ["R-88", "a_B-9", "K7M2X9", "nullable", "0012", 2**64])
def test_ids_are_opaque(value: object) -> None:
    assert upstream_id(value) == str(value)


def test_a_refill_keeps_its_word_and_its_error() -> None:
    seven = UpstreamId("7")
    rejected = UpstreamRefill("Rejected", RefillStatus.REJECTED)

    assert read_refills({"refill": "#7", "status": "Rejected"}, [seven], REDACT) == {
        seven: rejected
    }
    assert read_refills({"success": 0, "message": "Refill not found"}, [seven], REDACT) == {
        seven: StatusRefused(Refusal.REFILL, "Refill not found")
    }
