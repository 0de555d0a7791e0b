"""Routes: by which listings a service is bought, in the order of trying."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, select

from db.models.catalogue import routes, services
from db.models.edits import service_edits
from db.repositories.services import SERVICE_COLUMNS, service_of
from domain.catalogue import Hidden
from domain.routing import UNLISTED, as_sold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import ProviderName, ServiceId, UpstreamId

_vias: Final = (
    select(routes.c.service_id, service_edits.c.own, *SERVICE_COLUMNS)
    .join_from(routes, services, services.c.id == routes.c.via_id)
    .outerjoin(service_edits, service_edits.c.service_id == services.c.id)
    .order_by(routes.c.service_id, routes.c.position)
)
_some: Final = _vias.where(routes.c.service_id.in_(bindparam("numbers", expanding=True)))
_listing: Final = select(*SERVICE_COLUMNS).where(
    services.c.provider == bindparam("provider"), services.c.upstream_id == bindparam("upstream")
)


@dataclass(frozen=True, slots=True)
class Routes:
    """Routes. None of its methods commits."""

    connection: AsyncConnection

    async def of(self, numbers: Collection[ServiceId]) -> dict[ServiceId, list[Service]]:
        """The listings that these services are bought by; those without routes are left out."""
        return await self._read(_some, {"numbers": list(numbers)})

    async def list_all(self) -> dict[ServiceId, list[Service]]:
        """The same of every service that has routes."""
        return await self._read(_vias, {})

    async def sold(self, service: Service) -> Service:
        """A service as customers may buy it: with the limits of its routes, where it has some."""
        if not service.routed:
            return service
        return as_sold(service, (await self.of([service.id])).get(service.id, ()))

    async def listing(self, provider: ProviderName, upstream_id: UpstreamId) -> Service | None:
        """What the shop knows of a provider's listing, hidden or not."""
        given = {"provider": provider, "upstream": upstream_id}
        row = (await self.connection.execute(_listing, given)).one_or_none()
        return None if row is None else service_of(row)

    async def replace(self, service_id: ServiceId, vias: Sequence[ServiceId]) -> None:
        """Buy a service by these listings from now on; by its own where there is none."""
        await self.connection.execute(delete(routes).where(routes.c.service_id == service_id))
        if vias:
            rows = [
                {"service_id": service_id, "position": position, "via_id": via}
                for position, via in enumerate(vias, start=1)
            ]
            await self.connection.execute(routes.insert(), rows)

    async def _read(
        self, query: Select[Any], given: dict[str, object]
    ) -> dict[ServiceId, list[Service]]:
        found: defaultdict[ServiceId, list[Service]] = defaultdict(list)
        for row in await self.connection.execute(query, given):
            found[row[0]].append(_via(service_of(row[2:]), row[1]))
        return dict(found)


def _via(via: Service, own: Mapping[str, Any] | None) -> Service:
    """A listing that a person keeps from customers, with what its provider says of it."""
    if via.hidden is not Hidden.OPERATOR or own is None or own["hidden"] is None:
        return via
    said = Hidden(own["hidden"])
    return replace(via, hidden=said) if said in UNLISTED else via
