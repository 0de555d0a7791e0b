"""Keys of the served API: made, replaced, ended, and let in or not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event, select, text

from bot.clock import random_key
from db import direct
from db.database import Database
from db.models.api import api_keys
from db.models.outbox import outbox
from db.models.people import journal
from domain.api_keys import SHOWN_FOR, ApiStyle, ApiSwitch, OldKey, digest_of
from domain.errors import ApiKeyError, DecisionError, FormError, NotFoundError
from domain.ids import UserId
from domain.money import Money
from domain.notices import NoticeKind
from services.api.keys import MakeApiKeyFromConsole
from services.people.leaving import DeleteAccount
from tests.service.api.keyring import HERE, ON_SQLITE, Door, Keyring, a_key
from tests.service.shopfloor import CUSTOMER, OTHER


async def is_let_in(keyring: Keyring, key: str, address: str = HERE) -> bool:
    try:
        return (await keyring.door(key, address)).user_id == CUSTOMER
    except ApiKeyError:
        return False


async def test_a_key_is_known_by_its_digest_and_stored_nowhere(keyring: Keyring) -> None:
    key = await keyring.make()

    caller = await keyring.door(key)

    assert (caller.user_id, caller.style, caller.test_mode) == (
        CUSTOMER,
        ApiStyle.STANDARD,
        False,
    )
    assert (caller.repeat_guard, caller.daily_cap) == (True, None)
    async with keyring.database.read() as reads:
        row = (await reads.connection.execute(select(api_keys))).one()
        notice = (await reads.connection.execute(select(outbox))).one()
    assert (row.digest, row.tail) == (digest_of(key), key[-4:])
    assert key not in str(row) + str(notice)


@pytest.mark.parametrize("key", ["", "sk_", "x" * 60_000, "\ud800", a_key(99), "' OR 1=1 --"])
@ON_SQLITE
async def test_what_is_no_key_is_refused(keyring: Keyring, key: str) -> None:
    await keyring.make()

    with pytest.raises(ApiKeyError):
        await keyring.door(key)


async def test_a_right_key_and_a_wrong_one_cost_the_same_statements(
    keyring: Keyring, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = await keyring.make()
    said: list[str] = []
    watched = Database.open(database_url)
    if watched.engines.inline_read is None:
        fetch = direct.fetch

        async def heard(connection: Any, text: str, arguments: Any) -> Any:
            said.append(text)
            return await fetch(connection, text, arguments)

        monkeypatch.setattr(direct, "fetch", heard)
    else:
        event.listen(
            watched.engines.inline_read,
            "connect",
            lambda driver, _: driver.set_trace_callback(said.append),
        )
    keyring.door = Door(watched, keyring.floor.clock)
    await keyring.door(right)  # its requests of this minute are taken from the database

    async def costs(key: str) -> list[str]:
        said.clear()
        let_in = await is_let_in(keyring, key)
        assert let_in is (key == right)
        return [re.sub("[0-9a-f]{64}", "digest", line) for line in said]

    wrong_first, wrong_again = await costs(a_key(99)), await costs(a_key(99))
    await keyring.floor.give(CUSTOMER, "1")  # whatever changes, everything is looked up anew
    right_first, right_again = await costs(right), await costs(right)
    await watched.close()

    assert wrong_first == right_first
    assert wrong_again == right_again
    assert len([line for line in wrong_first if "api_keys" in line]) == 1


@ON_SQLITE
async def test_the_old_key_ends_at_once_where_that_was_chosen(keyring: Keyring) -> None:
    first = await keyring.make()
    second = await keyring.make(OldKey.ENDS_NOW)

    assert not await is_let_in(keyring, first)
    assert await is_let_in(keyring, second)
    assert (await keyring.read()).old is None


async def test_the_old_key_goes_on_for_a_day_where_that_was_chosen(keyring: Keyring) -> None:
    first = await keyring.make()
    second = await keyring.make(OldKey.ENDS_LATER)
    keyring.floor.clock.advance(hours=23, minutes=59)
    assert await is_let_in(keyring, first)

    keyring.floor.clock.advance(minutes=1)

    assert not await is_let_in(keyring, first)
    assert await is_let_in(keyring, second)


@ON_SQLITE
async def test_an_old_key_can_be_stopped_before_its_time(keyring: Keyring) -> None:
    first = await keyring.make()
    second = await keyring.make(OldKey.ENDS_LATER)

    assert await keyring.stop_old()

    assert not await is_let_in(keyring, first)
    assert await is_let_in(keyring, second)
    assert not await keyring.stop_old()


@ON_SQLITE
async def test_never_more_than_two_keys_work(keyring: Keyring) -> None:
    keys = [await keyring.make(OldKey.ENDS_LATER) for _ in range(3)]

    let_in = [await is_let_in(keyring, key) for key in keys]

    assert let_in == [False, True, True]


async def test_two_taps_at_once_make_one_key(keyring: Keyring) -> None:
    made = await asyncio.gather(
        *(keyring.make_instead_of(0) for _ in range(5)), return_exceptions=True
    )

    keys = [key for key in made if isinstance(key, str)]
    refused = [error for error in made if isinstance(error, DecisionError)]
    assert (len(keys), len(refused)) == (1, 4)
    assert {error.problem for error in refused} == {"changed"}
    assert await is_let_in(keyring, keys[0])


async def test_the_message_with_a_key_is_taken_away_unless_it_was_before(
    keyring: Keyring,
) -> None:
    await keyring.make()
    await keyring.make()
    async with keyring.database.read() as reads:
        rows = (await reads.connection.execute(select(outbox).order_by(outbox.c.id))).all()
    assert [(row.kind, row.payload) for row in rows] == [
        (NoticeKind.KEY_SHOWN, {"message_id": 1}),
        (NoticeKind.KEY_SHOWN, {"message_id": 2}),
    ]
    assert {row.not_before for row in rows} == {keyring.floor.clock.now() + SHOWN_FOR}

    assert await keyring.hide(2)

    assert not await keyring.hide(2)
    assert not await keyring.hide(3)
    async with keyring.database.write() as uow:
        at = keyring.floor.clock.advance(minutes=2)
        due = await uow.outbox.claim_due(10, at=at, until=at)
    assert [notice.payload for notice in due] == [{"message_id": 1}]


async def switch_off(keyring: Keyring) -> None:
    await keyring.choose.switch(user_id=CUSTOMER, which=ApiSwitch.ENABLED, on=False)


async def stop_by_the_shop(keyring: Keyring) -> None:
    async with keyring.database.write() as uow:
        await uow.api_keys.choose(CUSTOMER, stopped_at=keyring.floor.clock.now())
        await uow.commit()


async def block(keyring: Keyring) -> None:
    async with keyring.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, "stolen card")
        await uow.commit()


async def leave(keyring: Keyring) -> None:
    delete = DeleteAccount(keyring.database, keyring.floor.clock)
    await delete(user_id=CUSTOMER, lost=Money(0))


async def allow_another_address(keyring: Keyring) -> None:
    await keyring.choose.addresses(user_id=CUSTOMER, text="198.51.100.1")


@pytest.mark.parametrize(
    "shut", [switch_off, stop_by_the_shop, block, leave, allow_another_address]
)
@ON_SQLITE
async def test_a_key_that_may_not_is_answered_like_a_wrong_one_at_once(
    keyring: Keyring, shut: Callable[[Keyring], Awaitable[None]]
) -> None:
    keys = [await keyring.make(), await keyring.make(OldKey.ENDS_LATER)]
    assert await is_let_in(keyring, keys[1])

    await shut(keyring)

    with pytest.raises(ApiKeyError) as refused:
        await keyring.door(keys[1])
    with pytest.raises(ApiKeyError) as wrong:
        await keyring.door(a_key(99))
    assert str(refused.value) == str(wrong.value)
    assert not await is_let_in(keyring, keys[0])


async def test_what_is_chosen_reaches_the_caller(keyring: Keyring) -> None:
    key, choose = await keyring.make(), keyring.choose
    await choose.style(user_id=CUSTOMER, style=ApiStyle.SMMPREMIUM)
    await choose.switch(user_id=CUSTOMER, which=ApiSwitch.TEST_MODE, on=True)
    await choose.switch(user_id=CUSTOMER, which=ApiSwitch.REPEAT_GUARD, on=False)
    await choose.daily_cap(user_id=CUSTOMER, text="$50")

    caller = await keyring.door(key)

    assert (caller.style, caller.test_mode, caller.repeat_guard, caller.daily_cap) == (
        ApiStyle.SMMPREMIUM,
        True,
        False,
        Money.of(50),
    )
    await choose.daily_cap(user_id=CUSTOMER, text=None)
    assert (await keyring.door(key)).daily_cap is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "not_a_number"), ("-5", "negative"), ("0", "range"), ("2000000", "range")],
)
@ON_SQLITE
async def test_a_cap_that_is_none_changes_nothing(
    keyring: Keyring, text: str, problem: str
) -> None:
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="50")

    with pytest.raises(FormError) as refused:
        await keyring.choose.daily_cap(user_id=CUSTOMER, text=text)

    assert refused.value.problem == problem
    assert (await keyring.read()).access.daily_cap == Money.of(50)


@ON_SQLITE
async def test_addresses_are_taken_all_or_none_and_the_wrong_ones_named(keyring: Keyring) -> None:
    await keyring.choose.addresses(user_id=CUSTOMER, text="203.0.113.0/24 2001:db8::1")

    with pytest.raises(FormError) as refused:
        await keyring.choose.addresses(user_id=CUSTOMER, text="10.0.0.1, 300.1.1.1 shop.example")

    assert refused.value.detail["words"] == ("300.1.1.1", "shop.example")
    kept = (await keyring.read()).access.addresses
    assert kept == ("203.0.113.0/24", "2001:db8::1")
    for text_, problem in (
        (" , ", "none"),
        (" ".join(f"10.0.0.{n}" for n in range(51)), "too_many"),
    ):
        with pytest.raises(FormError) as other:
            await keyring.choose.addresses(user_id=CUSTOMER, text=text_)
        assert other.value.problem == problem


@ON_SQLITE
async def test_what_a_customer_chooses_does_not_undo_what_the_shop_did(keyring: Keyring) -> None:
    key = await keyring.make()
    await stop_by_the_shop(keyring)

    await keyring.choose.switch(user_id=CUSTOMER, which=ApiSwitch.ENABLED, on=True)
    newer = await keyring.make()

    assert not await is_let_in(keyring, key)
    assert not await is_let_in(keyring, newer)


async def test_leaving_ends_the_keys_but_not_what_the_shop_did(keyring: Keyring) -> None:
    await keyring.make()
    await keyring.choose.addresses(user_id=CUSTOMER, text="203.0.113.7")
    await stop_by_the_shop(keyring)

    await leave(keyring)

    view = await keyring.read()
    assert (view.key, view.access.addresses) == (None, ())
    assert view.access.stopped_at is not None


@ON_SQLITE
async def test_nobody_makes_a_key_for_who_never_came(keyring: Keyring) -> None:
    with pytest.raises(NotFoundError):
        await keyring.make_instead_of(0, user_id=OTHER)
    with pytest.raises(NotFoundError):
        await keyring.choose.style(user_id=OTHER, style=ApiStyle.SMMPREMIUM)


async def test_the_console_replaces_every_key_and_writes_it_down(keyring: Keyring) -> None:
    old = [await keyring.make(), await keyring.make(OldKey.ENDS_LATER)]
    make = MakeApiKeyFromConsole(keyring.database, keyring.floor.clock, random_key)

    key = await make(user_id=CUSTOMER)

    assert await is_let_in(keyring, key)
    assert not await is_let_in(keyring, old[0])
    assert not await is_let_in(keyring, old[1])
    async with keyring.database.read() as reads:
        line = (await reads.connection.execute(select(journal))).one()
    assert (line.actor_id, line.act, line.target) == (0, "api_key", f"user:{CUSTOMER}")
    with pytest.raises(NotFoundError, match="999"):
        await make(user_id=UserId(999))


@ON_SQLITE
async def test_a_key_is_found_by_its_index(keyring: Keyring) -> None:
    await keyring.make()
    async with keyring.database.read() as reads:
        plan = await reads.connection.execute(
            text("EXPLAIN QUERY PLAN SELECT id FROM api_keys WHERE digest = 'x'")
        )
        assert "USING" in str(plan.all())
