"""Catalogue entries with all that is known of them: whose word each part is, and what waits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, bindparam, delete, func, select, update

from db.models.catalogue import services
from db.models.edits import catalogue_changes, service_edits
from db.models.orders import orders
from db.repositories.dialects import insert_into
from db.repositories.listed_facts import (
    edits_of,
    facts_of_edits,
    facts_of_listing,
    listing_of,
    own_from,
)
from db.repositories.services import LISTING, columns_of, targets_of
from domain.catalogue import Hidden
from domain.ids import ServiceId
from domain.listed import UNTOUCHED, Edits, Listed, Listing, Waiting, own_of
from domain.orders import OrderStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import ProviderName, UpstreamId
    from domain.platforms import Kind, Platform
    from domain.selection import Selection

_CATALOGUE_LOCK: Final = 7_301_004
"""Key of the advisory lock under which PostgreSQL lets entries be changed."""
_take_turns: Final = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))
_OWN: Final = ("shown_by", "pin")
_known = (
    select(
        *columns_of("id", *LISTING, *_OWN),
        service_edits.c.edits,
        service_edits.c.own,
        catalogue_changes.c.why,
        catalogue_changes.c.base_micros,
        catalogue_changes.c.entry,
    )
    .select_from(services)
    .outerjoin(service_edits, service_edits.c.service_id == services.c.id)
    .outerjoin(catalogue_changes, catalogue_changes.c.service_id == services.c.id)
    .order_by(services.c.id)
)
_change = (
    update(services)
    .where(services.c.id == bindparam("row_id"))
    .values({column: bindparam(f"new_{column.name}") for column in columns_of(*LISTING, *_OWN)})
    .values(updated_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class ListedServices:
    """Catalogue entries as synchronisation and operators see them. Nothing here commits."""

    connection: AsyncConnection

    async def lock(self) -> None:
        """Let nobody else change entries until the transaction ends.

        What a list says and what people say are written as wholes: side by side, on PostgreSQL,
        one would overwrite the other. SQLite has one writer anyway.
        """
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(_take_turns, {"key": _CATALOGUE_LOCK})

    async def of_provider(self, provider: ProviderName) -> list[Listed]:
        """What the shop knows of a provider's services, by number."""
        return await self._list(_known.where(services.c.provider == provider))

    async def among(self, numbers: Collection[ServiceId]) -> list[Listed]:
        """Those of these services that there are, by number."""
        return await self._list(_known.where(services.c.id.in_(numbers)))

    async def find(self, service_id: ServiceId) -> Listed | None:
        """A service, whatever is the matter with it."""
        return next(iter(await self.among([service_id])), None)

    async def selected(self, selection: Selection) -> list[Listed]:
        """The services that an operator means, by number."""
        query = _known
        if selection.numbers:
            query = query.where(services.c.id.in_(selection.numbers))
        if selection.beside is not None:
            query = _beside(query, selection.beside)
        wanted = {
            services.c.platform: selection.platform,
            services.c.kind: selection.kind,
            services.c.provider: selection.provider,
        }
        alike = [column == value for column, value in wanted.items() if value is not None]
        return await self._list(query.where(*alike))

    async def everything(self) -> list[Listed]:
        """Every service of the shop, by number."""
        return await self._list(_known)

    async def on_shelf(self, platform: Platform, kind: Kind) -> list[Listed]:
        """The services of one shelf, hidden ones too, by number."""
        here = (services.c.platform == platform) & (services.c.kind == kind)
        return await self._list(_known.where(here))

    async def waiting(self) -> list[Listed]:
        """Services of which something waits for an owner's word, by number."""
        return await self._list(_known.where(catalogue_changes.c.service_id.is_not(None)))

    async def add_all(self, listings: Sequence[Listing], at: datetime) -> None:
        """Add new services; one that another process added meanwhile is left as it is."""
        if listings:
            statement = insert_into(self.connection, services).on_conflict_do_nothing(
                index_elements=["provider", "upstream_id"]
            )
            rows = [{**_values(listing), "updated_at": at} for listing in listings]
            await self.connection.execute(statement, rows)

    async def save_all(self, changed: Sequence[Listed], at: datetime) -> None:
        """Write services as they are now: what is shown, whose word it is, what waits."""
        if not changed:
            return
        await self.connection.execute(_change, [_renewal(item, at) for item in changed])
        edited = [item for item in changed if item.edits != UNTOUCHED]
        waiting = [(item.id, item.waits) for item in changed if item.waits is not None]
        await self._replace(service_edits, changed, [_edits_row(item, at) for item in edited])
        rows = [_waiting_row(number, waits, at) for number, waits in waiting]
        await self._replace(catalogue_changes, changed, rows)

    async def follow_number(
        self, service_id: ServiceId, before: UpstreamId, now: UpstreamId
    ) -> None:
        """Let orders of a service that were not sent yet keep to it when its number changes."""
        await self.connection.execute(
            update(orders)
            .where(
                orders.c.service_id == service_id,
                orders.c.upstream_service_id == before,
                orders.c.status == OrderStatus.QUEUED,
            )
            .values(upstream_service_id=now)
        )

    async def _replace(
        self, table: Table, changed: Sequence[Listed], rows: list[dict[str, object]]
    ) -> None:
        """Let these services have just these rows in a table of at most one each."""
        kept = {row["service_id"] for row in rows}
        gone = [{"number": item.id} for item in changed if item.id not in kept]
        if gone:
            those = table.c.service_id == bindparam("number")
            await self.connection.execute(delete(table).where(those), gone)
        if rows:
            statement = insert_into(self.connection, table)
            told = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key}
            renewal = statement.on_conflict_do_update(index_elements=["service_id"], set_=told)
            await self.connection.execute(renewal, rows)

    async def _list(self, query: Select[Any]) -> list[Listed]:
        return [_listed(row) for row in await self.connection.execute(query)]


