"""Orders by the API: paid once, held back where they must be, the same for the same call."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update

from db.models.api import api_days
from db.models.catalogue import services
from db.models.orders import cards, orders
from db.models.outbox import outbox
from domain.money import Money
from domain.orders import OrderStatus
from services.ordering.admission import PAUSED
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, LINK, OTHER

GUARDED = "You have active order with this link. Please wait until order being completed."
ADD: dict[str, Any] = {"action": "add", "service": 1, "link": LINK, "quantity": 1000}


def link(number: int) -> str:
    return f"{LINK}{number}"


async def test_an_order_is_queued_with_its_charge_on_hold(counter: Counter) -> None:
    assert await counter.tell(**ADD) == {"order": 1}

    async with counter.floor.database.read() as reads:
        order = (await reads.connection.execute(select(orders))).one()
    assert (order.status, order.held_micros) == (OrderStatus.QUEUED, Money.of("0.90"))
    assert order.api_key_id == 1
    assert await counter.tell(action="balance") == {"balance": "9.10", "currency": "USD"}
    told = {"charge": "0.90", "start_count": None, "status": "Pending", "remains": "1000"}
    assert await counter.tell(action="status", order=1) == {**told, "currency": "USD"}


async def test_two_hundred_orders_at_once_and_money_for_one(counter: Counter) -> None:
    sent = [counter.tell(**ADD | {"quantity": 10_000 + n, "link": link(n)}) for n in range(200)]

    answers = await asyncio.gather(*sent)

    placed = [answer for answer in answers if "order" in answer]
    assert len(placed) == 1
    refused = [answer for answer in answers if "order" not in answer]
    assert refused == [{"error": "Not enough funds on balance"}] * 199
    assert await counter.floor.count(orders) == 1


async def test_a_repeat_while_the_first_is_active_is_refused(counter: Counter) -> None:
    await counter.tell(**ADD)

    assert await counter.tell(**ADD | {"quantity": 500}) == {"error": GUARDED}
    assert await counter.tell(**ADD | {"link": link(1)}) == {"order": 2}
    await counter.tell(action="cancel", orders=1)
    assert await counter.tell(**ADD) == {"order": 3}


async def test_twenty_repeats_at_once_are_one_order(counter: Counter) -> None:
    answers = await asyncio.gather(*(counter.tell(**ADD) for _ in range(20)))

    assert [answer for answer in answers if answer != {"error": GUARDED}] == [{"order": 1}]


async def test_who_switched_the_guard_off_may_repeat(counter: Counter) -> None:
    await counter.give_key(repeat_guard=False)

    assert [await counter.tell(**ADD) for _ in range(2)] == [{"order": 1}, {"order": 2}]


async def test_the_guard_looks_at_one_customer_alone(counter: Counter) -> None:
    await counter.floor.add_customer(OTHER, money="10")
    await counter.give_key(OTHER)
    await counter.tell(**ADD)

    assert await counter.tell(OTHER, **ADD) == {"order": 2}


async def test_twenty_calls_of_one_name_at_once_are_one_order(counter: Counter) -> None:
    named: dict[str, Any] = {**ADD, "idempotency_key": "a-7"}

    answers = await asyncio.gather(*(counter.tell(**named) for _ in range(20)))

    assert answers == [{"order": 1}] * 20
    assert await counter.floor.count(orders) == 1


async def test_a_name_belongs_to_what_was_said_under_it(counter: Counter) -> None:
    named: dict[str, Any] = {**ADD, "idempotency_key": "a-7"}
    await counter.tell(**named)

    other = await counter.tell(**named | {"quantity": 2000})
    in_json = await counter.send("POST", json={"key": counter.keys[CUSTOMER], **named})

    assert other == {"error": "This idempotency_key belongs to another order"}
    assert in_json.body == {"order": 1}


async def test_a_name_outlives_its_order_and_its_service(counter: Counter) -> None:
    named: dict[str, Any] = {**ADD, "idempotency_key": "a-7"}
    await counter.tell(**named)
    await counter.tell(action="cancel", orders=1)

    assert await counter.tell(**named) == {"order": 1}


async def test_what_was_refused_may_be_said_again_under_its_name(counter: Counter) -> None:
    named: dict[str, Any] = {**ADD, "quantity": 20_000, "idempotency_key": "a-7"}
    assert await counter.tell(**named) == {"error": "Not enough funds on balance"}
    await counter.floor.give(CUSTOMER, "20")

    assert "order" in await counter.tell(**named)


async def test_two_customers_may_use_one_name(counter: Counter) -> None:
    await counter.floor.add_customer(OTHER, money="10")
    await counter.give_key(OTHER)
    named: dict[str, Any] = {**ADD, "idempotency_key": "a-7"}

    assert await counter.tell(**named) == {"order": 1}
    assert await counter.tell(OTHER, **named) == {"order": 2}


async def test_more_than_the_daily_cap_is_refused(counter: Counter) -> None:
    await counter.give_key(daily_cap=Money.of("1"))
    assert await counter.tell(**ADD) == {"order": 1}

    refused = await counter.tell(**ADD | {"link": link(1)})

    capped = "Not enough funds on balance: the daily limit of this API key is reached"
    assert refused == {"error": capped}
    assert await counter.tell(action="balance") == {"balance": "9.10", "currency": "USD"}
    async with counter.floor.database.read() as reads:
        day = (await reads.connection.execute(select(api_days))).one()
    assert (day.orders, day.spent_micros) == (1, Money.of("0.90"))


async def test_orders_by_the_api_ring_nobody(counter: Counter) -> None:
    await counter.tell(**ADD)
    await counter.tell(action="cancel", orders=1)

    assert await counter.floor.count(outbox) == 0
    assert await counter.floor.count(cards) == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"service": 99}, "Incorrect service ID"),
        ({"service": "x"}, "Incorrect service ID"),
        ({"service": ""}, "Incorrect service ID"),
        ({"link": ""}, "Incorrect link"),
        ({"link": "instagram.com/name"}, "Incorrect link"),
        ({"link": "@name"}, "Incorrect link"),
        ({"link": "ftp://instagram.com/name"}, "Incorrect link"),
        ({"link": "https://tiktok.com/@name"}, "Incorrect link"),
        ({"link": "https://www.instagram.com/p/ABC"}, "Incorrect link"),
        ({"link": f"{LINK}\n{LINK}"}, "Incorrect link"),
        ({"link": f"{LINK}?{'x' * 500}"}, "Incorrect link"),
        ({"quantity": ""}, "Incorrect quantity"),
        ({"quantity": "1k"}, "Incorrect quantity"),
        ({"quantity": "-5"}, "Incorrect quantity"),
        ({"quantity": "1,000"}, "Incorrect quantity"),
        ({"quantity": "1e3"}, "Incorrect quantity"),
        ({"quantity": 99}, "Quantity less than minimal 100"),
        ({"quantity": 50_001}, "Quantity more than maximum 50000"),
        ({"quantity": "9" * 40}, "Incorrect quantity"),
        ({"runs": 2}, "interval field is required"),
        ({"interval": 2}, "runs field is required"),
        ({"runs": 5000, "interval": 1}, "Runs more than maximum 1000"),
        ({"idempotency_key": "x" * 256}, "Incorrect idempotency_key"),
        ({"idempotency_key": "a\tb"}, "Incorrect idempotency_key"),
    ],
)
async def test_what_cannot_be_ordered_is_refused_in_known_words(
    lite: Counter, changed: dict[str, Any], words: str
) -> None:
    assert await lite.tell(**ADD | changed) == {"error": words}
    assert await lite.tell(action="balance") == {"balance": "10.00", "currency": "USD"}


@pytest.mark.parametrize(
    ("parts", "charge"),
    [
        ({"runs": 5, "interval": 60}, "4.50"),
        ({"runs": "05", "interval": "60.0"}, "4.50"),
        ({"runs": "", "interval": ""}, "0.90"),
        ({"runs": 0, "interval": 0}, "0.90"),
        ({"runs": 1, "interval": 60}, "0.90"),
    ],
)
async def test_runs_and_interval_deliver_in_parts(
    lite: Counter, parts: dict[str, Any], charge: str
) -> None:
    await lite.tell(**ADD | parts)

    assert (await lite.tell(action="status", order=1))["charge"] == charge


async def test_a_hundred_with_decimals_is_a_hundred(lite: Counter) -> None:
    await lite.tell(**ADD | {"quantity": "100.000"})

    assert (await lite.tell(action="status", order=1))["remains"] == "100"


async def test_while_orders_are_paused_none_is_taken(lite: Counter) -> None:
    async with lite.floor.database.write() as uow:
        await uow.shop.set(PAUSED, '{"text": "back at nine"}')
        await uow.commit()

    assert await lite.tell(**ADD) == {"error": "Orders are paused. Please try again later."}


async def test_the_price_of_this_moment_counts_whatever_the_list_says(counter: Counter) -> None:
    async with counter.floor.database.write() as uow:
        await uow.connection.execute(update(services).values(rate_micros=Money.of("1.20")))
        await uow.commit()

    assert "order" in await counter.tell(**ADD)

    assert await counter.tell(action="balance") == {"balance": "8.80", "currency": "USD"}
    async with counter.floor.database.read() as reads:
        day = (await reads.connection.execute(select(api_days))).one()
    assert (day.orders, day.spent_micros) == (1, Money.of("1.20"))
