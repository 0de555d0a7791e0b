"""The catalogue's rows as customers meet them, read whole."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, bindparam, cast, exists, literal, select, update

from db.models.catalogue import routes, services
from db.models.people import shop_state
from db.prepared import Prepared
from db.repositories.dialects import insert_into
from domain.catalogue import Hidden, Service
from domain.listed import Listing
from domain.platforms import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ServiceId

VERSION: Final = "catalogue_version"
"""Key of the shop's state that counts changes of the catalogue."""
LISTING: Final = tuple(field.name for field in fields(Listing))
"""The fields of a listing, each of which has a column of its own."""
_MONEY: Final = frozenset({"rate", "cost"})


def columns_of(*names: str) -> list[Any]:
    """The columns of these fields."""
    return [services.c[f"{name}_micros" if name in _MONEY else name] for name in names]


_OWN: Final = ("id", *(name for name in LISTING if name != "details"), "multiple", "pin")
_SERVICE: Final = (*_OWN, "routed")
_routed = exists().where(routes.c.service_id == services.c.id).correlate(services)
SERVICE_COLUMNS: Final = (*columns_of(*_OWN), _routed.label("routed"))
"""What `service_of` takes, in its order."""
_all = select(*SERVICE_COLUMNS)
_one = Prepared(_all.where(services.c.id == bindparam("service_id")), returns=SERVICE_COLUMNS)
_some = _all.where(services.c.id.in_(bindparam("numbers", expanding=True)))
_hide = (
    update(services)
    .where(services.c.id == bindparam("row_id"))
    .values(hidden=bindparam("why"), updated_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Services:
    """The catalogue's rows. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, service_id: ServiceId) -> Service | None:
        """A service, hidden or not."""
        row = await _one.row(self.connection, {"service_id": service_id})
        return None if row is None else service_of(row)

    async def list_among(self, numbers: Collection[ServiceId]) -> list[Service]:
        """Those of these services that there are, hidden or not."""
        rows = await self.connection.execute(_some, {"numbers": list(numbers)})
        return [service_of(row) for row in rows]

    async def list_all(self) -> list[Service]:
        """Every service there is, hidden ones too, by number."""
        rows = await self.connection.execute(_all.order_by(services.c.id))
        return [service_of(row) for row in rows]

    async def hide_all(self, numbers: Sequence[ServiceId], why: Hidden, at: datetime) -> None:
        """Hide services for one reason."""
        if numbers:
            rows = [{"row_id": number, "why": why, "at": at} for number in numbers]
            await self.connection.execute(_hide, rows)

    async def learn_multiple(self, service_id: ServiceId, multiple: int, at: datetime) -> None:
        """Note that a service takes only multiples of a quantity."""
        await self.connection.execute(
            update(services)
            .where(services.c.id == service_id)
            .values(multiple=multiple, updated_at=at)
        )

    async def version(self) -> int:
        """How often the catalogue has changed."""
        found = await self.connection.execute(
            select(shop_state.c.value).where(shop_state.c.key == VERSION)
        )
        return int(found.scalar_one_or_none() or 0)

    async def bump_version(self) -> int:
        """Count one change, so that every process reads the catalogue afresh."""
        statement = insert_into(self.connection, shop_state).values(key=VERSION, value="1")
        counted = cast(cast(shop_state.c.value, Integer) + literal(1), shop_state.c.value.type)
        statement = statement.on_conflict_do_update(
            index_elements=["key"], set_={"value": counted}
        )
        found = await self.connection.execute(statement.returning(shop_state.c.value))
        return int(found.scalar_one())


def service_of(values: Sequence[Any]) -> Service:
    """A service from the values of `SERVICE_COLUMNS`."""
    given = dict(zip(_SERVICE, values, strict=True))
    return Service(**{**given, "targets": targets_of(given["targets"])})


@cache
def targets_of(text: str) -> frozenset[Target]:
    """The few combinations that there are, each made once."""
    return frozenset(Target(name) for name in text.split(",") if name)
