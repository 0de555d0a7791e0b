"""What already rang in a chat, for those who decide whether more may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from db.models.outbox import outbox
from db.repositories.outbox import notice_of
from domain.notices import Delivered, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId
    from domain.notices import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """Messages that rang in a chat lately; `digest` is the newest that tells several notices."""

    pings: int
    digest: int | None


@dataclass(frozen=True, slots=True)
class Pings:
    """What already rang. None of its methods commits."""

    connection: AsyncConnection

    async def since(self, chat_id: UserId, moment: datetime) -> Told:
        """The messages after this moment: a digest rang once, whatever it tells by now."""
        query = select(
            func.count().filter(outbox.c.told_in.is_(None)),
            func.count(outbox.c.told_in.distinct()),
            func.max(outbox.c.told_in),
        ).where(
            outbox.c.chat_id == chat_id,
            outbox.c.ended_at.is_not(None),
            outbox.c.ended_at > moment,
            outbox.c.kind != NoticeKind.CARD,
            outbox.c.kind != NoticeKind.KEY_SHOWN,
            outbox.c.ending == Delivered.DONE.value,
        )
        alone, digests, newest = (await self.connection.execute(query)).one()
        return Told(pings=alone + digests, digest=newest)

    async def told_in(self, chat_id: UserId, message_id: int, since: datetime) -> list[Notice]:
        """The notices that a digest tells, in the order of writing."""
        query = (
            select(outbox)
            .where(
                outbox.c.chat_id == chat_id,
                outbox.c.ended_at > since,
                outbox.c.kind != NoticeKind.CARD,
                outbox.c.told_in == message_id,
            )
            .order_by(outbox.c.id)
        )
        return [notice_of(row) for row in await self.connection.execute(query)]

    async def end_together(self, ids: Sequence[int], message_id: int, at: datetime) -> None:
        """Close notices that one digest tells."""
        await self.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(ended_at=at, ending=Delivered.DONE.value, told_in=message_id)
        )

    async def rest(self, ids: Sequence[int], until: datetime) -> None:
        """Put notices off as if nobody had tried: what comes after them need not wait."""
        await self.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids), outbox.c.ended_at.is_(None))
            .values(not_before=until, attempts=0)
        )
