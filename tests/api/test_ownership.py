"""Two customers, every action, every id: what is another's is answered as what is not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from db.models.aftercare import asks
from db.models.orders import orders
from domain.aftercare import AskKind, AskState
from domain.api_codes import code_of
from domain.api_keys import ApiStyle
from domain.ids import OrderId
from tests.api.counter import Counter, Reply
from tests.service.shopfloor import CUSTOMER, LINK, MAIN, OTHER, a_request

THEIRS, ABSENT = 2, 7_777_777
THEIR_REFILL, NO_REFILL = 1, 8_888_888


@pytest.fixture
async def two(counter: Counter) -> Counter:
    """Order 1 is the customer's, order 2 and the refill somebody else's."""
    await counter.floor.add_customer(OTHER, money="10")
    await counter.give_key(OTHER)
    add: dict[str, Any] = {"action": "add", "service": 1, "link": LINK, "quantity": 100}
    assert await counter.tell(**add) == {"order": 1}
    assert await counter.tell(OTHER, **add) == {"order": THEIRS}
    long_ago = counter.floor.clock.now() - timedelta(days=3)
    row = {"order_id": THEIRS, "provider": MAIN, "kind": AskKind.REFILL, "tries": 0}
    async with counter.floor.database.write() as uow:
        await uow.connection.execute(
            asks.insert().values(**row, state=AskState.TAKEN, asked_at=long_ago)
        )
        await uow.commit()
    return counter


def named(calls: list[dict[str, Any]], theirs: int, absent: int) -> list[tuple[Any, Any]]:
    """Each call about what is another's, beside the same about what is not there."""
    return [(about(call, theirs), about(call, absent)) for call in calls]


def about(call: dict[str, Any], number: int) -> dict[str, str]:
    return {name: str(value).replace("ID", str(number)) for name, value in call.items()}


ORDER_CALLS = [
    {"action": "status", "order": "ID"},
    {"action": "status", "orders": "ID"},
    {"action": "status", "orders": "1,ID"},
    {"action": "orders", "orders": "ID"},
    {"action": "multi_status", "orders": "ID"},
    {"action": "refill", "order": "ID"},
    {"action": "refill", "orders": "ID,1"},
    {"action": "multi_refill", "orders": "ID"},
    {"action": "cancel", "order": "ID"},
    {"action": "cancel", "orders": "ID"},
]
REFILL_CALLS = [
    {"action": "refill_status", "refill": "ID"},
    {"action": "refill_status", "refills": "ID"},
    {"action": "multi_refill_status", "refills": "ID"},
]
PAIRS = named(ORDER_CALLS, THEIRS, ABSENT) + named(REFILL_CALLS, THEIR_REFILL, NO_REFILL)


def without_ids(reply: Reply) -> tuple[int, str, frozenset[str]]:
    text = str(reply.body)
    for number in (ABSENT, NO_REFILL, THEIRS, THEIR_REFILL):
        text = text.replace(f"'{number}'", "ID").replace(f": {number},", ": ID,")
    return reply.status, text, frozenset(reply.headers)


@pytest.mark.parametrize("style", list(ApiStyle))
async def test_foreign_and_absent_are_answered_alike(two: Counter, style: ApiStyle) -> None:
    await two.give_key(style=style)

    for foreign, absent in PAIRS:
        answers = [without_ids(await two.ask(**call)) for call in (foreign, absent)]
        assert answers[0] == answers[1], foreign
        assert "error" in answers[0][1]

    assert (await two.tell(OTHER, action="status", order=THEIRS))["status"] == "Pending"


async def test_codes_of_foreign_orders_are_answered_as_absent_ones(two: Counter) -> None:
    for number in (THEIRS, ABSENT):
        answer = await two.tell(action="status", order=code_of(OrderId(number)))
        assert answer == {"error": "Incorrect order ID"}


async def test_a_test_key_sees_no_real_order_and_the_other_way_round(two: Counter) -> None:
    await two.give_key(test_mode=True)
    added = await two.tell(action="add", service=1, link=f"{LINK}9", quantity=100)
    assert await two.tell(action="status", order=1) == {"error": "Incorrect order ID"}
    await two.give_key(test_mode=False)

    answer = await two.tell(action="status", order=added["order"])

    assert answer == {"error": "Incorrect order ID"}


@pytest.mark.parametrize(("style", "seen"), [("standard", True), ("smmpremium", False)])
async def test_orders_of_the_chat_are_seen_in_the_standard_style_alone(
    two: Counter, *, style: str, seen: bool
) -> None:
    await two.give_key(style=ApiStyle(style))
    offer = await two.floor.quote(1, a_request())  # type: ignore[arg-type]
    placed = await two.floor.place(offer.quote.id)

    reply = await two.ask(action="status", order=placed.order.id)

    assert ("status" in reply.body) is seen


async def test_a_replaced_key_sees_what_the_one_before_ordered(two: Counter) -> None:
    async with two.floor.database.write() as uow:
        await uow.connection.execute(update(orders).where(orders.c.id == 1).values(api_key_id=999))
        await uow.commit()

    assert (await two.tell(CUSTOMER, action="status", order=1))["status"] == "Pending"
