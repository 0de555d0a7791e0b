"""A provider's money, pace and health as rules: nothing here waits or writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import ServiceType
from domain.ids import ProviderName
from domain.money import ZERO, Money
from domain.pricing import exact_cost, floor_of, price_of
from domain.provider import Accepted, NotSent, Refusal, Refused, Throttled, Unconfirmed
from domain.provider_money import days_left, low_after
from domain.provider_state import ProviderState, after_call
from domain.slowing import pace_of, slower
from domain.submission import STALE, HoldWhy, is_worth_sending, may_go_elsewhere
from tests.stock import service

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WELL = ProviderState(
    name=ProviderName("main"),
    balance="100",
    currency="USD",
    balance_at=NOON,
    recent="",
    down_since=None,
    held_until=None,
    held_why=None,
    synced_at=None,
    services_count=None,
    last_error=None,
    paused_by=None,
    funds_needed=None,
    low_alert=None,
    low_told=None,
    slowed_to=None,
    slowed_at=None,
)


def test_days_left_is_the_balance_over_what_a_day_costs() -> None:
    assert days_left(Decimal("182.40"), Money.of("60.80")) == 3
    assert days_left(Decimal(-1), Money.of(1)) == 0
    assert days_left(Decimal(5), ZERO) is None


def test_a_low_balance_is_told_once_again_at_each_half_and_after_it_recovered() -> None:
    told, heard = None, []
    for balance in ("60", "49", "48", "26", "24", "24", "3", "0", "0", "51", "49"):
        told, is_news = low_after(told, Decimal(balance), Money.of(50))
        heard += [balance] if is_news else []

    assert heard == ["49", "24", "3", "0", "49"]


@given(st.lists(st.decimals(0, 100, places=2), max_size=30))
def test_a_balance_that_only_falls_is_told_a_few_times_at_most(
    balances: list[Decimal],
) -> None:
    told, news = None, 0
    for balance in sorted(balances, reverse=True):
        told, is_news = low_after(told, balance, Money.of(50))
        news += is_news

    assert news <= 30
    assert told is None or told >= ZERO


def test_a_complaint_halves_the_pace_which_comes_back_by_fifths() -> None:
    slowed = replace(WELL, slowed_to=slower(100), slowed_at=NOON)
    paces = [pace_of(slowed, 100, NOON + timedelta(minutes=n)) for n in (0, 1, 3, 9, 29, 30)]

    assert paces == [50, 60, 80, 100, 100, 100]
    assert pace_of(slowed, None, NOON + timedelta(minutes=30)) is None
    assert pace_of(WELL, 7, NOON) == 7
    assert slower(0) == slower(3) == 6


def test_twenty_calls_are_remembered_from_the_first_failure_on() -> None:
    recent = after_call("", failed=True)
    for _ in range(19):
        recent = after_call(recent, failed=False)
    assert replace(WELL, recent=recent).failures == 1

    assert replace(WELL, recent=after_call(recent, failed=False)).failures == 0


@pytest.mark.parametrize("why", [HoldWhy.DOWN, HoldWhy.AUTH, HoldWhy.UNCONFIRMED])
def test_some_holds_no_time_ends_but_a_look(why: HoldWhy) -> None:
    held = replace(WELL, held_why=why, held_until=NOON)
    later = NOON + timedelta(days=1)

    assert not held.may_send(later)
    assert held.wants_look(later)
    assert not held.wants_look(NOON - timedelta(seconds=1))


def test_money_is_looked_for_each_minute_while_orders_wait_for_it() -> None:
    held = replace(WELL, held_why=HoldWhy.FUNDS, held_until=NOON + timedelta(minutes=5))

    assert [held.wants_look(NOON + timedelta(seconds=s)) for s in (30, 60)] == [False, True]
    assert not WELL.wants_look(NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("before", "needed", "now", "is_refilled"),
    [
        ("5", "8", "8", True),
        ("5", "8", "7.99", False),
        ("9", "8", "9", False),
        (None, "8", "8", True),
        ("5", None, "5.01", True),
        ("nonsense", "8", "9", True),
    ],
)
def test_enough_money_that_came_lets_orders_go(
    before: str | None, needed: str | None, now: str, *, is_refilled: bool
) -> None:
    held = replace(
        WELL,
        held_why=HoldWhy.FUNDS,
        balance=before,
        funds_needed=None if needed is None else Money.of(needed),
    )

    assert held.was_refilled(Decimal(now)) is is_refilled
    assert not replace(held, held_why=HoldWhy.DOWN).was_refilled(Decimal(1000))


def test_only_what_certainly_did_not_go_out_may_go_elsewhere() -> None:
    theirs = {Refusal.FUNDS, Refusal.AUTH, Refusal.RATE, Refusal.SERVICE}

    assert may_go_elsewhere(NotSent("refused"))
    assert may_go_elsewhere(Throttled(5))
    assert {refusal for refusal in Refusal if may_go_elsewhere(Refused(refusal, ""))} == theirs
    for other in (Unconfirmed("timeout"), Accepted("1"), NotSent(STALE)):  # type: ignore[arg-type]
        assert not may_go_elsewhere(other)


@given(cost=st.integers(0, 10**9), margin=st.integers(0, 200), charge=st.integers(0, 10**10))
def test_what_is_worth_sending_leaves_the_least_margin(
    cost: int, margin: int, charge: int
) -> None:
    worth = is_worth_sending(Money(charge), Money(cost).decimal, Decimal(margin))

    assert worth == (charge * 100 >= cost * (100 + margin))


@given(
    cost=st.integers(1, 10**8),
    units=st.integers(1, 10**6),
    margin=st.decimals(0, 300, places=2),
    kind=st.sampled_from([ServiceType.DEFAULT, ServiceType.PACKAGE]),
)
def test_what_is_priced_at_the_least_margin_is_worth_sending(
    cost: int, units: int, margin: Decimal, kind: ServiceType
) -> None:
    rate = floor_of(Money(cost), margin)
    sold = replace(service(number=1), type=kind, cost=Money(cost), rate=rate)

    charge = price_of(sold, units).charge

    assert is_worth_sending(charge, exact_cost(sold, units), margin)
