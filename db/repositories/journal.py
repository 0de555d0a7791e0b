"""The operators' audit lines, append-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models.people import journal
from db.records import record
from domain.operators import Act, JournalLine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import TransferId, UserId


@dataclass(frozen=True, slots=True)
class Journal:
    """The operators' audit lines, append-only. None of its methods commits."""

    connection: AsyncConnection

    async def add(  # noqa: PLR0913 - an audit line is named in full where it is made
        self,
        *,
        actor_id: UserId,
        act: Act,
        target: str,
        at: datetime,
        before: str | None = None,
        after: str | None = None,
        reason: str | None = None,
        transfer_id: TransferId | None = None,
    ) -> None:
        """Write a line; `target` is such as `order:1043` or `user:58213`."""
        values = {
            "actor_id": actor_id,
            "act": act.value,
            "target": target,
            "before": before,
            "after": after,
            "reason": reason,
            "transfer_id": transfer_id,
            "created_at": at,
        }
        await self.connection.execute(journal.insert().values(**values))

    async def of_target(self, target: str, *, limit: int) -> list[JournalLine]:
        """The newest lines about one order, person or the shop."""
        query = select(journal).where(journal.c.target == target)
        rows = await self.connection.execute(query.order_by(journal.c.id.desc()).limit(limit))
        return [record(JournalLine, row, {"act": Act(row.act)}) for row in rows]
