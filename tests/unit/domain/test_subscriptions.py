"""What posts took: from figures that may be missing or odd, never more than was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import OrderId, ProviderName, UpstreamId
from domain.money import Money
from domain.orders import FINAL, OrderRequest, OrderStatus
from domain.provider import UpstreamStatus
from domain.settlement import refund_for
from domain.subscriptions import (
    Plan,
    Post,
    Stage,
    delivered_by,
    ending_of,
    is_settled,
    is_short,
    plan_of,
    read_post,
    stage_of,
)
from tests.unit.handlers.specimens import an_order

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAN = Plan(username="name", least=200, most=400, new=5, old=0, delay=5, until=None)
UNIT = Decimal("0.0005")
FIELDS = {"username": "name", "min": "200", "max": "400", "posts": "5"}


def a_post(**changes: Any) -> Post:
    plain = Post(
        id=1,
        order_id=OrderId(1043),
        provider=ProviderName("main"),
        upstream_id=UpstreamId("801"),
        status=OrderStatus.PENDING,
        quantity=None,
        remains=None,
        delivered=None,
        odd_polls=0,
        seen_at=NOW,
        poll_at=NOW,
        ended_at=None,
    )
    return replace(plain, **changes)


def an_answer(status: OrderStatus | None, remains: int | None = None) -> UpstreamStatus:
    return UpstreamStatus(
        word="x", status=status, charge=None, start_count=None, remains=remains, currency=None
    )


@given(
    status=st.none() | st.sampled_from(OrderStatus),
    remains=st.none() | st.integers(-(10**6), 10**6),
    charge=st.none() | st.builds(Money, st.integers(-(10**6), 10**7)),
    unit_cost=st.none() | st.sampled_from([UNIT, Decimal(0), Decimal("0.000001")]),
    quantity=st.none() | st.integers(200, 400),
    before=st.sampled_from(OrderStatus),
)
def test_no_answer_counts_more_than_was_agreed_for_a_post(
    *,
    status: OrderStatus | None,
    remains: int | None,
    charge: Money | None,
    unit_cost: Decimal | None,
    quantity: int | None,
    before: OrderStatus,
) -> None:
    post = a_post(status=before, quantity=quantity)

    reading = read_post(post, an_answer(status, remains), PLAN, charge=charge, unit_cost=unit_cost)

    if reading is None:
        assert status is None or before in FINAL
        return
    assert reading.quantity is None or PLAN.least <= reading.quantity <= PLAN.most
    assert reading.delivered is None or 0 <= reading.delivered <= PLAN.most
    assert reading.remains is None or 0 <= reading.remains <= PLAN.most
    assert reading.is_odd is (reading.status in FINAL and reading.delivered is None)


@given(
    units=st.lists(st.integers(0, 400), max_size=8),
    charge=st.integers(1, 10**12),
)
def test_every_micro_unit_of_a_subscription_is_kept_or_returned(
    units: list[int], charge: int
) -> None:
    request = OrderRequest(link="x", quantity=2000, units=2000, fields=FIELDS)
    order = an_order(request=request, charge=Money(charge))
    posts = [a_post(status=OrderStatus.COMPLETED, delivered=one) for one in units]

    to, remains = ending_of(order, posts)
    refund = refund_for(order, to, remains)

    used = min(sum(units), 2000)
    assert refund == Money(charge + (-charge * used // 2000))
    assert (to is OrderStatus.COMPLETED) is (remains == 0)
    assert (to is OrderStatus.CANCELED) is (used == 0)


def test_a_plan_is_read_from_the_orders_own_fields() -> None:
    request = OrderRequest(
        link="x",
        quantity=2800,
        units=2800,
        fields={**FIELDS, "old_posts": "2", "delay": "5", "expiry": "31/12/2026"},
    )

    plan = plan_of(request)

    assert plan == replace(PLAN, old=2, until="31/12/2026")
    assert plan.posts == 7
    assert plan_of(OrderRequest(link="x", quantity=1, units=1)) is None


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("Active", Stage.ACTIVE),
        ("In progress", Stage.ACTIVE),
        ("paused", Stage.PAUSED),
        ("Completed", Stage.COMPLETED),
        ("EXPIRED", Stage.EXPIRED),
        ("Canceled", Stage.CANCELED),
        ("Partial", Stage.CANCELED),
        ("", None),
        (None, None),
    ],
)
def test_words_of_a_subscription(word: str | None, stage: Stage | None) -> None:
    assert stage_of(word) is stage


def test_it_is_settled_when_nothing_is_unknown_any_more() -> None:
    known, unknown = a_post(delivered=300), a_post()

    assert is_settled(Stage.EXPIRED, [known])
    assert not is_settled(Stage.EXPIRED, [known, unknown])
    assert not is_settled(Stage.ACTIVE, [known])
    assert is_short(Stage.COMPLETED, PLAN, [known])
    assert not is_short(Stage.EXPIRED, PLAN, [known])


def test_progress_counts_what_is_known() -> None:
    posts = [a_post(delivered=300), a_post(quantity=400, remains=150), a_post(), a_post(remains=9)]

    assert delivered_by(posts) == 550
