"""When keys were last used and how often: gathered in memory, written down in batches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.api_addresses import masked

if TYPE_CHECKING:
    from datetime import date, datetime

    from db.database import Database
    from domain.api_keys import ApiCredential
    from domain.ids import UserId


@dataclass(slots=True)
class Use:
    """The latest use of a key."""

    at: datetime
    address: str


class UseLog:
    """What was used in this process since it was last written down."""

    def __init__(self) -> None:
        self._latest: dict[int, Use] = {}
        self._requests: Counter[tuple[date, UserId]] = Counter()

    def note(self, key: ApiCredential, *, address: str, at: datetime) -> None:
        """Remember a request."""
        self._latest[key.key_id] = Use(at, address)
        self._requests[at.date(), key.user_id] += 1

    def take(self) -> tuple[dict[int, Use], Counter[tuple[date, UserId]]]:
        """Hand over what is remembered, and forget it."""
        taken = self._latest, self._requests
        self._latest, self._requests = {}, Counter()
        return taken

    def give_back(self, latest: dict[int, Use], requests: Counter[tuple[date, UserId]]) -> None:
        """Remember again what could not be written down."""
        self._latest = {**latest, **self._latest}
        self._requests.update(requests)


@dataclass(frozen=True, slots=True)
class NoteApiUse:
    """Write down which keys were used. Commits; done about twice a minute, and at the end."""

    database: Database
    uses: UseLog

    async def __call__(self) -> int:
        """Return how many keys were used. What a crash forgets is half a minute of this."""
        latest, requests = self.uses.take()
        if not latest:
            return 0
        try:
            await self._write(latest, requests)
        except BaseException:
            self.uses.give_back(latest, requests)
            raise
        return len(latest)

    async def _write(self, latest: dict[int, Use], requests: Counter[tuple[date, UserId]]) -> None:
        async with self.database.write() as uow:
            for key_id, use in sorted(latest.items()):
                await uow.api_keys.note_use(key_id, at=use.at, address=masked(use.address))
            for day in sorted({day for day, _ in requests}):
                counts = {who: count for (on, who), count in requests.items() if on == day}
                await uow.api_days.count_requests(counts, day=day)
            await uow.commit()
