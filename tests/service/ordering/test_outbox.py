"""Notices: in order for each chat, each ended once, none held up by another's trouble."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from domain.ids import OrderId, UserId
from domain.notices import Delivered, Delivery, Digest, Notice, NoticeKind
from services.outbox import LEASE, MAX_TRIES, DeliverNotices
from tests.service.ordering.scene import CUSTOMER, OWNER, Scene

DONE = Delivery(Delivered.DONE)


@dataclass
class Postman:
    """A messenger that remembers what it brought, and fails as told."""

    brought: list[tuple[UserId, int]] = field(default_factory=list)
    outcomes: dict[int, list[Delivery | Exception]] = field(
        default_factory=lambda: defaultdict(list)
    )

    async def gather(self, digest: Digest) -> Delivery:
        for notice in digest.fresh:
            await self.deliver(notice)
        return Delivery(Delivered.DONE, message_id=1)

    async def deliver(self, notice: Notice, *, aloud: bool = True) -> Delivery:
        number = notice.payload["order_id"]
        assert isinstance(number, int)
        await asyncio.sleep(0)
        script = self.outcomes[number]
        outcome = script.pop(0) if script else DONE
        if isinstance(outcome, Exception):
            raise outcome
        if outcome.outcome is Delivered.DONE:
            self.brought.append((notice.chat_id, number))
        return outcome


@pytest.fixture
def postman() -> Postman:
    return Postman()


async def tell(scene: Scene, number: int, chat_id: UserId = CUSTOMER) -> bool:
    async with scene.database.write() as uow:
        written = await uow.outbox.add(
            chat_id=chat_id,
            kind=NoticeKind.ORDER_FINISHED,
            payload={"order_id": number},
            dedupe_key=f"n{chat_id}:{number}",
            at=scene.clock.now(),
        )
        await uow.commit()
    return written


async def touch(scene: Scene, number: int) -> None:
    async with scene.database.write() as uow:
        await uow.outbox.touch_card(CUSTOMER, OrderId(number), scene.clock.now())
        await uow.commit()


async def deliver(scene: Scene, postman: Postman, limit: int = 100) -> int:
    return await DeliverNotices(scene.database, scene.clock, postman)(limit=limit)


async def test_every_notice_is_brought_once_and_in_order(scene: Scene, postman: Postman) -> None:
    for number in range(5):
        await tell(scene, number)
        await tell(scene, number, OWNER)

    await deliver(scene, postman)
    assert await deliver(scene, postman) == 0

    for chat in (CUSTOMER, OWNER):
        assert [number for who, number in postman.brought if who == chat] == [0, 1, 2, 3, 4]


async def test_the_same_notice_is_written_once(scene: Scene, postman: Postman) -> None:
    assert await tell(scene, 1)
    assert not await tell(scene, 1)

    await deliver(scene, postman)
    assert not await tell(scene, 1)


async def test_what_must_wait_holds_up_its_own_chat_only(scene: Scene, postman: Postman) -> None:
    postman.outcomes[1] = [Delivery(Delivered.LATER, retry_after_s=30)]
    for number in (1, 2):
        await tell(scene, number)
    await tell(scene, 7, OWNER)

    await deliver(scene, postman)
    await tell(scene, 3)
    scene.clock.advance(seconds=29)
    await deliver(scene, postman)
    assert postman.brought == [(OWNER, 7)]

    scene.clock.advance(seconds=1)
    await deliver(scene, postman)
    assert [number for who, number in postman.brought if who == CUSTOMER] == [1, 2, 3]


async def test_a_broken_notice_never_stops_the_others(scene: Scene, postman: Postman) -> None:
    postman.outcomes[1] = [RuntimeError("a bug")] * 100
    await tell(scene, 1)
    await tell(scene, 7, OWNER)

    for _ in range(MAX_TRIES + 1):
        await deliver(scene, postman)
        scene.clock.advance(minutes=11)
    await tell(scene, 2)
    await deliver(scene, postman)

    assert postman.brought == [(OWNER, 7), (CUSTOMER, 2)]
    assert len(postman.outcomes[1]) == 100 - MAX_TRIES


async def test_a_chat_that_blocked_the_bot_is_remembered(scene: Scene, postman: Postman) -> None:
    postman.outcomes[1] = [Delivery(Delivered.UNREACHABLE)]
    await tell(scene, 1)

    await deliver(scene, postman)
    assert await deliver(scene, postman) == 0

    async with scene.database.read() as reads:
        assert (await reads.users.get(CUSTOMER)).unreachable


async def test_a_chat_that_nobody_knows_ends_its_notice(scene: Scene, postman: Postman) -> None:
    postman.outcomes[1] = [Delivery(Delivered.UNREACHABLE)]
    await tell(scene, 1, UserId(999))

    await deliver(scene, postman)

    scene.clock.advance(days=1)
    assert await deliver(scene, postman) == 0


async def test_a_card_waits_at_most_once_and_is_redrawn_after_each_claim(
    scene: Scene, postman: Postman
) -> None:
    for _ in range(3):
        await touch(scene, 1)

    assert await deliver(scene, postman) == 1
    await touch(scene, 1)
    assert await deliver(scene, postman) == 1


async def test_a_change_while_its_card_is_under_way_draws_it_again(
    scene: Scene, postman: Postman
) -> None:
    await touch(scene, 1)
    async with scene.database.write() as uow:
        now = scene.clock.now()
        await uow.outbox.claim_due(10, at=now, until=now + LEASE)
        await uow.commit()

    await touch(scene, 1)
    scene.clock.advance(minutes=3)

    assert await deliver(scene, postman) == 2


async def test_rows_of_a_dead_sender_are_taken_up_in_order(scene: Scene, postman: Postman) -> None:
    for number in (1, 2):
        await tell(scene, number)
    async with scene.database.write() as uow:
        now = scene.clock.now()
        await uow.outbox.claim_due(1, at=now, until=now + LEASE)
        await uow.commit()

    assert await deliver(scene, postman) == 0, "the second waits for the first"
    scene.clock.advance(minutes=3)
    await deliver(scene, postman)

    assert [number for _, number in postman.brought] == [1, 2]


async def test_many_senders_bring_each_notice_once_and_in_order(
    scene: Scene, postman: Postman
) -> None:
    for number in range(12):
        await tell(scene, number, (CUSTOMER, OWNER)[number % 2])

    while any(await asyncio.gather(*(deliver(scene, postman, limit=3) for _ in range(4)))):
        pass

    for chat in (CUSTOMER, OWNER):
        numbers = [number for who, number in postman.brought if who == chat]
        assert numbers == [number for number in range(12) if (CUSTOMER, OWNER)[number % 2] == chat]
