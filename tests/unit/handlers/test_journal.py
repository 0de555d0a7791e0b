"""What operators did is told in words, never as it is stored."""

from datetime import UTC, datetime

import pytest

from domain.ids import UserId
from domain.operators import Act, JournalLine
from domain.reviews import Decision
from handlers.admin.views.journal import ACTS, journal_lines
from locales.translator import translator

T = translator("en", "USD")


def told(act: Act, *, reason: str | None = "late", after: str | None = None) -> str:
    line = JournalLine(
        id=1,
        actor_id=UserId(7),
        act=act,
        target="order:1",
        before=None,
        after=after,
        reason=reason,
        transfer_id=None,
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    return journal_lines((line,), T)[-1]


def test_each_act_is_told_in_words() -> None:
    assert set(Act) - set(ACTS) == {Act.REVIEW, Act.SETSTATUS}
    assert told(Act.TOPUP).startswith("Top-up · by <code>7</code> · ")
    assert told(Act.UNBLOCK, reason=None).startswith("Unblock · by ")


def test_a_status_set_by_hand_reads_as_customers_read_it() -> None:
    assert told(Act.SETSTATUS, after="in_progress").startswith("Status: 🔄 In progress · by ")


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_reads_as_in_its_case(decision: Decision) -> None:
    line = told(Act.REVIEW, reason=f"{decision.value}: 4711")

    assert line.startswith("Decided: ")
    assert line.endswith(" · 4711")
    assert f"{decision.value}:" not in line


def test_a_decision_without_a_number_ends_with_its_time() -> None:
    assert told(Act.REVIEW, reason="seen").endswith("UTC</tg-time>")
