"""Keeping the snapshot in step with the database: one number is read, rows only when it moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.catalogue.snapshot import Snapshot

if TYPE_CHECKING:
    from db.database import Database


@dataclass(slots=True)
class Catalogue:
    """Holds the snapshot that every page of this process reads."""

    current: Snapshot = field(default_factory=Snapshot.empty)


@dataclass(frozen=True, slots=True)
class RefreshCatalogue:
    """Read the catalogue afresh when it has changed. Writes nothing; may be repeated."""

    database: Database
    catalogue: Catalogue

    async def __call__(self) -> Snapshot:
        """Return today's snapshot, which is now also the current one."""
        async with self.database.read() as reads:
            version = await reads.services.version()
            if version == self.catalogue.current.version:
                return self.catalogue.current
            services = await reads.services.list_all()
        self.catalogue.current = Snapshot.of(services, version=version)
        return self.catalogue.current
