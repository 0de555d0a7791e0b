"""The catalogue's rows, read whole and written in bulk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, bindparam, cast, literal, select, update

from db.models.catalogue import services
from db.models.people import shop_state
from db.records import fields_of
from db.repositories.dialects import insert_into
from domain.catalogue import Hidden, Service
from domain.ids import ServiceId
from domain.platforms import Target
from domain.sync import Listed, Listing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ProviderName, UserId

VERSION: Final = "catalogue_version"
"""Key of the shop's state that counts changes of the catalogue."""
_MONEY: Final = frozenset({"rate", "cost"})


def _columns(*names: str) -> list[Any]:
    return [services.c[f"{name}_micros" if name in _MONEY else name] for name in names]


_LISTING: Final = tuple(field.name for field in fields(Listing))
_SERVICE: Final = ("id", *(name for name in _LISTING if name != "details"), "multiple")
SERVICE_COLUMNS: Final = tuple(_columns(*_SERVICE))
"""What `service_of` takes, in its order."""
_all = select(*SERVICE_COLUMNS)
_one = _all.where(services.c.id == bindparam("service_id"))
_some = _all.where(services.c.id.in_(bindparam("numbers", expanding=True)))
_known = select(*_columns("id", *_LISTING, "shown_by"))
_change = (
    update(services)
    .where(services.c.id == bindparam("row_id"))
    .values({column: bindparam(f"new_{column.name}") for column in _columns(*_LISTING)})
    .values(updated_at=bindparam("at"))
)
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
        found = await self.connection.execute(_one, {"service_id": service_id})
        row = found.one_or_none()
        return None if row is None else service_of(row)

    async def list_among(self, numbers: Collection[ServiceId]) -> list[Service]:
        """Those of these services that there are, hidden or not."""
        rows = await self.connection.execute(_some, {"numbers": list(numbers)})
        return [service_of(row) for row in rows]

    async def list_all(self) -> list[Service]:
        """Every service there is, hidden ones too, by number."""
        rows = await self.connection.execute(_all.order_by(services.c.id))
        return [service_of(row) for row in rows]

    async def list_known(self, provider: ProviderName) -> list[Listed]:
        """What the shop knows of a provider's services, by number."""
        mine = _known.where(services.c.provider == provider).order_by(services.c.id)
        return [_listed(row) for row in await self.connection.execute(mine)]

    async def add_all(self, listings: Sequence[Listing], at: datetime) -> None:
        """Add new services; one that another process added meanwhile is left as it is."""
        if listings:
            statement = insert_into(self.connection, services).on_conflict_do_nothing(
                index_elements=["provider", "upstream_id"]
            )
            rows = [{**_values(listing), "updated_at": at} for listing in listings]
            await self.connection.execute(statement, rows)

    async def change_all(self, changed: Sequence[Listed], at: datetime) -> None:
        """Overwrite services with their new listings."""
        if changed:
            await self.connection.execute(_change, [_renewal(item, at) for item in changed])

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

    async def show(self, service_id: ServiceId, owner: UserId, at: datetime) -> bool:
        """Put a service on sale in an owner's name, whatever hid it; False where there is none."""
        shown = await self.connection.execute(
            update(services)
            .where(services.c.id == service_id)
            .values(hidden=None, shown_by=owner, updated_at=at)
        )
        return shown.rowcount == 1

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


def _values(listing: Listing) -> dict[str, object]:
    given = {name: getattr(listing, name) for name in _LISTING}
    targets = ",".join(sorted(listing.targets))
    return {
        "rate_micros": given.pop("rate"),
        "cost_micros": given.pop("cost"),
        **given,
        "targets": targets,
    }


def _renewal(item: Listed, at: datetime) -> dict[str, object]:
    new = {f"new_{name}": value for name, value in _values(item.listing).items()}
    return {"row_id": item.id, "at": at, **new}


def service_of(values: Sequence[Any]) -> Service:
    """A service from the values of `SERVICE_COLUMNS`."""
    return Service(**_with_targets(dict(zip(_SERVICE, values, strict=True))))


def _listed(row: Row[Any]) -> Listed:
    given = _with_targets(fields_of(row))
    number, shown_by = given.pop("id"), given.pop("shown_by")
    return Listed(ServiceId(number), Listing(**given), shown_by)


def _with_targets(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "targets": _targets_of(given["targets"])}


@cache
def _targets_of(text: str) -> frozenset[Target]:
    """The few combinations that there are, each made once."""
    return frozenset(Target(name) for name in text.split(",") if name)
