"""Files under way: begun by a guarded upsert, so that two taps make one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from db.models.exports import exports
from db.repositories.dialects import insert_into

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Exports:
    """Who is being sent a file. None of its methods commits."""

    connection: AsyncConnection

    async def begin(self, user_id: UserId, *, at: datetime, until: datetime) -> bool:
        """Take the customer's one place until a time; False while it is taken."""
        insertion = insert_into(self.connection, exports).values(user_id=user_id, busy_until=until)
        taken = insertion.on_conflict_do_update(
            index_elements=["user_id"],
            set_={"busy_until": until},
            where=exports.c.busy_until <= at,
        ).returning(exports.c.user_id)
        return (await self.connection.execute(taken)).scalar_one_or_none() is not None

    async def end(self, user_id: UserId, until: datetime) -> None:
        """Free the place from this time on."""
        await self.connection.execute(
            update(exports).where(exports.c.user_id == user_id).values(busy_until=until)
        )
