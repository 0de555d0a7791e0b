"""How people want to be told, where they chose; everybody else has the shop's defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from db.models.people import preferences
from db.repositories.dialects import upsert
from domain.pings import Preferences, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class PreferenceStore:
    """How people want to be told. None of its methods commits."""

    connection: AsyncConnection

    async def get(self, user_id: UserId) -> Preferences:
        """Somebody's wishes; the defaults for those who never chose."""
        query = select(preferences).where(preferences.c.user_id == user_id)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            return Preferences()
        return Preferences(
            alerts=frozenset(topic for topic in Topic if topic.value in row.alerts),
            quiet=row.quiet,
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
            offset=row.utc_offset,
        )

    async def put(self, user_id: UserId, wishes: Preferences, at: datetime) -> None:
        """Remember somebody's wishes in the place of earlier ones."""
        row = {
            "user_id": user_id,
            "alerts": sorted(topic.value for topic in wishes.alerts),
            "quiet": wishes.quiet,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "utc_offset": wishes.offset,
            "updated_at": at,
        }
        await upsert(self.connection, preferences, row, unique=["user_id"])

    async def drop(self, user_id: UserId) -> None:
        """Forget somebody's wishes."""
        await self.connection.execute(delete(preferences).where(preferences.c.user_id == user_id))
