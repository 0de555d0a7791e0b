"""Orders as the served API places them and asks about them: always those of one customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from db.models.aftercare import asks
from db.models.catalogue import services
from db.models.orders import ACTIVE_ROWS, orders
from db.models.people import shop_state, users
from db.prepared import Prepared
from db.repositories.routes import Routes
from db.repositories.services import SERVICE_COLUMNS, service_of
from domain.aftercare import AskKind
from domain.api_orders import ApiOrder, ApiRefill
from domain.errors import ServiceUnavailableError
from domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import AskId, OrderId, ServiceId, UserId

_paused = (
    select(shop_state.c.value).where(shop_state.c.key == bindparam("paused_key")).scalar_subquery()
)
_busy = (
    select(func.max(orders.c.id))
    .where(
        orders.c.link == bindparam("link"),
        orders.c.user_id == bindparam("person"),
        ACTIVE_ROWS,
        orders.c.service_id == bindparam("service"),
        orders.c.api_key_id == bindparam("api_key"),
    )
    .scalar_subquery()
)


def _facts(*more: Any) -> Prepared:  # noqa: ANN401 - any column
    columns = (*SERVICE_COLUMNS, users.c.terms_version, users.c.blocked_reason, _paused, *more)
    query = (
        select(*columns)
        .join_from(services, users, users.c.id == bindparam("person"))
        .where(services.c.id == bindparam("service"))
    )
    return Prepared(query, returns=columns)


_plain_facts = _facts()
_guarded_facts = _facts(_busy)
_statuses = select(
    orders.c.id,
    orders.c.status,
    orders.c.charge_micros,
    orders.c.released_micros,
    orders.c.refunded_micros,
    orders.c.units,
    orders.c.start_count,
    orders.c.remains,
).where(
    orders.c.user_id == bindparam("person"),
    orders.c.id.in_(bindparam("numbers", expanding=True)),
)
_by_api = _statuses.where(orders.c.api_key_id.is_not(None))
_refills = (
    select(asks.c.id, asks.c.state, asks.c.why)
    .join_from(asks, orders, orders.c.id == asks.c.order_id)
    .where(
        asks.c.id.in_(bindparam("numbers", expanding=True)),
        asks.c.kind == AskKind.REFILL,
        orders.c.user_id == bindparam("person"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingFacts:
    """A service as it is today, the standing of its buyer, and what runs already."""

    service: Service
    terms_version: int | None
    blocked_reason: str | None
    paused: str | None
    busy: OrderId | None
    """The newest order for the same, by the same key, that has not ended; None unless asked."""


@dataclass(frozen=True, slots=True)
class ApiOrders:
    """Orders by the served API. None of its methods commits."""

    connection: AsyncConnection

    async def facts(
        self,
        user_id: UserId,
        service_id: ServiceId,
        *,
        paused_key: str,
        guard: tuple[int, str] | None,
    ) -> AddingFacts:
        """Read all that placing an order must know.

        Args:
            user_id: the customer, who places nothing else meanwhile.
            service_id: what is to be ordered.
            paused_key: where the shop's state says that ordering is paused.
            guard: key and link, where an earlier order for the same matters.

        Raises:
            ServiceUnavailableError: there is no such service.
        """
        asked: dict[str, object] = {"person": user_id, "service": service_id}
        asked["paused_key"] = paused_key
        if guard is not None:
            asked["api_key"], asked["link"] = guard
        query = _plain_facts if guard is None else _guarded_facts
        values = await query.row(self.connection, asked)
        if values is None:
            raise ServiceUnavailableError(service_id)
        end = len(SERVICE_COLUMNS)
        terms_version, blocked_reason, paused, *busy = values[end:]
        return AddingFacts(
            service=await Routes(self.connection).sold(service_of(values[:end])),
            terms_version=terms_version,
            blocked_reason=blocked_reason,
            paused=paused,
            busy=busy[0] if busy else None,
        )

    async def list_own(
        self, user_id: UserId, numbers: Collection[OrderId], *, by_api: bool
    ) -> dict[OrderId, ApiOrder]:
        """Those of these orders that are the customer's own; with `by_api`, only such."""
        query = _by_api if by_api else _statuses
        asked = {"person": user_id, "numbers": list(numbers)}
        rows = await self.connection.execute(query, asked)
        return {row[0]: _order(tuple(row)) for row in rows}

    async def list_own_refills(
        self, user_id: UserId, numbers: Collection[AskId]
    ) -> dict[AskId, ApiRefill]:
        """Those of these refills that the customer asked for."""
        asked = {"person": user_id, "numbers": list(numbers)}
        rows = await self.connection.execute(_refills, asked)
        return {row.id: ApiRefill(id=row.id, state=row.state, why=row.why) for row in rows}


def _order(row: tuple[Any, ...]) -> ApiOrder:
    number, status, charge, released, refunded, units, start_count, remains = row
    return ApiOrder(
        id=number,
        status=status,
        charge=charge,
        returned=Money(released.micros + refunded.micros),
        units=units,
        start_count=start_count,
        remains=remains,
    )
