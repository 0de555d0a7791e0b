"""Unfinished orders, one for each customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from db.models.people import drafts
from db.repositories.dialects import upsert
from domain.drafts import Draft
from domain.fields import Field
from domain.ids import ServiceId

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Drafts:
    """Unfinished orders, one for each customer. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, user_id: UserId, now: datetime) -> Draft | None:
        """The customer's draft, unless it ran out."""
        found = await self.connection.execute(
            select(drafts.c.data).where(drafts.c.user_id == user_id, drafts.c.expires_at > now)
        )
        data = found.scalar_one_or_none()
        if data is None:
            return None
        return Draft(
            service_id=ServiceId(data["service"]),
            values=data["values"],
            editing=Field(data["editing"]) if data["editing"] else None,
        )

    async def keep(self, user_id: UserId, draft: Draft, *, at: datetime, until: datetime) -> None:
        """Put the draft in the place of the customer's earlier one."""
        data = {
            "service": draft.service_id,
            "values": dict(draft.values),
            "editing": draft.editing,
        }
        row = {"user_id": user_id, "data": data, "updated_at": at, "expires_at": until}
        await upsert(self.connection, drafts, row, unique=["user_id"])

    async def drop(self, user_id: UserId) -> None:
        """Forget the customer's draft; nothing happens where there is none."""
        await self.connection.execute(delete(drafts).where(drafts.c.user_id == user_id))

    async def drop_expired(self, now: datetime) -> int:
        """Forget the drafts that ran out; returns how many."""
        gone = await self.connection.execute(delete(drafts).where(drafts.c.expires_at <= now))
        return gone.rowcount
