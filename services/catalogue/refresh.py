"""Keeping the snapshot in step with the database: one number is read, rows only when it moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.routing import as_sold
from services.catalogue.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.database import Database
    from domain.catalogue import Service
    from domain.ids import ServiceId


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
            routes = await reads.routes.list_all()
        if routes:
            services = [_sold(service, routes) for service in services]
        self.catalogue.current = Snapshot.of(services, version=version)
        return self.catalogue.current


def _sold(service: Service, routes: Mapping[ServiceId, Sequence[Service]]) -> Service:
    return as_sold(service, routes[service.id]) if service.id in routes else service
