"""What a day by API may cost, whoever orders at the same moment; what was used, written down."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from db.database import Database
from domain.errors import DailyCapError
from domain.ids import UserId
from domain.money import ZERO, Money
from tests.service.api.keyring import ON_SQLITE, Door, Keyring
from tests.service.shopfloor import CUSTOMER, OTHER

CHARGE = Money.of("0.90")


async def spend(keyring: Keyring, charge: Money = CHARGE, *, user_id: UserId = CUSTOMER) -> Money:
    async with keyring.database.write(brief=True) as uow:
        spent = await uow.api_days.spend(user_id, charge, at=keyring.floor.clock.now())
        await uow.commit()
    return spent


async def test_two_hundred_orders_at_once_never_pass_the_cap(
    database: Database, database_url: str
) -> None:
    keyring = await Keyring.open(database)
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="10")
    other = Database.open(database_url)
    second = Keyring(keyring.floor, keyring.door)
    second.floor = type(keyring.floor)(other, keyring.floor.clock)
    try:
        ended = await asyncio.gather(
            *(spend(keyring) for _ in range(100)),
            *(spend(second) for _ in range(100)),
            return_exceptions=True,
        )
    finally:
        await other.close()

    placed = [one for one in ended if isinstance(one, Money)]
    refused = [one for one in ended if isinstance(one, DailyCapError)]
    assert (len(placed), len(refused)) == (11, 189)
    assert refused[0].cap == Money.of(10)
    today = (await keyring.read()).today
    assert (today.orders, today.spent) == (11, Money.of("9.90"))


async def test_the_first_order_of_a_day_meets_the_cap_too(keyring: Keyring) -> None:
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="0.89")

    with pytest.raises(DailyCapError):
        await spend(keyring)

    assert (await keyring.read()).today.spent == ZERO


async def test_the_cap_may_be_spent_to_the_last_and_begins_anew_at_midnight(
    keyring: Keyring,
) -> None:
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="1.80")
    assert await spend(keyring) == CHARGE
    assert await spend(keyring) == Money.of("1.80")
    with pytest.raises(DailyCapError):
        await spend(keyring, Money(1))

    keyring.floor.clock.advance(days=1)

    assert await spend(keyring) == CHARGE


@ON_SQLITE
async def test_without_a_cap_everything_is_counted_and_nothing_refused(keyring: Keyring) -> None:
    assert await spend(keyring, Money.of(900_000)) == Money.of(900_000)
    await keyring.floor.add_customer(OTHER)
    assert await spend(keyring, user_id=OTHER) == CHARGE


@ON_SQLITE
async def test_an_order_that_was_not_placed_is_not_counted(keyring: Keyring) -> None:
    async with keyring.database.write(brief=True) as uow:
        await uow.api_days.spend(CUSTOMER, CHARGE, at=keyring.floor.clock.now())

    assert (await keyring.read()).today.orders == 0


@ON_SQLITE
async def test_a_cap_below_what_was_spent_refuses_the_next(keyring: Keyring) -> None:
    await spend(keyring, Money.of(20))
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="10")

    with pytest.raises(DailyCapError):
        await spend(keyring, Money(1))


async def test_uses_are_written_down_together_with_the_end_of_the_address_hidden(
    keyring: Keyring,
) -> None:
    key = await keyring.make()
    for _ in range(3):
        await keyring.door(key, "203.0.113.77")
    await spend(keyring)

    view = await keyring.read()

    assert view.key is not None
    assert (view.key.used_at, view.key.used_from) == (keyring.floor.clock.now(), "203.0.113.•")
    assert (view.today.requests, view.today.orders, view.today.spent) == (3, 1, CHARGE)
    assert await keyring.door.note() == 0


@ON_SQLITE
async def test_requests_are_counted_on_the_day_on_which_they_came(keyring: Keyring) -> None:
    key = await keyring.make()
    await keyring.door(key)
    yesterday = keyring.floor.clock.now().date()
    keyring.floor.clock.advance(days=1)
    await keyring.door(key)

    await keyring.door.note()

    assert [await requests_on(keyring, day) for day in (yesterday, today(keyring))] == [1, 1]


async def test_a_process_that_writes_late_does_not_hide_a_later_use(keyring: Keyring) -> None:
    key = await keyring.make()
    late = Door(keyring.database, keyring.floor.clock)
    await late(key, "198.51.100.1")
    keyring.floor.clock.advance(minutes=5)
    await keyring.door(key, "203.0.113.7")
    await keyring.door.note()

    await late.note()

    view = await keyring.read()
    assert view.key is not None
    assert view.key.used_from == "203.0.113.•"
    assert view.today.requests == 2


@ON_SQLITE
async def test_what_could_not_be_written_is_written_the_next_time(keyring: Keyring) -> None:
    key = await keyring.make()
    await keyring.door(key)
    taken = keyring.door.uses.take()
    await keyring.door(key)

    keyring.door.uses.give_back(*taken)
    await keyring.door.note()

    assert await requests_on(keyring, today(keyring)) == 2


def today(keyring: Keyring) -> date:
    return keyring.floor.clock.now().date()


async def requests_on(keyring: Keyring, day: date) -> int:
    async with keyring.database.read() as reads:
        return (await reads.api_days.on(CUSTOMER, day)).requests
