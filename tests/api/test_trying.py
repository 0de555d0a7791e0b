"""Test mode: everything is answered as if it were real; no money moves, nobody is asked."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from db.models.orders import orders
from domain.api_tests import TEST_NUMBERS
from services.api.sweep import DropOldCalls
from tests.api.counter import Counter
from tests.service.shopfloor import LINK

FIRST = TEST_NUMBERS + 1
ADD: dict[str, Any] = {"action": "add", "service": 1, "link": LINK, "quantity": 1000}
GUARDED = "You have active order with this link. Please wait until order being completed."


@pytest.fixture
async def trying(counter: Counter) -> Counter:
    await counter.give_key(test_mode=True)
    return counter


async def test_a_test_order_is_worked_off_by_the_clock(trying: Counter) -> None:
    added = await trying.tell(**ADD)
    clock, number = trying.floor.clock, added["order"]
    seen = []
    for seconds in (0, 30, 45, 30):
        clock.advance(seconds=seconds)
        seen.append(await trying.tell(action="status", order=number))

    assert number == FIRST
    words = [(one["status"], one["remains"]) for one in seen]
    assert words == [
        ("Pending", "1000"),
        ("In progress", "750"),
        ("Completed", "0"),
        ("Completed", "0"),
    ]
    assert (seen[0]["start_count"], seen[1]["start_count"]) == (None, "137")
    assert seen[-1]["charge"] == "0.90"


async def test_no_money_moves_and_nothing_is_listed(trying: Counter) -> None:
    await trying.tell(**ADD | {"quantity": 50_000})

    assert await trying.tell(action="balance") == {"balance": "10.00", "currency": "USD"}
    assert await trying.floor.count(orders) == 0


@pytest.mark.parametrize(
    ("word", "status", "charge"), [("partial", "Partial", "0.45"), ("cancel", "Canceled", "0.00")]
)
async def test_words_in_the_link_choose_the_end(
    trying: Counter, word: str, status: str, charge: str
) -> None:
    added = await trying.tell(**ADD | {"link": f"{LINK}.{word}"})
    trying.floor.clock.advance(minutes=5)

    told = await trying.tell(action="status", order=added["order"])

    assert (told["status"], told["charge"]) == (status, charge)


async def test_a_test_order_can_be_canceled_until_it_ends(trying: Counter) -> None:
    await trying.tell(**ADD)

    once = await trying.tell(action="cancel", orders=FIRST)
    twice = await trying.tell(action="cancel", orders=f"{FIRST},7")

    assert once == [{"order": FIRST, "cancel": 1}]
    assert twice == [
        {"order": FIRST, "cancel": {"error": "This order cannot be canceled"}},
        {"order": 7, "cancel": {"error": "Incorrect order ID"}},
    ]
    assert (await trying.tell(action="status", order=FIRST))["status"] == "Canceled"


async def test_a_test_order_can_be_refilled_once_it_is_completed(trying: Counter) -> None:
    await trying.tell(**ADD)
    early = await trying.tell(action="refill", order=FIRST)
    trying.floor.clock.advance(minutes=5)
    asked = await trying.tell(action="refill", order=FIRST)
    words = []
    for seconds in (0, 20, 40):
        trying.floor.clock.advance(seconds=seconds)
        words.append((await trying.tell(action="refill_status", refill=FIRST))["status"])

    assert early == {"error": "The order is not completed"}
    assert asked == {"refill": str(FIRST)}
    assert words == ["Pending", "In progress", "Completed"]
    assert "error" in await trying.tell(action="refill", order=FIRST)


async def test_a_repeat_is_refused_in_test_mode_too(trying: Counter) -> None:
    await trying.tell(**ADD)
    assert await trying.tell(**ADD) == {"error": GUARDED}
    trying.floor.clock.advance(minutes=5)

    assert await trying.tell(**ADD) == {"order": FIRST + 1}


async def test_names_of_test_calls_are_apart_from_real_ones(trying: Counter) -> None:
    named: dict[str, Any] = {**ADD, "idempotency_key": "a"}
    assert await trying.tell(**named) == await trying.tell(**named) == {"order": FIRST}
    await trying.give_key(test_mode=False)

    assert await trying.tell(**named) == {"order": 1}


async def test_old_tests_and_names_are_forgotten(trying: Counter) -> None:
    await trying.tell(**ADD | {"idempotency_key": "a"})
    sweep = DropOldCalls(trying.floor.database, trying.floor.clock)
    assert await sweep() == 0
    trying.floor.clock.advance(days=8)
    assert await sweep() == 1
    trying.floor.clock.advance(days=30)
    assert await sweep() == 1

    assert await trying.tell(action="status", order=FIRST) == {"error": "Incorrect order ID"}


@pytest.mark.parametrize("guard", [True, False])
async def test_twenty_test_calls_of_one_name_at_once_are_one_order(
    trying: Counter, *, guard: bool
) -> None:
    await trying.give_key(test_mode=True, repeat_guard=guard)
    named: dict[str, Any] = {**ADD, "idempotency_key": "a-7"}

    answers = await asyncio.gather(*(trying.tell(**named) for _ in range(20)))

    assert answers == [{"order": FIRST}] * 20
