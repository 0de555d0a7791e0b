"""What rings when: switched-off alerts, quiet hours, and one digest for many."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from domain.ids import UserId
from domain.notices import Delivered, Delivery, Digest, Notice, NoticeKind
from domain.pings import Preferences, Topic
from services.outbox import DeliverNotices
from tests.service.ordering.scene import CUSTOMER, OWNER, Scene


@dataclass
class Postman:
    """A messenger that remembers what it brought, and in which message."""

    alone: list[int] = field(default_factory=list)
    quiet: list[int] = field(default_factory=list)
    digests: dict[int, list[int]] = field(default_factory=dict)
    refuses: bool = False

    async def deliver(self, notice: Notice, *, aloud: bool = True) -> Delivery:
        (self.alone if aloud else self.quiet).append(_number(notice))
        return Delivery(Delivered.DONE)

    async def gather(self, digest: Digest) -> Delivery:
        if self.refuses:
            self.refuses = False
            return Delivery(Delivered.LATER, retry_after_s=5)
        message = digest.message_id or 100 + len(self.digests)
        told = self.digests.setdefault(message, [])
        assert [_number(one) for one in digest.told] == told
        told += [_number(one) for one in digest.fresh]
        return Delivery(Delivered.DONE, message_id=message)

    @property
    def all(self) -> list[int]:
        return [*self.alone, *(one for told in self.digests.values() for one in told)]


def _number(notice: Notice) -> int:
    number = notice.payload["order_id"]
    assert isinstance(number, int)
    return number


@pytest.fixture
def postman() -> Postman:
    return Postman()


async def tell(
    scene: Scene,
    *numbers: int,
    kind: NoticeKind = NoticeKind.ORDER_FINISHED,
    completed: bool = True,
    chat: UserId = CUSTOMER,
) -> None:
    async with scene.database.write() as uow:
        for number in numbers:
            payload = {"order_id": number} | ({"completed": True} if completed else {})
            await uow.outbox.add(chat_id=chat, kind=kind, payload=payload, at=scene.clock.now())
        await uow.commit()


async def wish(scene: Scene, **wanted: object) -> None:
    async with scene.database.write() as uow:
        wishes = Preferences(**wanted)  # type: ignore[arg-type]
        await uow.preferences.put(CUSTOMER, wishes, scene.clock.now())
        await uow.commit()


async def deliver(scene: Scene, postman: Postman) -> int:
    return await DeliverNotices(scene.database, scene.clock, postman)(limit=100)


async def sleep(scene: Scene) -> None:
    """Make it three in the morning for the customer."""
    hour = scene.clock.now().hour
    await wish(scene, offset=((3 - hour) % 24) * 60 - (24 * 60 if (3 - hour) % 24 > 12 else 0))


async def test_an_alert_that_is_off_is_never_told(scene: Scene, postman: Postman) -> None:
    await wish(scene, alerts=frozenset({Topic.NEWS}))
    await tell(scene, 1)
    await tell(scene, 2, completed=False)

    await deliver(scene, postman)
    scene.clock.advance(days=1)
    assert await deliver(scene, postman) == 0

    assert postman.all == [2]


async def test_the_night_puts_off_what_can_wait_and_loses_nothing(
    scene: Scene, postman: Postman
) -> None:
    await sleep(scene)
    await tell(scene, 1)
    await deliver(scene, postman)
    await tell(scene, 2, completed=False)
    await tell(scene, 3)

    await deliver(scene, postman)
    assert postman.all == [2], "money comes at once, whatever was put off before it"

    scene.clock.advance(hours=4)
    assert await deliver(scene, postman) == 0
    scene.clock.advance(hours=1)
    await deliver(scene, postman)
    assert postman.all == [2, 1, 3]


async def test_an_answer_comes_at_night_without_a_sound(scene: Scene, postman: Postman) -> None:
    await sleep(scene)
    await tell(scene, 1, kind=NoticeKind.TICKET_REPLY)

    await deliver(scene, postman)

    assert (postman.alone, postman.quiet) == ([], [1])


async def test_four_ring_and_the_fifth_begins_one_digest(scene: Scene, postman: Postman) -> None:
    for number in range(1, 8):
        await tell(scene, number)
        await deliver(scene, postman)
        scene.clock.advance(seconds=30)

    assert postman.alone == [1, 2, 3, 4]
    assert list(postman.digests.values()) == [[5, 6, 7]]
    assert await deliver(scene, postman) == 0


async def test_five_at_once_are_one_message_from_the_first(scene: Scene, postman: Postman) -> None:
    await tell(scene, *range(1, 6))

    await deliver(scene, postman)

    assert (postman.alone, list(postman.digests.values())) == ([], [[1, 2, 3, 4, 5]])


async def test_after_ten_minutes_each_rings_again(scene: Scene, postman: Postman) -> None:
    await tell(scene, *range(1, 6))
    await deliver(scene, postman)
    scene.clock.advance(minutes=11)

    await tell(scene, 6)
    await deliver(scene, postman)

    assert postman.alone == [6]


async def test_a_digest_has_an_end_and_another_begins(scene: Scene, postman: Postman) -> None:
    await tell(scene, *range(1, 31))
    await deliver(scene, postman)

    assert [len(told) for told in postman.digests.values()] == [20, 10]
    assert postman.all == list(range(1, 31))


async def test_a_digest_that_must_wait_is_told_once(scene: Scene, postman: Postman) -> None:
    postman.refuses = True
    await tell(scene, *range(1, 7))

    await deliver(scene, postman)
    assert postman.all == []
    scene.clock.advance(seconds=6)
    await deliver(scene, postman)
    assert await deliver(scene, postman) == 0

    assert postman.all == [1, 2, 3, 4, 5, 6]


async def test_what_needs_somebody_keeps_its_own_message(scene: Scene, postman: Postman) -> None:
    await tell(scene, *range(1, 9), kind=NoticeKind.ALERT_REVIEW, chat=OWNER)

    await deliver(scene, postman)

    assert postman.alone == list(range(1, 9))


async def test_one_chats_flood_is_no_others(scene: Scene, postman: Postman) -> None:
    await tell(scene, *range(1, 7))
    await tell(scene, 9, chat=OWNER)

    await deliver(scene, postman)

    assert postman.alone == [9]