def _beside(query: Select[Any], number: ServiceId) -> Select[Any]:
    """Only the services of the category that this one is in, at its provider."""
    one = services.alias()
    same = (one.c.category == services.c.category) & (one.c.provider == services.c.provider)
    return query.where(select(one.c.id).where(one.c.id == number, same).exists())


def _values(listing: Listing) -> dict[str, object]:
    given = {name: getattr(listing, name) for name in LISTING}
    targets = ",".join(sorted(listing.targets))
    return {
        "rate_micros": given.pop("rate"),
        "cost_micros": given.pop("cost"),
        **given,
        "targets": targets,
    }


def _renewal(item: Listed, at: datetime) -> dict[str, object]:
    values = {**_values(item.listing), "shown_by": item.shown_by, "pin": item.pin}
    return {"row_id": item.id, "at": at, **{f"new_{name}": v for name, v in values.items()}}


def _edits_row(item: Listed, at: datetime) -> dict[str, object]:
    own = item.own or own_of(item.listing)
    return {
        "service_id": item.id,
        "edits": facts_of_edits(item.edits),
        "own": asdict(own),
        "updated_at": at,
    }


def _waiting_row(number: ServiceId, waits: Waiting, at: datetime) -> dict[str, object]:
    return {
        "service_id": number,
        "why": waits.why,
        "base_micros": waits.base,
        "entry": facts_of_listing(waits.entry),
        "seen_at": at,
    }


def _listed(row: Row[Any]) -> Listed:
    number, *values = row[: len(LISTING) + 1]
    shown_by, pin, edits, own, why, base, entry = row[len(LISTING) + 1 :]
    given = dict(zip(LISTING, values, strict=True))
    given["targets"] = targets_of(given["targets"])
    listing = Listing(**given)
    waits = None if why is None else Waiting(why=why, base=base, entry=listing_of(entry))
    plain = Listed(id=ServiceId(number), listing=listing, shown_by=shown_by, pin=pin, waits=waits)
    if edits is None and listing.hidden is not Hidden.OPERATOR:
        return plain
    return _with_edits(plain, edits_of(edits), own)


def _with_edits(plain: Listed, edits: Edits, own: dict[str, Any] | None) -> Listed:
    """A service with people's words; one hidden by hand was so before their words were kept."""
    listing = plain.listing
    hidden = edits.hidden or listing.hidden is Hidden.OPERATOR
    return Listed(
        id=plain.id,
        listing=listing,
        shown_by=plain.shown_by,
        pin=plain.pin,
        waits=plain.waits,
        edits=Edits(**{**asdict(edits), "hidden": hidden}),
        own=own_from(own) or own_from({**asdict(own_of(listing)), "hidden": None}),
    )
