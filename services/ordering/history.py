"""A customer's orders as they browse them: filtered, eight a page, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.orders import ACTIVE, FINAL, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ids import OrderId, UserId
    from domain.orders import Order

PAGE: Final = 8


class OrderFilter(StrEnum):
    """Which orders to list."""

    ALL = "all"
    ACTIVE = "active"
    DONE = "done"


_STATUSES: Final[Mapping[OrderFilter, frozenset[OrderStatus]]] = {
    OrderFilter.ALL: frozenset(OrderStatus),
    OrderFilter.ACTIVE: ACTIVE,
    OrderFilter.DONE: FINAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """A page of a customer's orders, counted from 1; `counts` has the size of every filter."""

    orders: tuple[Order, ...]
    which: OrderFilter
    page: int
    pages: int
    counts: Mapping[OrderFilter, int]


@dataclass(frozen=True, slots=True)
class ListOrders:
    """List a customer's orders."""

    database: Database

    async def __call__(
        self, *, user_id: UserId, which: OrderFilter = OrderFilter.ALL, page: int = 1
    ) -> OrderPage:
        """Return a page, the nearest there is."""
        async with self.database.read() as reads:
            counts = _by_filter(await reads.history.counts(user_id))
            pages = max(1, -(-counts[which] // PAGE))
            page = min(max(page, 1), pages)
            found = await reads.history.page(
                user_id, _STATUSES[which], limit=PAGE, offset=(page - 1) * PAGE
            )
        return OrderPage(orders=tuple(found), which=which, page=page, pages=pages, counts=counts)


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """Read one order of a customer."""

    database: Database

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> Order:
        """Return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        async with self.database.read() as reads:
            return await reads.orders.get_own(user_id, order_id)


def _by_filter(counts: Mapping[OrderStatus, int]) -> Mapping[OrderFilter, int]:
    return {
        which: sum(counts.get(status, 0) for status in statuses)
        for which, statuses in _STATUSES.items()
    }
