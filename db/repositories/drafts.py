"""Unfinished orders, one for each customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from db.models.people import drafts
from db.repositories.dialects import upsert
from domain.drafts import Draft
from domain.fields import Field
from domain.ids import ServiceId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Drafts:
    """Unfinished orders, one for each customer. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, user_id: UserId, now: datetime) -> Draft | None:
        """The customer's draft, unless it ran out."""
        data = (await self.connection.execute(_one(user_id, now))).scalar_one_or_none()
        return None if data is None else _draft_of(data)

    async def lock(self, user_id: UserId, now: datetime) -> Draft | None:
        """The customer's draft, to be changed: two pieces of a long list never lose each other."""
        found = await self.connection.execute(_one(user_id, now).with_for_update())
        data = found.scalar_one_or_none()
        return None if data is None else _draft_of(data)

    async def keep(self, user_id: UserId, draft: Draft, *, at: datetime, until: datetime) -> None:
        """Put the draft in the place of the customer's earlier one."""
        data = {
            "service": draft.service_id,
            "values": dict(draft.values),
            "editing": draft.editing,
            "collecting": draft.collecting,
            "blank": draft.blank,
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


def _one(user_id: UserId, now: datetime) -> Select[tuple[Any]]:
    return select(drafts.c.data).where(drafts.c.user_id == user_id, drafts.c.expires_at > now)


def _draft_of(data: Mapping[str, Any]) -> Draft:
    """A draft from its stored form; what an older one does not hold has its default."""
    return Draft(
        service_id=ServiceId(data["service"]),
        values=data["values"],
        editing=Field(data["editing"]) if data["editing"] else None,
        collecting=Field(data["collecting"]) if data.get("collecting") else None,
        blank=data.get("blank", 0),
    )
