"""What stands at the door of the catalogue: every platform, the customer's own ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.database import Database
    from domain.ids import ServiceId, UserId
    from domain.platforms import Platform
    from services.catalogue.aisles import Aisles
    from services.catalogue.snapshot import Shelf, Snapshot

RECENT_PLATFORMS: Final = 3
"""Platforms that go first because the customer ordered for them last."""
RECENT_ORDERS: Final = 30
"""Orders that are looked at for them."""


@dataclass(frozen=True, slots=True)
class Front:
    """The first page of the catalogue. `favourites` counts what the customer saved."""

    platforms: tuple[Shelf, ...]
    favourites: int = 0
    has_popular: bool = False


@dataclass(frozen=True, slots=True)
class ReadFront:
    """Read the first page as it is for one customer."""

    database: Database
    aisles: Aisles

    async def __call__(self, *, user_id: UserId) -> Front:
        """Return every platform with something on sale, at most three of the customer's first."""
        async with self.database.read(brief=True) as reads:
            ordered = await reads.favourites.last_ordered(user_id, RECENT_ORDERS)
            saved = await reads.favourites.count(user_id)
        snapshot = self.aisles.catalogue.current
        recent = _recent(snapshot, ordered)
        shelves = snapshot.platforms()
        own = sorted(
            (shelf for shelf in shelves if shelf.platform in recent),
            key=lambda shelf: recent.index(shelf.platform),
        )
        others = [shelf for shelf in shelves if shelf.platform not in recent]
        return Front((*own, *others), saved, has_popular=bool(self.aisles.popular()))


def _recent(snapshot: Snapshot, ordered: Iterable[ServiceId]) -> list[Platform]:
    """The platforms of the last orders, newest first, each once."""
    services = filter(None, map(snapshot.known, ordered))
    return list(dict.fromkeys(service.platform for service in services))[:RECENT_PLATFORMS]
