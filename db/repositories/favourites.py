"""What customers saved and ordered last, and what of it has changed since they last heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, Row, and_, bindparam, delete, exists, func, or_, select, update

from db.models.catalogue import favourites, services
from db.models.orders import orders
from db.repositories.audit_sums import whole
from db.repositories.dialects import insert_new
from domain.favourites import MOVE_PERCENT, CardFacts, FavouriteChange
from domain.ids import ServiceId, UserId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import OrderId

_WHOLE: Final = 100
_is_sold: Final = services.c.hidden.is_(None)
_move: Final = func.abs(whole(services.c.rate_micros) - whole(favourites.c.rate_micros))
_has_moved: Final = and_(
    _is_sold, _move > 0, _move * _WHOLE >= whole(favourites.c.rate_micros) * MOVE_PERCENT
)
_has_changed: Final = or_(favourites.c.on_sale != _is_sold, _has_moved)
_changed: Final = (
    select(
        favourites.c.user_id,
        favourites.c.service_id,
        favourites.c.rate_micros,
        favourites.c.on_sale,
        services.c.rate_micros.label("rate_now"),
        _is_sold.label("sold_now"),
    )
    .join_from(favourites, services, services.c.id == favourites.c.service_id)
    .where(_has_changed)
)
_saved: Final = exists().where(
    favourites.c.user_id == bindparam("user_id"), favourites.c.service_id == services.c.id
)
_beside: Final = select(services.c.details, _saved).where(services.c.id == bindparam("service_id"))
_count: Final = select(func.count()).where(favourites.c.user_id == bindparam("user_id"))
_list: Final = (
    select(favourites.c.service_id)
    .where(favourites.c.user_id == bindparam("user_id"))
    .order_by(favourites.c.created_at.desc(), favourites.c.service_id.desc())
)
_last_ordered: Final = (
    select(orders.c.service_id)
    .where(orders.c.user_id == bindparam("user_id"))
    .order_by(orders.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
_told: Final = (
    update(favourites)
    .where(
        favourites.c.user_id == bindparam("of_user"),
        favourites.c.service_id == bindparam("of_service"),
    )
    .values(on_sale=bindparam("sold"), rate_micros=bindparam("rate"))
)


@dataclass(frozen=True, slots=True)
class Favourites:
    """Services that customers saved. None of the methods commits."""

    connection: AsyncConnection

    async def add(self, user_id: UserId, service: Service, at: datetime) -> bool:
        """Save a service as it is now; False when it was saved already."""
        row = {
            "user_id": user_id,
            "service_id": service.id,
            "rate_micros": service.rate,
            "on_sale": service.orderable,
            "created_at": at,
        }
        key = ("user_id", "service_id")
        return await insert_new(self.connection, favourites, row, unique=key) is not None

    async def drop(self, user_id: UserId, service_id: ServiceId) -> None:
        """Forget a saved service; nothing happens where it was not saved."""
        mine = favourites.c.user_id == user_id
        await self.connection.execute(
            delete(favourites).where(mine, favourites.c.service_id == service_id)
        )

    async def beside(self, user_id: UserId, service_id: ServiceId) -> CardFacts | None:
        """What a service's card tells one customer; None where there is no such service."""
        given = {"user_id": user_id, "service_id": service_id}
        row = (await self.connection.execute(_beside, given)).one_or_none()
        return None if row is None else CardFacts(details=row[0], is_saved=bool(row[1]))

    async def count(self, user_id: UserId) -> int:
        """How many services a customer saved."""
        return int((await self.connection.execute(_count, {"user_id": user_id})).scalar_one())

    async def list_of(self, user_id: UserId) -> tuple[ServiceId, ...]:
        """What a customer saved, newest first."""
        return tuple((await self.connection.execute(_list, {"user_id": user_id})).scalars())

    async def last_ordered(self, user_id: UserId, limit: int) -> tuple[ServiceId, ...]:
        """Services of a customer's last orders, newest first; one may come several times."""
        given = {"user_id": user_id, "limit": limit}
        return tuple((await self.connection.execute(_last_ordered, given)).scalars())

    async def last_order(self, user_id: UserId) -> OrderId | None:
        """The customer's newest order; None before the first."""
        query = select(orders.c.id).where(orders.c.user_id == user_id)
        newest = query.order_by(orders.c.id.desc()).limit(1)
        return (await self.connection.execute(newest)).scalar_one_or_none()

    async def list_changed(self, people: int) -> list[FavouriteChange]:
        """What so many customers have not heard yet, everything of each of them."""
        whose = select(_changed.subquery().c.user_id).distinct().order_by("user_id").limit(people)
        theirs = _changed.where(favourites.c.user_id.in_(whose))
        rows = await self.connection.execute(
            theirs.order_by(favourites.c.user_id, favourites.c.service_id)
        )
        return [_change(row) for row in rows]

    async def mark_told(self, changes: Sequence[FavouriteChange]) -> None:
        """Remember what customers have heard now."""
        if changes:
            await self.connection.execute(_told, [_heard(change) for change in changes])


def _change(row: Row[Any]) -> FavouriteChange:
    return FavouriteChange(
        user_id=UserId(row.user_id),
        service_id=ServiceId(row.service_id),
        told=row.rate_micros if row.on_sale else None,
        rate=row.rate_now,
        on_sale=bool(row.sold_now),
    )


def _heard(change: FavouriteChange) -> dict[str, object]:
    return {
        "of_user": change.user_id,
        "of_service": change.service_id,
        "sold": change.on_sale,
        "rate": change.rate,
    }
