"""Orders: inserted once for each quote, read by their owner or by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnDefault, Row, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from db.models.orders import orders
from db.prepared import Prepared
from db.records import field_names, fields_of
from domain.errors import NotFoundError
from domain.ids import OrderId
from domain.money import ZERO
from domain.orders import Order, OrderRequest, OrderStatus, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import CursorResult
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import QuoteId, UserId

REQUEST_FIELDS = ("link", "quantity", "units", "runs", "interval", "fields")


def request_values(request: OrderRequest) -> dict[str, object]:
    """The columns in which quotes and orders keep what was ordered."""
    return {name: getattr(request, name) for name in REQUEST_FIELDS}


def request_of(values: dict[str, Any]) -> OrderRequest:
    """Take the request's columns out of a row's values."""
    return OrderRequest(**{name: values.pop(name) for name in REQUEST_FIELDS})


def order_of(row: Row[Any]) -> Order:
    """An order from a whole row of `orders`."""
    return _order(fields_of(row))


def orders_of(found: CursorResult[Any]) -> list[Order]:
    """Orders from whole rows of `orders`."""
    names = field_names(tuple(found.keys()))
    return [_order(dict(zip(names, row, strict=True))) for row in found]


def orders_beside(found: CursorResult[Any], *beside: str) -> list[tuple[Order, dict[str, Any]]]:
    """Orders from whole rows of `orders`, each with the columns that stand behind it."""
    names = field_names(tuple(found.keys()))
    made = []
    for row in found:
        values = dict(zip(names, row, strict=True))
        more = {name: values.pop(name) for name in beside}
        made.append((_order(values), more))
    return made


def _order(values: dict[str, Any]) -> Order:
    return Order(request=request_of(values), **values)


# Built once for each database: on the hottest path, building costs more than executing.
_add = {
    name: Prepared(
        insert(orders).on_conflict_do_nothing(index_elements=["quote_id"]).returning(orders.c.id),
        returns=[orders.c.id],
    )
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}

_NAMES: Final = field_names(tuple(column.name for column in orders.c))
_by_id: Final = select(orders).where(orders.c.id == bindparam("order_id"))
_one: Final = Prepared(_by_id, returns=tuple(orders.c))
_own: Final = Prepared(
    _by_id.where(orders.c.user_id == bindparam("user_id")), returns=tuple(orders.c)
)
_UNTOUCHED: Final = {
    column.name: column.default.arg if isinstance(column.default, ColumnDefault) else None
    for column in orders.c
    if column.name not in REQUEST_FIELDS
}
"""What an order has at first in the columns that its INSERT does not name."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders. None of its methods commits."""

    connection: AsyncConnection

    async def add(
        self,
        quote: Quote,
        service: Service,
        at: datetime,
        *,
        waits_for: OrderId | None = None,
        api_key_id: int | None = None,
    ) -> Order | None:
        """Make the quote's order, waiting to be sent with its charge on hold.

        Returns None when this quote already has its order: one confirm, one order.
        """
        marks = {"waits_for": waits_for, "api_key_id": api_key_id}
        values = {**_fresh(quote, service, at), **marks}
        add = _add[self.connection.dialect.name]
        row = await add.row(self.connection, {**values, **request_values(quote.request)})
        return None if row is None else _made(OrderId(row[0]), quote.request, values)

    async def get(self, order_id: OrderId) -> Order:
        """An order whoever owns it: for operators and workers only.

        Raises:
            NotFoundError: there is none.
        """
        return _found(await self._first(_one, {"order_id": order_id}))

    async def get_own(self, user_id: UserId, order_id: OrderId) -> Order:
        """An order of this customer.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        return _found(await self._first(_own, {"order_id": order_id, "user_id": user_id}))

    async def get_by_quote(self, user_id: UserId, quote_id: QuoteId) -> Order:
        """The order that this customer's quote became.

        Raises:
            NotFoundError: it became none.
        """
        mine = orders.c.user_id == user_id
        query = select(orders).where(orders.c.quote_id == quote_id, mine)
        row = (await self.connection.execute(query)).one_or_none()
        return _found(order_of(row) if row else None)

    async def _first(self, query: Prepared, given: Mapping[str, object]) -> Order | None:
        row = await query.row(self.connection, given)
        return _order(dict(zip(_NAMES, row, strict=True))) if row else None


def _fresh(quote: Quote, service: Service, at: datetime) -> dict[str, object]:
    return {
        "quote_id": quote.id,
        "user_id": quote.user_id,
        "service_id": service.id,
        "service_name": service.name,
        "provider": service.provider,
        "upstream_service_id": service.upstream_id,
        "status": OrderStatus.QUEUED,
        "rate_micros": quote.rate,
        "charge_micros": quote.charge,
        "cost_micros": quote.cost,
        "held_micros": quote.charge,
        "released_micros": ZERO,
        "captured_micros": ZERO,
        "refunded_micros": ZERO,
        "created_at": at,
        "submit_at": at,
    }


def _made(number: OrderId, request: OrderRequest, values: Mapping[str, object]) -> Order:
    """The order that was just inserted: reading its forty columns back would take longer."""
    row: dict[str, Any] = {**_UNTOUCHED, **values, "id": number}
    fields = {name.removesuffix("_micros"): value for name, value in row.items()}
    return Order(request=request, **fields)


def _found(order: Order | None) -> Order:
    if order is None:
        raise NotFoundError
    return order
