"""Gates and turns of refills and cancels: total, with dates, and never sent twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aftercare import (
    ENDED,
    Ask,
    AskKind,
    AskState,
    Closed,
    cancel_gate,
    latest,
    refill_gate,
)
from domain.ids import AskId, OrderId, ProviderName, UpstreamId
from domain.orders import OrderStatus
from domain.pacing import Pacing
from domain.provider import (
    Decline,
    Declined,
    NotSent,
    RefillStatus,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamRefill,
)
from domain.turns import turn_after, turn_at_end, turn_by_refill
from tests.stock import service
from tests.unit.handlers.specimens import an_order

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PACING = Pacing()
REFILLED = service(refill=True, refill_days=30, cancel=True)

outcomes = st.one_of(
    st.builds(Taken, st.none() | st.just(UpstreamId("7"))),
    st.builds(Declined, st.sampled_from(Decline), st.text(max_size=400)),
    st.builds(Refused, st.sampled_from(Refusal), st.text(max_size=400)),
    st.builds(NotSent, st.text(max_size=400)),
    st.builds(Throttled, st.floats(0, 1e9)),
    st.builds(Unconfirmed, st.text(max_size=400)),
)
answers = st.one_of(
    st.none(),
    st.builds(StatusRefused, st.sampled_from(Refusal), st.text(max_size=400)),
    st.builds(UpstreamRefill, st.text(max_size=100), st.none() | st.sampled_from(RefillStatus)),
)


def an_ask(**changes: Any) -> Ask:
    """A refill asked just now and being sent."""
    plain = Ask(
        id=AskId(1),
        order_id=OrderId(1043),
        provider=ProviderName("main"),
        kind=AskKind.REFILL,
        state=AskState.SENDING,
        refill_id=None,
        why=None,
        detail=None,
        tries=1,
        asked_at=NOW,
        next_at=NOW,
        sent_at=NOW,
        ended_at=None,
    )
    return replace(plain, **changes)


@given(
    outcome=outcomes,
    kind=st.sampled_from(AskKind),
    waited=st.timedeltas(timedelta(0), timedelta(days=90)),
    tries=st.integers(1, 10**6),
)
def test_every_outcome_has_a_turn_and_only_the_surely_untaken_wait_again(
    outcome: Any, kind: AskKind, waited: timedelta, tries: int
) -> None:
    ask = an_ask(kind=kind, tries=tries)
    turn = turn_after(ask, outcome, PACING, NOW + waited)

    assert (turn.next_at is None) is (
        turn.state in ENDED or (turn.state is AskState.TAKEN and kind is AskKind.CANCEL)
    )
    assert turn.next_at is None or turn.next_at > NOW + waited
    assert turn.detail is None or len(turn.detail) <= 200
    if turn.state is AskState.WAITING:
        assert isinstance(outcome, NotSent | Refused | Throttled)
        assert waited < timedelta(hours=6)
    if isinstance(outcome, Unconfirmed):
        assert turn.state is AskState.CONFIRMING
    assert kind is AskKind.REFILL or turn.refill_id is None


@given(answer=answers, age=st.timedeltas(timedelta(0), timedelta(days=90)))
def test_every_answer_about_a_refill_leads_on_or_ends_it(answer: Any, age: timedelta) -> None:
    for state in (AskState.TAKEN, AskState.IN_PROGRESS):
        turn = turn_by_refill(an_ask(state=state), answer, PACING, NOW + age)

        assert (turn.next_at is None) is (turn.state in ENDED)
        assert turn.next_at is None or turn.next_at > NOW + age
        ended = isinstance(answer, UpstreamRefill) and answer.status is RefillStatus.COMPLETED
        assert (turn.state is AskState.DONE) is ended
        assert turn.state is not AskState.TAKEN or state is AskState.TAKEN, "no step back"


def completed(ended_ago: timedelta) -> Any:
    return an_order(OrderStatus.COMPLETED, finished_at=NOW - ended_ago)


def test_a_refill_may_be_asked_until_its_guarantee_ends() -> None:
    order = completed(timedelta(days=2))

    gate = refill_gate(order, REFILLED, None, at=NOW, after=DAY)

    assert gate.is_open
    assert gate.at == NOW + timedelta(days=28)


def test_a_lifetime_guarantee_names_no_day() -> None:
    endless = service(refill=True, refill_days=36_500)

    gate = refill_gate(completed(timedelta(days=900)), endless, None, at=NOW, after=DAY)

    assert (gate.is_open, gate.at) == (True, None)


@pytest.mark.parametrize(
    ("state", "why", "asked_ago_h", "closed"),
    [
        (AskState.TAKEN, None, 100, Closed.ASKED),
        (AskState.CONFIRMING, None, 1, Closed.ASKED),
        (AskState.DONE, None, 23, Closed.ASKED_LATELY),
        (AskState.DECLINED, Decline.REJECTED, 23, Closed.ASKED_LATELY),
        (AskState.DECLINED, Decline.NOT_REACHED, 1, None),
        (AskState.DONE, None, 24, None),
    ],
)
def test_an_earlier_request_keeps_the_next_one_waiting(
    state: AskState, why: Decline | None, asked_ago_h: float, closed: Closed | None
) -> None:
    last = an_ask(state=state, why=why, asked_at=NOW - timedelta(hours=asked_ago_h))

    gate = refill_gate(completed(timedelta(days=9)), REFILLED, last, at=NOW, after=DAY)

    assert gate.closed is closed


@pytest.mark.parametrize("status", OrderStatus)
def test_every_status_knows_whether_it_may_be_canceled(status: OrderStatus) -> None:
    order = an_order(status)

    allowed = cancel_gate(order, REFILLED, None)
    without = cancel_gate(order, service(), None)
    unknown = cancel_gate(order, None, None)
    asked = cancel_gate(order, REFILLED, an_ask(kind=AskKind.CANCEL))

    running = status in {
        OrderStatus.PENDING,
        OrderStatus.PROCESSING,
        OrderStatus.IN_PROGRESS,
    }
    queued = status is OrderStatus.QUEUED
    assert allowed.is_open is (running or queued)
    assert without.is_open is unknown.is_open is queued
    assert asked.is_open is queued
    assert (without.closed is Closed.NOT_OFFERED) is running


@pytest.mark.parametrize("status", OrderStatus)
def test_only_completed_orders_are_refilled(status: OrderStatus) -> None:
    order = an_order(status, finished_at=NOW - timedelta(days=2))

    gate = refill_gate(order, REFILLED, None, at=NOW, after=DAY)

    assert gate.is_open is (status is OrderStatus.COMPLETED)


def test_an_orders_end_ends_its_cancel() -> None:
    assert turn_at_end(OrderStatus.COMPLETED).why is Decline.TOO_LATE
    assert turn_at_end(OrderStatus.PARTIAL).state is AskState.DONE
    assert turn_at_end(OrderStatus.CANCELED).state is AskState.DONE


def test_the_latest_of_a_kind_counts() -> None:
    asks = [an_ask(id=AskId(1)), an_ask(id=AskId(2)), an_ask(id=AskId(3), kind=AskKind.CANCEL)]

    found = latest(asks, AskKind.REFILL)

    assert found is not None
    assert found.id == 2
    assert latest([], AskKind.CANCEL) is None
