"""Status answers against a pure model: whatever is said, no money appears or goes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.evidence import can_be, is_cost_odd, likely_for
from domain.ids import AttemptId, OrderId, ProviderName, QuoteId, ServiceId, UpstreamId, UserId
from domain.money import ZERO, Money
from domain.orders import FINAL, HELD, Order, OrderRequest, OrderStatus, may_move
from domain.pacing import FINAL_CHECKS, Pacing, next_poll
from domain.provider import UpstreamStatus
from domain.reviews import Attempt, AttemptOutcome, Likely, ReviewKind
from domain.settlement import figures_after, settlement_for, usable_remains

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def order(status: OrderStatus = OrderStatus.PENDING, **changes: Any) -> Order:
    units = changes.pop("units", 1000)
    charge = changes.pop("charge", Money.of(2))
    held = status in HELD
    values: dict[str, Any] = {
        "id": OrderId(1),
        "quote_id": QuoteId("q"),
        "user_id": UserId(1),
        "service_id": ServiceId(1),
        "service_name": "Followers",
        "provider": ProviderName("main"),
        "upstream_service_id": UpstreamId("12"),
        "upstream_id": None if held else UpstreamId("9"),
        "status": status,
        "request": OrderRequest(link="x", quantity=units, units=units),
        "rate": Money.of(2),
        "charge": charge,
        "held": charge if held else ZERO,
        "released": ZERO,
        "captured": ZERO if held else charge,
        "refunded": ZERO,
        "cost": Money.of(1),
        "upstream_charge": None,
        "upstream_status": None,
        "start_count": None,
        "remains": None,
        "reason": None,
        "review": False,
        "attempts": 1,
        "polls": 0,
        "created_at": NOON,
        "submit_at": NOON,
        "accepted_at": NOON,
        "started_at": None,
        "finished_at": None,
        "poll_at": None,
        "polled_at": None,
    }
    return Order(**{**values, **changes})


ANSWERS = st.builds(
    UpstreamStatus,
    word=st.text(max_size=80),
    status=st.none() | st.sampled_from([s for s in OrderStatus if s not in HELD]),
    charge=st.none() | st.decimals(-10, 10, places=4) | st.just(Decimal(10) ** 15),
    start_count=st.none() | st.integers(-(10**18), 10**20),
    remains=st.none() | st.integers(-2000, 2000),
    currency=st.sampled_from([None, "USD", "INR"]),
)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    status = draw(st.sampled_from(OrderStatus))
    charge = Money(draw(st.integers(1, 10**13)))
    made = order(
        status,
        units=draw(st.integers(1, 1500)),
        charge=charge,
        review=draw(st.booleans()),
        odd_polls=draw(st.integers(0, 4)),
        upstream_charge=draw(st.none() | st.integers(0, 10**7).map(Money)),
    )
    refunded = Money(draw(st.integers(0, made.captured.micros)))
    return replace(made, refunded=refunded)


@given(orders(), ANSWERS)
def test_one_answer_never_refunds_above_the_charge_or_off_the_table(
    given_order: Order, answer: UpstreamStatus
) -> None:
    decided = settlement_for(given_order, answer, "USD")

    assert ZERO <= decided.refund <= given_order.captured - given_order.refunded
    if decided.refund:
        assert decided.to in {OrderStatus.PARTIAL, OrderStatus.CANCELED}
        assert not given_order.review
    if decided.to is not None:
        assert may_move(given_order.status, decided.to)
        assert decided.to is answer.status
    if given_order.status in HELD or given_order.status is OrderStatus.RELEASED:
        assert decided.to is None


@given(orders(), st.lists(ANSWERS, max_size=12))
def test_any_history_of_answers_keeps_the_books_and_only_moves_forward(
    start: Order, answers: list[UpstreamStatus]
) -> None:
    now, seen = start, [start.status]

    for answer in answers:
        decided = settlement_for(now, answer, "USD")
        figures = figures_after(now, answer, "USD", decided)
        now = replace(
            now,
            status=decided.to or now.status,
            refunded=now.refunded + decided.refund,
            remains=figures.remains,
            upstream_charge=figures.upstream_charge,
            odd_polls=figures.odd_polls,
        )
        if decided.to:
            seen.append(decided.to)

    assert start.refunded <= now.refunded <= now.captured
    assert len(seen) == len(set(seen)), "no status is entered twice"


@given(orders(), ANSWERS)
def test_the_same_answer_again_changes_nothing_more(
    given_order: Order, answer: UpstreamStatus
) -> None:
    first = settlement_for(given_order, answer, "USD")
    if first.to is None:
        return
    after = replace(given_order, status=first.to, refunded=given_order.refunded + first.refund)

    again = settlement_for(after, answer, "USD")

    assert (again.to, again.refund) == (None, ZERO)


@given(st.integers(2, 10**6), st.integers(1, 10**12), st.data())
def test_a_partial_keeps_exactly_the_delivered_part_rounded_up(
    units: int, micros: int, data: st.DataObject
) -> None:
    remains = data.draw(st.integers(0, units))
    running = order(units=units, charge=Money(micros))
    answer = UpstreamStatus(
        word="Partial",
        status=OrderStatus.PARTIAL,
        charge=None,
        start_count=None,
        remains=remains,
        currency=None,
    )

    kept = micros - settlement_for(running, answer, "USD").refund.micros

    assert kept == -(-micros * (units - remains) // units)


def test_a_package_is_all_or_nothing() -> None:
    answer = UpstreamStatus(
        word="Partial",
        status=OrderStatus.PARTIAL,
        charge=None,
        start_count=None,
        remains=0,
        currency=None,
    )

    assert settlement_for(order(units=1), answer, "USD").review is ReviewKind.PARTIAL_ODD


@given(ANSWERS)
def test_unusable_figures_keep_the_old_ones(answer: UpstreamStatus) -> None:
    known = order(remains=700, start_count=5, upstream_charge=Money(3))

    figures = figures_after(known, answer, "USD", settlement_for(known, answer, "USD"))

    assert figures.start_count is not None
    assert 0 <= figures.start_count < 2**63
    assert figures.remains is not None
    assert 0 <= figures.remains <= 1000
    assert figures.upstream_charge is not None
    assert figures.upstream_charge >= ZERO
    assert len(figures.upstream_status or "") <= 64
    if usable_remains(known, answer) is None:
        assert figures.remains == 700


def test_finished_orders_are_looked_at_less_and_less_and_then_no_more() -> None:
    done = order(OrderStatus.COMPLETED, finished_at=NOON)
    checks, now = [], NOON

    while (following := next_poll(done, Pacing(), now)) is not None:
        checks.append(following - NOON)
        now = following

    assert tuple(checks) == FINAL_CHECKS
    assert next_poll(order(OrderStatus.RELEASED), Pacing(), NOON) is None
    assert next_poll(order(OrderStatus.UNCONFIRMED), Pacing(), NOON) is None


def attempt(**changes: Any) -> Attempt:
    values: dict[str, Any] = {
        "id": AttemptId(1),
        "order_id": OrderId(1),
        "outcome": AttemptOutcome.UNCONFIRMED,
        "detail": None,
        "expected_cost": Money.of("0.42"),
        "balance_before": "182.40",
        "balances_after": (),
        "in_flight": 0,
        "started_at": NOON,
        "deadline_at": NOON + timedelta(minutes=2),
        "finished_at": NOON,
        "provider": ProviderName("main"),
    }
    return Attempt(**{**values, **changes})


def test_balances_are_read_carefully() -> None:
    fell = ("182.40", "181.98", "181.98")

    assert likely_for(attempt(balances_after=fell)) is Likely.ACCEPTED
    assert likely_for(attempt(balances_after=("182.4",) * 3)) is Likely.NOT_PLACED
    assert likely_for(attempt(balances_after=("182.40", "182.10"))) is Likely.UNCLEAR
    assert likely_for(attempt(balances_after=fell, in_flight=1)) is Likely.UNCLEAR
    assert likely_for(attempt()) is Likely.UNCLEAR
    assert likely_for(attempt(balance_before=None, balances_after=fell)) is Likely.UNCLEAR
    assert likely_for(attempt(balance_before="lots", balances_after=fell)) is Likely.UNCLEAR


def test_a_found_order_must_fit_in_charge_and_remains() -> None:
    expected = Money.of(1)

    def answer(status: OrderStatus, charge: str | None, remains: int | None) -> UpstreamStatus:
        return UpstreamStatus(
            word="",
            status=status,
            charge=None if charge is None else Decimal(charge),
            start_count=None,
            remains=remains,
            currency=None,
        )

    running, done = OrderStatus.IN_PROGRESS, OrderStatus.PARTIAL
    assert can_be(order(), expected, answer(running, None, None))
    assert can_be(order(), expected, answer(running, "0", 1000))
    assert can_be(order(), expected, answer(running, "1.02", 0))
    assert can_be(order(), expected, answer(done, "0.3", 700))
    assert not can_be(order(), expected, answer(running, "0.3", 700))
    assert not can_be(order(), expected, answer(done, "1.3", 0))
    assert not can_be(order(), expected, answer(running, "1", 1001))


def test_a_charge_is_odd_from_two_percent_above() -> None:
    assert not is_cost_odd(Money.of(1), Money.of("1.021"))
    assert is_cost_odd(Money.of(1), Money.of("1.022"))
    assert not is_cost_odd(Money.of("0.0004"), Money.of("0.001"))
    assert not is_cost_odd(Money.of(1), ZERO)


def test_no_finished_order_comes_to_life_again() -> None:
    for status in FINAL:
        assert not any(
            may_move(status, running) for running in OrderStatus if running not in FINAL
        )
