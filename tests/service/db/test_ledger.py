"""The ledger: guarded, once for each reference, never below zero, whatever runs at once."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from db.database import Database
from db.repositories.ledger import Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.ids import UserId
from domain.money import ZERO, Money
from services.books import MANUAL_TOPUPS
from tests.service.shopfloor import CUSTOMER, START, ShopFloor


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="10")
    return floor


def debit(amount: str, ref: str = "once") -> Movement:
    return Movement(
        kind=TransferKind.DEBIT,
        ref=ref,
        source=wallet_of(CUSTOMER),
        destination=MANUAL_TOPUPS,
        amount=Money.of(amount),
        user_id=CUSTOMER,
        at=START,
    )


async def move(floor: ShopFloor, movement: Movement) -> bool:
    async with floor.database.write() as uow:
        moved = await uow.ledger.move(movement)
        await uow.commit()
    return moved is not None


async def test_a_wallet_gives_what_it_has(floor: ShopFloor) -> None:
    assert await move(floor, debit("10"))

    assert await floor.wallet() == ZERO


async def test_a_wallet_never_gives_more_than_it_has(floor: ShopFloor) -> None:
    assert not await move(floor, debit("10.000001"))

    assert await floor.wallet() == Money.of("10")


async def test_a_refused_move_into_an_earlier_account_changes_neither(floor: ShopFloor) -> None:
    # `hold:` sorts before `wallet:`, so the destination is moved first and must be moved back.
    into_hold = replace(debit("11"), destination=hold_of(CUSTOMER))

    assert not await move(floor, into_hold)

    async with floor.database.read() as reads:
        assert await reads.ledger.balance(hold_of(CUSTOMER)) == ZERO


async def test_the_same_reference_moves_once(floor: ShopFloor) -> None:
    assert await move(floor, debit("1"))

    with pytest.raises(IntegrityError):
        await move(floor, debit("1"))
    assert await floor.wallet() == Money.of("9")


@pytest.mark.parametrize("amount", ["0", "-1"])
async def test_nothing_and_less_cannot_be_moved(floor: ShopFloor, amount: str) -> None:
    with pytest.raises(IntegrityError):
        await move(floor, replace(debit("1"), amount=Money.of(amount)))


async def test_forty_debits_at_once_take_what_there_is_and_no_more(floor: ShopFloor) -> None:
    taken = await asyncio.gather(*(move(floor, debit("1", f"{n}")) for n in range(40)))

    assert sum(taken) == 10
    assert await floor.wallet() == ZERO


async def test_holding_and_releasing_at_once_do_not_deadlock(floor: ShopFloor) -> None:
    await floor.add_customer(UserId(7), money="100")
    here, there = wallet_of(CUSTOMER), wallet_of(UserId(7))
    ways = [(here, there), (there, here)] * 20

    moved = await asyncio.gather(
        *(
            move(floor, replace(debit("0.1", f"{n}"), source=source, destination=destination))
            for n, (source, destination) in enumerate(ways)
        )
    )

    assert all(moved)
    assert await floor.wallet() == Money.of("10")
