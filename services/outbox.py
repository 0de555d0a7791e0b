"""Deliver what people must hear: each chat's notices in order, each row ended once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from domain.notices import Delivered, Delivery
from services.pings import Sorted, SortNotices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.database import Database
    from domain.ids import UserId
    from domain.notices import Digest, Notice
    from domain.ports import Clock, Messenger

log = structlog.get_logger()

LEASE: Final = timedelta(minutes=2)
"""Rows of a sender that died are taken up again after this."""
CHATS_AT_ONCE: Final = 8
MAX_TRIES: Final = 20
LATER_FIRST_S: Final = 1.0
LATER_MAX_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class DeliverNotices:
    """Bring due notices to their chats, as their readers want to be told. Commits.

    Any number of workers may run it.

    A row that was told but not yet ended when the process died is told once more.
    """

    database: Database
    clock: Clock
    messenger: Messenger

    async def __call__(self, *, limit: int) -> int:
        """Deliver up to `limit` notices; returns how many were tried."""
        async with self.database.write() as uow:
            now = self.clock.now()
            notices = await uow.outbox.claim_due(limit, at=now, until=now + LEASE)
            if notices:
                await uow.commit()
        places = asyncio.Semaphore(CHATS_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for chat in _by_chat(notices):
                group.create_task(self._deliver_chat(chat, places))
        return len(notices)

    async def _deliver_chat(self, notices: Sequence[Notice], places: asyncio.Semaphore) -> None:
        """Deliver one chat's notices; where one must wait, the later ones wait behind it."""
        async with places:
            pings = SortNotices(self.database, self.clock)
            found = await pings.sort(notices)
            await pings.lay_aside(found)
            if await self._deliver_alone(found):
                await self._deliver_digests(list(found.digests()))

    async def _deliver_alone(self, found: Sorted) -> bool:
        """Tell what is told alone; False when one must wait, and all that was left with it."""
        for number, (notice, aloud) in enumerate(found.alone):
            delivery = await self._deliver(notice, aloud=aloud)
            if delivery.outcome is Delivered.LATER and notice.attempts < MAX_TRIES:
                left = [notice for notice, _ in found.alone[number:]]
                await self._put_off([*left, *found.gathered], _pause_s(notice, delivery))
                return False
            await self._end(notice, delivery.outcome)
        return True

    async def _deliver_digests(self, digests: Sequence[Digest]) -> None:
        for number, digest in enumerate(digests):
            delivery = await self._gather(digest)
            if delivery is None:
                await self._deliver_alone(Sorted(alone=[(one, True) for one in digest.fresh]))
                continue
            if delivery.outcome is Delivered.LATER and digest.fresh[0].attempts < MAX_TRIES:
                left = [notice for waiting in digests[number:] for notice in waiting.fresh]
                await self._put_off(left, _pause_s(digest.fresh[0], delivery))
                return
            await self._end_digest(digest, delivery)

    async def _deliver(self, notice: Notice, *, aloud: bool) -> Delivery:
        try:
            return await self.messenger.deliver(notice, aloud=aloud)
        except Exception:  # one broken notice must not keep the others from their chats
            log.exception("notice.broken", notice=notice.id, kind=notice.kind.value)
            return Delivery(Delivered.LATER)

    async def _gather(self, digest: Digest) -> Delivery | None:
        """Tell them together; None where one that is broken spoils it for the others."""
        try:
            return await self.messenger.gather(digest)
        except Exception:  # as above
            log.exception("digest.broken", notice=digest.fresh[0].id)
            return None

    async def _end_digest(self, digest: Digest, delivery: Delivery) -> None:
        if delivery.message_id is None:
            for notice in digest.fresh:
                await self._end(notice, delivery.outcome)
            return
        async with self.database.write() as uow:
            ids = [notice.id for notice in digest.fresh]
            await uow.pings.end_together(ids, delivery.message_id, self.clock.now())
            await uow.commit()

    async def _put_off(self, notices: Sequence[Notice], pause_s: float) -> None:
        async with self.database.write() as uow:
            until = self.clock.now() + timedelta(seconds=pause_s)
            await uow.outbox.postpone([notice.id for notice in notices], until)
            await uow.commit()

    async def _end(self, notice: Notice, outcome: Delivered) -> None:
        ending = Delivered.IMPOSSIBLE if outcome is Delivered.LATER else outcome
        async with self.database.write() as uow:
            await uow.outbox.end(notice.id, ending.value, self.clock.now())
            if ending is Delivered.UNREACHABLE:
                await uow.users.set_reachable(notice.chat_id, reachable=False)
            await uow.commit()
        if ending is not Delivered.DONE:
            log.info("notice.undelivered", notice=notice.id, ending=ending.value)


def _by_chat(notices: Iterable[Notice]) -> list[list[Notice]]:
    chats: dict[UserId, list[Notice]] = defaultdict(list)
    for notice in notices:
        chats[notice.chat_id].append(notice)
    return list(chats.values())


def _pause_s(notice: Notice, delivery: Delivery) -> float:
    """Wait as long as was asked for, else longer with every try."""
    if delivery.retry_after_s > 0:
        return delivery.retry_after_s
    doublings = min(max(notice.attempts - 1, 0), 10)
    return min(LATER_FIRST_S * 2.0**doublings, LATER_MAX_S)
