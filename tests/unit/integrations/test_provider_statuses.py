"""Status answers in all their shapes: which order they speak of, and which word means what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import Refusal, StatusRefused, UpstreamStatus
from integrations.provider.statuses import read_statuses
from integrations.provider.texts import redactor

ASKED = [UpstreamId("1"), UpstreamId("2")]
DONE = {"status": "Completed", "charge": "1.5", "start_count": "7", "remains": "0"}
WAITING = {"status": "Pending", "charge": None, "start_count": "", "remains": "Unknown"}


def words(value: object, asked: list[UpstreamId] | None = None) -> dict[str, str]:
    """The status words by id; refusals by their class."""
    answers = read_statuses(value, asked or ASKED, redactor("a-secret-key"))
    return {
        ident: one.word if isinstance(one, UpstreamStatus) else one.refusal
        for ident, one in answers.items()
    }


BOTH = {"1": "Completed", "2": "Pending"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"1": DONE, "2": WAITING}, BOTH),
        ({"1": DONE, "2": WAITING, "3": DONE}, BOTH),
        ({"data": {"1": DONE, "2": WAITING}}, BOTH),
        ({"status": "success", "data": {"1": DONE, "2": WAITING}}, BOTH),
        ({"status": "success", "orders": [{"order": 1, **DONE}]}, {"1": "Completed"}),
        ({"status": "success", "orders": {"1": DONE, "2": WAITING}}, BOTH),
        ({"status": "Active", "orders": [1, 2]}, {}),
        ({"data": None, "result": {"1": DONE}}, {"1": "Completed"}),
        ([{"id": 2, **WAITING}, {"id": 1, **DONE}], BOTH),
        ([{"id": 77, **DONE}, {"id": 78, **WAITING}], {}),
        (
            [{"order": 1, "status": DONE}, {"order": 2, "status": {"error": "x"}}],
            {"1": "Completed", "2": "unknown"},
        ),
        ({"orders": [{"order": 1, **DONE}, {"order": "2", **WAITING}]}, BOTH),
        ([DONE, WAITING], BOTH),
        ([{"order": 2, **WAITING}, {"order": "1", **DONE}], BOTH),
        ([{"order_id": 2, **WAITING}, DONE], {"2": "Pending"}),
        ([{"order": 9, **WAITING}, {"order": 1, **DONE}], {"1": "Completed"}),
        ([{"order": 1, **DONE}, {"order": 1, **DONE}], {"1": "Completed"}),
        ([{"order": 1, **DONE}, {"order": 1, **WAITING}], {}),
        ([{"order": 1, **DONE}, {"order": 1, **WAITING}, {"order": 1, **DONE}], {}),
        ([DONE], {}),
        ([DONE, WAITING, DONE], {}),
        ([DONE, None], {"1": "Completed"}),
        ([DONE, "Incorrect order ID"], {"1": "Completed", "2": "order_id"}),
        ({"1": DONE}, {"1": "Completed"}),
        ({"1": DONE, "2": "Incorrect order ID"}, {"1": "Completed", "2": "order_id"}),
        ({"1": DONE, "2": {"error": "Oops"}}, {"1": "Completed", "2": "unknown"}),
        ({"1": DONE, "2": None}, {"1": "Completed"}),
        ({"1": DONE, "2": []}, {"1": "Completed"}),
        ({"1": DONE, "2": {}}, {"1": "Completed"}),
        ({"order": 2, **WAITING}, {"2": "Pending"}),
        (DONE, {}),
        ({}, {}),
        ([], {}),
        (None, {}),
        ("Completed", {}),
        ({"1": {"status": 5}, "2": DONE}, {"1": "", "2": "Completed"}),
    ],
    ids=repr,
)
def test_each_answer_goes_to_its_order(value: object, expected: dict[str, str]) -> None:
    assert words(value) == expected


def test_a_bare_object_answers_the_only_one_asked() -> None:
    one = [UpstreamId("1")]

    assert words(DONE, one) == {"1": "Completed"}
    assert words({"order": "1", **DONE}, one) == {"1": "Completed"}
    assert words([DONE], one) == {"1": "Completed"}
    assert words({"order": "2", **DONE}, one) == {}
    assert words({"status": "ok", "order": DONE}, one) == {"1": "Completed"}
    assert words({"success": True, "data": [DONE]}, one) == {"1": "Completed"}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Pending", OrderStatus.PENDING),
        ("awaiting", OrderStatus.PENDING),
        ("Processing", OrderStatus.PROCESSING),
        ("In progress", OrderStatus.IN_PROGRESS),
        ("In_Progress", OrderStatus.IN_PROGRESS),
        ("INPROGRESS", OrderStatus.IN_PROGRESS),
        ("  in   progress ", OrderStatus.IN_PROGRESS),
        ("Completed", OrderStatus.COMPLETED),
        ("Partial", OrderStatus.PARTIAL),
        ("Partially Completed", OrderStatus.PARTIAL),
        ("Canceled", OrderStatus.CANCELED),
        ("Cancelled", OrderStatus.CANCELED),
        ("Refunded", OrderStatus.CANCELED),
        ("Paused", None),
        ("Fail", None),
        ("Error", None),
        ("Rejected", None),
        ("Expired", None),
        ("Совсем новое", None),
        ("", None),
    ],
)
def test_only_words_of_sure_meaning_have_one(word: str, status: OrderStatus | None) -> None:
    answer = one_answer({"status": word})

    assert answer.status is status
    assert answer.word == " ".join(word.split())


@pytest.mark.parametrize(
    ("remains", "read"),
    [("157", 157), (157, 157), ("-5", -5), ("+5", None), ("Unknown", None), (None, None)],
    ids=repr,
)
def test_remains_are_a_number_or_unreadable(remains: object, read: int | None) -> None:
    assert one_answer({"status": "Partial", "remains": remains}).remains == read


def test_figures_are_exact_and_typed() -> None:
    answer = one_answer(
        {"status": "Partial", "charge": "0.27819", "start_counter": 3, "currency": "usd"}
    )

    assert answer.charge == Decimal("0.27819")
    assert answer.start_count == 3
    assert answer.currency == "USD"
    assert answer.remains is None


def test_a_key_in_a_status_or_an_error_is_masked() -> None:
    asked = [UpstreamId("1"), UpstreamId("2")]
    value = {"1": {"status": "A-Secret-Key?"}, "2": "no a-secret-key"}

    answers = read_statuses(value, asked, redactor("a-secret-key"))

    first = answers[asked[0]]
    assert isinstance(first, UpstreamStatus)
    assert first.word == "***?"
    assert answers[asked[1]] == StatusRefused(Refusal.UNKNOWN, "no ***")


def one_answer(value: dict[str, Any]) -> UpstreamStatus:
    asked = UpstreamId("1")
    answer = read_statuses(value, [asked], redactor("a-secret-key"))[asked]
    assert isinstance(answer, UpstreamStatus)
    return answer
