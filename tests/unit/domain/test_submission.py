"""What follows from an `add`: every class of answer, and the limits that hold for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import UpstreamId
from domain.orders import ReleaseReason
from domain.pacing import WAIT_LIMIT_S, Pacing, poll_delay_s, submit_backoff_s
from domain.provider import Accepted, AddOutcome, NotSent, Refusal, Refused, Throttled, Unconfirmed
from domain.reviews import AttemptOutcome
from domain.submission import (
    Adopt,
    HoldWhy,
    Park,
    Release,
    Wait,
    attempt_outcome_for,
    hold_after,
    step_after,
)

REFUSALS = st.builds(Refused, st.sampled_from(Refusal), st.text(max_size=20))
OUTCOMES: st.SearchStrategy[AddOutcome] = st.one_of(
    st.builds(Accepted, st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True).map(UpstreamId)),
    REFUSALS,
    st.builds(NotSent, st.text(max_size=20)),
    st.builds(Throttled, st.floats(allow_nan=False, allow_infinity=True)),
    st.builds(Unconfirmed, st.text(max_size=20)),
)


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (Refusal.FUNDS, Wait),
        (Refusal.AUTH, Wait),
        (Refusal.RATE, Wait),
        (Refusal.DUPLICATE_LINK, Wait),
        (Refusal.SERVICE, Release),
        (Refusal.LINK, Release),
        (Refusal.QUANTITY, Release),
        (Refusal.DATA, Release),
        (Refusal.ORDER_ID, Park),
        (Refusal.REFILL, Park),
        (Refusal.CANCEL, Park),
        (Refusal.REQUEST, Park),
        (Refusal.UNKNOWN, Park),
    ],
)
def test_every_refusal_has_its_consequence(refusal: Refusal, kind: type) -> None:
    assert isinstance(step_after(Refused(refusal, "no"), attempts=1, waited_s=0), kind)


def test_the_table_of_refusals_is_complete() -> None:
    parameters = test_every_refusal_has_its_consequence.pytestmark[0].args[1]  # type: ignore[attr-defined]

    assert {refusal for refusal, _ in parameters} == set(Refusal)


@given(OUTCOMES, st.integers(0, 10**6), st.floats(0, 10**7))
def test_money_moves_only_on_what_is_certain(
    outcome: AddOutcome, attempts: int, waited_s: float
) -> None:
    step = step_after(outcome, attempts=attempts, waited_s=waited_s)

    if isinstance(step, Adopt):
        assert isinstance(outcome, Accepted)
    if isinstance(step, Release):
        assert isinstance(outcome, Refused | NotSent | Throttled)
    if isinstance(outcome, Unconfirmed):
        assert isinstance(step, Park)
    assert (attempt_outcome_for(outcome, step) is AttemptOutcome.UNCONFIRMED) == isinstance(
        step, Park
    )


@given(OUTCOMES, st.integers(0, 10**6), st.floats(0, WAIT_LIMIT_S * 2))
def test_nobody_waits_beyond_the_limit_or_not_at_all(
    outcome: AddOutcome, attempts: int, waited_s: float
) -> None:
    step = step_after(outcome, attempts=attempts, waited_s=waited_s)

    if isinstance(step, Wait):
        assert 1 <= step.after_s <= 3600
        assert waited_s + step.after_s < WAIT_LIMIT_S


def test_a_busy_link_is_named_when_the_waiting_ends() -> None:
    busy = Refused(Refusal.DUPLICATE_LINK, "active order")

    assert step_after(busy, attempts=9, waited_s=WAIT_LIMIT_S) == Release(
        ReleaseReason.ACTIVE_ORDER
    )
    assert step_after(NotSent("dns"), attempts=9, waited_s=WAIT_LIMIT_S) == Release(
        ReleaseReason.TOO_LONG_WAITING
    )


def test_only_what_concerns_the_whole_provider_holds_it() -> None:
    held = {refusal for refusal in Refusal if hold_after(Refused(refusal, ""))}

    assert held == {Refusal.FUNDS, Refusal.AUTH, Refusal.RATE}
    throttled = hold_after(Throttled(9))
    assert throttled is not None
    assert (throttled.why, throttled.for_s, throttled.alert) == (HoldWhy.RATE, 9, False)
    assert hold_after(NotSent("dns")) is None


def test_pauses_before_a_new_try_double_up_to_a_minute() -> None:
    assert [submit_backoff_s(tries) for tries in range(8)] == [2, 2, 4, 8, 16, 32, 60, 60]
    assert submit_backoff_s(10**9) == 60


@given(st.floats(-(10**6), 10**9), st.floats(0.5, 3600), st.floats(0.5, 3600))
def test_a_poll_is_never_sooner_than_first_nor_later_than_most(
    age_s: float, first_s: float, max_s: float
) -> None:
    delay = poll_delay_s(Pacing(poll_first_s=first_s, poll_max_s=max_s), age_s)

    assert min(first_s, max_s) <= delay <= max_s


def test_older_orders_are_asked_about_less_often() -> None:
    pacing = Pacing(poll_first_s=30, poll_max_s=900)
    delays = [poll_delay_s(pacing, minutes * 60.0) for minutes in (0, 5, 15, 60, 180, 10_000)]

    assert delays == [30, 30, 60, 240, 480, 480]
