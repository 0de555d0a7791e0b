"""How often may be asked: a key's requests of a minute, and wrong keys from one address."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from db.repositories.api_keys import MINUTE
from domain.api_addresses import site_of
from domain.errors import ApiRateError

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database

WRONG_A_MINUTE: Final = 20
"""Wrong keys from one address before it is asked to wait."""
MOST_KNOWN: Final = 10_000
"""Keys and addresses that are remembered at once; those whose minute is over go first."""


@dataclass(slots=True)
class Purse:
    """What this process may still let pass of a key's minute, which ends at `until`."""

    until: datetime
    left: int = 0
    is_last: bool = False
    """The minute has nothing more to give, to whichever process."""
    filling: asyncio.Lock = field(default_factory=asyncio.Lock)

    def spend(self, at: datetime) -> bool:
        """Let one request pass, if that may be."""
        if at >= self.until or not self.left:
            return False
        self.left -= 1
        return True


class RequestLimit:
    """So many requests a minute with one key, whichever processes serve them.

    Each process takes a share of the minute from the key's row at a time, so that most requests
    write nothing. The minute begins with its first request; what a process did not use of its
    share by then is lost.
    """

    def __init__(self, database: Database, per_minute: int) -> None:
        self.per_minute = per_minute
        self._database = database
        self._purses: dict[int, Purse] = {}

    async def take(self, key_id: int, at: datetime) -> None:
        """Let a request pass. Commits, where a new share is needed.

        Raises:
            ApiRateError: the minute is used up.
        """
        purse = self._purses.get(key_id) or self._new_purse(key_id, at)
        if purse.spend(at):
            return
        async with purse.filling:
            if not purse.spend(at):
                await self._fill(purse, key_id, at)

    async def _fill(self, purse: Purse, key_id: int, at: datetime) -> None:
        """Take a share, and let the request pass that needed it."""
        if not purse.is_last or at >= purse.until:
            async with self._database.write(brief=True) as uow:
                grant = await uow.api_keys.take_requests(key_id, limit=self.per_minute, at=at)
                if grant.requests:
                    await uow.commit()
            purse.left, purse.until = grant.requests, grant.window_at + MINUTE
            purse.is_last = not grant.requests
        if not purse.spend(at):
            raise ApiRateError(_seconds(purse.until - at))

    def _new_purse(self, key_id: int, at: datetime) -> Purse:
        if len(self._purses) >= MOST_KNOWN:
            self._purses = {
                key: purse
                for key, purse in self._purses.items()
                if purse.until > at or purse.filling.locked()
            }
        return self._purses.setdefault(key_id, Purse(until=at))


class WrongKeyLimit:
    """So many wrong keys a minute from one address; each process counts for itself."""

    def __init__(self, per_minute: int = WRONG_A_MINUTE) -> None:
        self._per_minute = per_minute
        self._counts: dict[str, tuple[datetime, int]] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, address: str, at: datetime) -> None:
        """Count one.

        Raises:
            ApiRateError: it is one too many.
        """
        site = site_of(address)
        until, count = self._counts.get(site, (at, 0))
        if at >= until:
            self._make_room(at)
            until, count = at + MINUTE, 0
        self._counts[site] = (until, count + 1)
        if count >= self._per_minute:
            raise ApiRateError(_seconds(until - at))

    def _make_room(self, at: datetime) -> None:
        if len(self._counts) < MOST_KNOWN:
            return
        running = {site: kept for site, kept in self._counts.items() if kept[0] > at}
        self._counts = running if len(running) < MOST_KNOWN else {}


def _seconds(left: timedelta) -> int:
    return max(ceil(left.total_seconds()), 1)
