"""What may be expected of an order, and from when on it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.figures import ServiceFigures
from domain.orders import OrderRequest, OrderStatus
from domain.outlook import SOONEST, UNKNOWN, Span, outlook_of, patience
from tests.unit.handlers.specimens import NOW, an_order

FIGURES = ServiceFigures(
    completed=30,
    partial=1,
    canceled=0,
    starts_p50_s=300,
    starts_p90_s=2400,
    finishes_p50_s=7200,
    finishes_p90_s=14400,
    thousand_p50_s=3600,
)
RUNNING = an_order(OrderStatus.PENDING, accepted_at=NOW)


def test_a_waiting_order_tells_its_usual_start_and_end() -> None:
    outlook = outlook_of(RUNNING, FIGURES)

    assert outlook is not None
    assert outlook.starts_s == 300
    assert outlook.done_at == NOW + timedelta(seconds=300 + 3600)
    assert outlook.late_from == NOW + timedelta(seconds=14400)
    assert outlook.is_measured


def test_an_order_at_work_tells_no_start_any_more() -> None:
    outlook = outlook_of(replace(RUNNING, status=OrderStatus.IN_PROGRESS), FIGURES)

    assert outlook is not None
    assert outlook.starts_s is None


def test_without_figures_nothing_is_promised_and_a_day_is_late() -> None:
    outlook = outlook_of(RUNNING, None)

    assert outlook is not None
    assert (outlook.starts_s, outlook.done_at) == (None, None)
    assert outlook.late_from == NOW + UNKNOWN
    assert not outlook.is_measured


def test_a_quick_service_does_not_make_people_wait_for_minutes_only() -> None:
    quick = replace(FIGURES, starts_p50_s=5, thousand_p50_s=10, finishes_p90_s=60)

    assert patience(Span(units=1000, runs=None, interval=None), quick) == SOONEST


def test_a_large_order_has_the_time_that_its_size_takes() -> None:
    large = Span(units=50_000, runs=None, interval=None)

    assert patience(large, FIGURES) == timedelta(seconds=300 + 50 * 3600)


def test_parts_have_the_time_over_which_they_are_spread() -> None:
    parts = OrderRequest(link="x", quantity=200, units=1000, runs=5, interval=60)
    outlook = outlook_of(replace(RUNNING, request=parts), FIGURES)

    assert outlook is not None
    assert outlook.late_from == NOW + timedelta(seconds=14400, hours=4)


@pytest.mark.parametrize("status", set(OrderStatus) - {"pending", "processing", "in_progress"})
def test_only_running_orders_have_an_outlook(status: OrderStatus) -> None:
    assert outlook_of(an_order(status, accepted_at=NOW), FIGURES) is None


def test_a_subscription_is_never_late() -> None:
    fields = {"username": "name", "min": "100", "max": "200", "posts": "5"}
    request = OrderRequest(link="x", quantity=1, units=1, fields=fields)

    assert outlook_of(replace(RUNNING, request=request), FIGURES) is None
