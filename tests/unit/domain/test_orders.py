"""An order's transitions: one table, no way back, and money that follows the status."""

import itertools

import pytest

from domain.orders import (
    ACTIVE,
    FINAL,
    HELD,
    RUNNING,
    TRANSITIONS,
    OrderStatus,
    may_move,
    sources_of,
)

PAIRS = list(itertools.product(OrderStatus, OrderStatus))


def test_every_status_stands_in_the_table() -> None:
    assert set(TRANSITIONS) == set(OrderStatus)


def test_every_status_holds_runs_or_has_ended() -> None:
    assert set(OrderStatus) == HELD | RUNNING | FINAL
    assert not HELD & RUNNING
    assert not ACTIVE & FINAL


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_the_sources_of_a_status_are_the_table_read_backwards(
    current: OrderStatus, to: OrderStatus
) -> None:
    assert (current in sources_of(to)) is may_move(current, to)


@pytest.mark.parametrize("current", sorted(OrderStatus))
def test_staying_is_no_step(current: OrderStatus) -> None:
    assert not may_move(current, current)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_an_accepted_order_never_holds_money_again(current: OrderStatus, to: OrderStatus) -> None:
    if current not in HELD and to in HELD | {OrderStatus.RELEASED}:
        assert not may_move(current, to)


@pytest.mark.parametrize(("current", "to"), PAIRS)
def test_an_unconfirmed_order_is_never_sent_without_passing_the_queue(
    current: OrderStatus, to: OrderStatus
) -> None:
    if to is OrderStatus.SUBMITTING and current is not OrderStatus.QUEUED:
        assert not may_move(current, to)
