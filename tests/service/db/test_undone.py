"""Two transactions in each other's way: one is done, the other says that nothing of it was."""

from __future__ import annotations

import asyncio

from db.database import Database
from domain.errors import BusyError

KEYS = ("first", "second")


async def test_of_two_that_deadlock_one_is_told_to_try_again(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    async with database.write() as uow:
        for key in KEYS:
            await uow.shop.set(key, "0")
        await uow.commit()
    both = asyncio.Barrier(2)

    async def write(*keys: str) -> None:
        async with database.write() as uow:
            await uow.shop.set(keys[0], "1")
            await both.wait()
            await uow.shop.set(keys[1], "1")
            await uow.commit()

    results = await asyncio.gather(write(*KEYS), write(*KEYS[::-1]), return_exceptions=True)
    await database.close()

    assert [type(result) for result in results if result] == [BusyError]
