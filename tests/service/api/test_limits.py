"""How often may be asked: a key's minute across processes, wrong keys from one address."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import event

from db.database import Database
from domain.api_addresses import site_of
from domain.errors import ApiKeyError, ApiRateError
from services.api.limits import MOST_KNOWN, WRONG_A_MINUTE, WrongKeyLimit
from tests.service.api.keyring import HERE, LIMIT, ON_SQLITE, Door, Keyring, a_key
from tests.service.shopfloor import CUSTOMER


async def passed(door: Door, key: str, times: int) -> int:
    """How many of so many requests at once are let in."""
    ended = await asyncio.gather(*(door(key) for _ in range(times)), return_exceptions=True)
    refused = [one for one in ended if isinstance(one, ApiRateError)]
    assert not [one for one in ended if isinstance(one, Exception) and one not in refused]
    return times - len(refused)


async def test_the_hundred_and_first_request_of_a_minute_waits_for_the_next(
    keyring: Keyring,
) -> None:
    key = await keyring.make()
    for _ in range(LIMIT):
        await keyring.door(key)
    keyring.floor.clock.advance(seconds=12.5)

    with pytest.raises(ApiRateError) as refused:
        await keyring.door(key)

    assert refused.value.retry_after_s == 48
    keyring.floor.clock.advance(seconds=47.4)
    with pytest.raises(ApiRateError) as refused:
        await keyring.door(key)
    assert refused.value.retry_after_s == 1
    keyring.floor.clock.advance(seconds=0.1)
    assert await passed(keyring.door, key, LIMIT + 1) == LIMIT


async def test_two_hundred_at_once_share_one_minute(keyring: Keyring) -> None:
    key = await keyring.make()

    assert await passed(keyring.door, key, 200) == LIMIT


async def test_processes_share_a_minute(database: Database, database_url: str) -> None:
    keyring = await Keyring.open(database)
    key = await keyring.make()
    other = Database.open(database_url)
    doors = [keyring.door, Door(other, keyring.floor.clock)]
    try:
        both = await asyncio.gather(*(passed(door, key, 150) for door in doors))
    finally:
        await other.close()

    assert sum(both) == LIMIT


@ON_SQLITE
async def test_what_one_process_holds_back_is_little(keyring: Keyring) -> None:
    """Another that asked once keeps a share; the first still gets nearly all of the minute."""
    key = await keyring.make()
    await Door(keyring.database, keyring.floor.clock)(key)

    assert await passed(keyring.door, key, 200) == LIMIT - LIMIT // 10


@ON_SQLITE
async def test_each_key_has_its_own_minute(keyring: Keyring) -> None:
    key = await keyring.make()
    assert await passed(keyring.door, key, LIMIT) == LIMIT

    newer = await keyring.make()

    assert await passed(keyring.door, newer, LIMIT) == LIMIT


@pytest.mark.parametrize("per_minute", [1, 3, 7, 1000])
@ON_SQLITE
async def test_any_limit_is_met_exactly(keyring: Keyring, per_minute: int) -> None:
    key = await keyring.make()
    door = Door(keyring.database, keyring.floor.clock, per_minute)

    assert await passed(door, key, per_minute + 5) == per_minute


@ON_SQLITE
async def test_most_requests_write_nothing(keyring: Keyring) -> None:
    key = await keyring.make()
    written: list[str] = []
    engines = keyring.database.engines
    write = engines.inline or engines.write.sync_engine
    event.listen(
        write,
        "before_cursor_execute",
        lambda *args: written.append(args[2]) if args[2].startswith("UPDATE") else None,
    )

    assert await passed(keyring.door, key, LIMIT) == LIMIT
    used, written[:] = len(written), []
    await passed(keyring.door, key, 300)

    assert used <= LIMIT // 4
    assert len(written) <= 1


@ON_SQLITE
async def test_a_clock_that_was_set_back_locks_nobody_out(keyring: Keyring) -> None:
    key = await keyring.make()
    await passed(keyring.door, key, LIMIT)

    keyring.floor.clock.advance(hours=-1)

    assert await passed(Door(keyring.database, keyring.floor.clock), key, 1) == 1


@ON_SQLITE
async def test_wrong_keys_from_one_address_are_slowed_down_and_nobody_else(
    keyring: Keyring,
) -> None:
    key = await keyring.make()
    for number in range(WRONG_A_MINUTE):
        with pytest.raises(ApiKeyError):
            await keyring.door(a_key(50 + number))

    with pytest.raises(ApiRateError) as refused:
        await keyring.door(a_key(99))

    assert refused.value.retry_after_s == 60
    assert (await keyring.door(key, HERE)).user_id == CUSTOMER
    with pytest.raises(ApiKeyError):
        await keyring.door(a_key(99), "198.51.100.9")
    keyring.floor.clock.advance(minutes=1)
    with pytest.raises(ApiKeyError):
        await keyring.door(a_key(99))


@ON_SQLITE
def test_addresses_of_one_site_are_counted_as_one(keyring: Keyring) -> None:
    assert site_of("2001:db8:1:2:3::4") == site_of("2001:db8:1:2:ffff::") != site_of("2001:db8::")


@ON_SQLITE
def test_many_addresses_do_not_fill_the_memory(keyring: Keyring) -> None:
    limit, now = WrongKeyLimit(), keyring.floor.clock.now()

    for number in range(MOST_KNOWN + 50):
        limit.count(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", now)

    assert len(limit) <= MOST_KNOWN
