"""Sorts a chat's due notices: told alone, gathered in a digest, put off, or not wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.notices import Delivered, Digest, NoticeKind
from domain.pings import (
    DIGEST_WITHIN,
    Drop,
    Gather,
    Later,
    Now,
    Preferences,
    manner_of,
    verdict_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from db.database import Database
    from domain.notices import Notice
    from domain.ports import Clock

DIGEST_LINES: Final = 20
"""More lines than this make a second digest: a message has its limits."""
DIGEST_KEPT: Final = timedelta(days=1)


@dataclass(slots=True)
class Sorted:
    """A chat's notices by what is to become of them now, each list in the order of writing."""

    alone: list[tuple[Notice, bool]] = field(default_factory=list)
    """To be told as a message of its own, and whether it may ring."""
    gathered: list[Notice] = field(default_factory=list)
    resting: list[tuple[Notice, datetime]] = field(default_factory=list)
    dropped: list[Notice] = field(default_factory=list)
    digest: Digest | None = None
    """The chat's digest of the last minutes, without anything fresh."""

    def digests(self) -> Iterator[Digest]:
        """What was gathered, beginning with the message that still has room."""
        fresh = tuple(self.gathered)
        if fresh and self.digest is not None:
            room = max(DIGEST_LINES - len(self.digest.told), 0)
            if len(fresh) <= room:
                yield _with(self.digest, fresh)
                return
        for start in range(0, len(fresh), DIGEST_LINES):
            part = fresh[start : start + DIGEST_LINES]
            yield Digest(chat_id=part[0].chat_id, fresh=part)


@dataclass(frozen=True, slots=True)
class SortNotices:
    """Ask the rule of pings about the due notices of one chat."""

    database: Database
    clock: Clock

    async def sort(self, notices: Sequence[Notice]) -> Sorted:
        """Sort them; writes nothing. Live cards alone need no look at anybody's wishes."""
        if all(notice.kind is NoticeKind.CARD for notice in notices):
            return Sorted(alone=[(notice, False) for notice in notices])
        chat, now = notices[0].chat_id, self.clock.now()
        async with self.database.read() as reads:
            wishes = await reads.preferences.get(chat)
            told = await reads.pings.since(chat, now - DIGEST_WITHIN)
            lines = (
                await reads.pings.told_in(chat, told.digest, now - DIGEST_KEPT)
                if told.digest
                else []
            )
        found = _sorted(notices, wishes, now, rang=told.pings)
        if told.digest:
            found.digest = Digest(
                chat_id=chat, fresh=(), told=tuple(lines), message_id=told.digest
            )
        return found

    async def lay_aside(self, found: Sorted) -> None:
        """Put off what rests, and end what nobody wants. Commits."""
        if not found.resting and not found.dropped:
            return
        async with self.database.write() as uow:
            for notice, until in found.resting:
                await uow.pings.rest([notice.id], until)
            for notice in found.dropped:
                await uow.outbox.end(notice.id, Delivered.UNWANTED.value, self.clock.now())
            await uow.commit()


def _sorted(notices: Iterable[Notice], wishes: Preferences, now: datetime, *, rang: int) -> Sorted:
    manners = [(notice, manner_of(notice.kind, notice.payload)) for notice in notices]
    due = sum(verdict_for(manner, wishes, now) == Now() for _, manner in manners)
    found = Sorted()
    for notice, manner in manners:
        match verdict_for(manner, wishes, now, pings=rang + due):
            case Now(aloud=aloud):
                found.alone.append((notice, aloud))
            case Gather():
                found.gathered.append(notice)
            case Later(until=until):
                found.resting.append((notice, until))
            case Drop():
                found.dropped.append(notice)
    return found


def _with(digest: Digest, fresh: tuple[Notice, ...]) -> Digest:
    return Digest(
        chat_id=digest.chat_id, fresh=fresh, told=digest.told, message_id=digest.message_id
    )
