"""Fields of an `add` call: the same orders as the chat's forms make, read without guessing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.api_requests import read_request
from domain.catalogue import ServiceType
from domain.errors import FormError
from domain.fields import Field, Problem
from domain.orders import OrderRequest
from domain.platforms import Platform
from tests.stock import service

TODAY = date(2026, 11, 21)
LINK = "http://example.com/test"
T = ServiceType


def read(kind: ServiceType, **given: str) -> OrderRequest:
    sold = service(type=kind, platform=Platform.OTHER, min=1, dripfeed=True)
    return read_request(sold, given, TODAY)


@pytest.mark.parametrize(
    ("kind", "given", "units", "fields"),
    [
        (T.DEFAULT, {"quantity": "100"}, 100, {}),
        (T.DEFAULT, {"quantity": "+100.0", "runs": "3", "interval": "5"}, 300, {}),
        (T.DEFAULT, {"quantity": "9", "runs": "undefined", "interval": "undefined"}, 9, {}),
        (T.DEFAULT, {"quantity": "9", "runs": "None", "interval": "null"}, 9, {}),
        (T.PACKAGE, {"quantity": "undefined"}, 1, {}),
        (T.PACKAGE, {"quantity": "5"}, 1, {}),
        (
            T.CUSTOM_COMMENTS,
            {"comments": "a\r\nb\n\nc", "quantity": "9"},
            3,
            {"comments": "a\nb\nc"},
        ),
        (T.CUSTOM_COMMENTS, {"comments": "nice, pic"}, 1, {"comments": "nice, pic"}),
        (T.MENTIONS, {"quantity": "7", "comments": "a\nb"}, 7, {"usernames": "a\nb"}),
        (T.SEO, {"quantity": "7", "keywords": "test, testing"}, 7, {"keywords": "test\ntesting"}),
        (T.POLL, {"quantity": "7", "answer_number": "2"}, 7, {"answer_number": "2"}),
    ],
)
def test_a_call_is_read_as_its_service_wants_it(
    kind: ServiceType, given: dict[str, str], units: int, fields: dict[str, str]
) -> None:
    request = read(kind, link=LINK, **given)

    assert (request.units, dict(request.fields)) == (units, fields)


def test_a_subscription_may_leave_out_what_has_a_usual_value() -> None:
    request = read(
        T.SUBSCRIPTIONS, username="u", min="10", max="20", posts="3", expiry="12/31/2027"
    )

    assert request.units == 60
    assert request.fields["expiry"] == "31/12/2027"
    assert request.fields["delay"] == "0"


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        ({"link": LINK}, Field.QUANTITY, Problem.MISSING),
        ({"link": LINK, "quantity": "1k"}, Field.QUANTITY, Problem.NOT_A_NUMBER),
        ({"link": LINK, "quantity": "1 000"}, Field.QUANTITY, Problem.NOT_A_NUMBER),
        ({"link": LINK, "quantity": "1.5"}, Field.QUANTITY, Problem.NOT_A_NUMBER),
        ({"link": LINK, "quantity": "5", "runs": "2"}, Field.INTERVAL, Problem.MISSING),
        ({"link": "example.com", "quantity": "5"}, Field.LINK, "not_a_link"),
        ({"link": f"{LINK} {LINK}", "quantity": "5"}, Field.LINK, "not_a_link"),
        ({"link": f"{LINK}{'x' * 500}", "quantity": "5"}, Field.LINK, "too_long"),
    ],
)
def test_what_cannot_be_read_says_which_field_and_why(
    given: dict[str, Any], field: Field, problem: str
) -> None:
    with pytest.raises(FormError) as refused:
        read(T.DEFAULT, **given)

    assert (refused.value.field, refused.value.problem) == (field, problem)


@pytest.mark.parametrize(
    ("kind", "field"),
    [(T.POLL, {"answer_number": "2"}), (T.PACKAGE, {}), (T.CUSTOM_COMMENTS, {"comments": "a"})],
)
def test_a_type_without_drip_feed_takes_no_runs_rather_than_one_of_them(
    kind: ServiceType, field: dict[str, str]
) -> None:
    asked = {"link": LINK, "quantity": "100", **field}

    with pytest.raises(FormError) as refused:
        read(kind, **asked, runs="5", interval="60")
    assert (refused.value.field, refused.value.problem) == (Field.SPEED, Problem.NOT_OFFERED)
    for runs in ("", "0", "1", "null"):
        assert read(kind, **asked, runs=runs, interval="60").runs is None


def test_a_service_without_drip_feed_takes_no_runs() -> None:
    with pytest.raises(FormError) as refused:
        read_request(
            service(platform=Platform.OTHER),
            {"link": LINK, "quantity": "100", "runs": "2", "interval": "5"},
            TODAY,
        )

    assert refused.value.field == Field.SPEED


def test_a_last_day_that_is_over_is_refused() -> None:
    with pytest.raises(FormError):
        read(T.SUBSCRIPTIONS, username="u", min="10", max="20", posts="3", expiry="20/11/2026")
