"""How somebody wants to be told: their alerts, quiet hours and clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.pings import FURTHEST_OFFSET

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.database import Database
    from domain.ids import UserId
    from domain.pings import Preferences, Topic
    from domain.ports import Clock


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told, and this moment: their clock is shown beside it."""

    preferences: Preferences
    now: datetime


@dataclass(frozen=True, slots=True)
class ReadPreferences:
    """Read how somebody wants to be told."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> Wishes:
        """Return their choice, or the shop's defaults."""
        async with self.database.read(brief=True) as reads:
            return Wishes(await reads.preferences.get(user_id), self.clock.now())


@dataclass(frozen=True, slots=True)
class ChoosePreferences:
    """Change how somebody wants to be told. Every method commits; those that set may be repeated.

    Raises:
        NotFoundError: they never wrote to the bot.
    """

    database: Database
    clock: Clock

    async def alert(self, *, user_id: UserId, topic: Topic, on: bool) -> Wishes:
        """Switch an alert on or off."""
        return await self._change(
            user_id, lambda was: replace(was, alerts=_with(was.alerts, topic, on=on))
        )

    async def quiet(self, *, user_id: UserId, on: bool) -> Wishes:
        """Switch quiet hours on or off."""
        return await self._change(user_id, lambda was: replace(was, quiet=on))

    async def hours(self, *, user_id: UserId, start: int, end: int) -> Wishes:
        """Choose quiet hours from `start` until `end`, hours 0..23 of the person's own clock."""
        return await self._change(
            user_id,
            lambda was: replace(was, quiet=True, quiet_from=start % 24, quiet_until=end % 24),
        )

    async def clock_at(self, *, user_id: UserId, offset: int) -> Wishes:
        """Remember the distance of the person's clock from UTC, in minutes, east positive."""
        kept = min(max(offset, -FURTHEST_OFFSET), FURTHEST_OFFSET)
        return await self._change(user_id, lambda was: replace(was, offset=kept))

    async def _change(
        self, user_id: UserId, change: Callable[[Preferences], Preferences]
    ) -> Wishes:
        now = self.clock.now()
        async with self.database.write() as uow:
            await uow.users.get(user_id)
            chosen = change(await uow.preferences.get(user_id))
            await uow.preferences.put(user_id, chosen, now)
            await uow.commit()
        return Wishes(chosen, now)


def _with(alerts: frozenset[Topic], topic: Topic, *, on: bool) -> frozenset[Topic]:
    return alerts | {topic} if on else alerts - {topic}
