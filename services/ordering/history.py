"""A customer's orders as they browse them: filtered, eight a page, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from domain.aftercare import last_day_of
from domain.history import Guarantee, OrderFilter, guarantee_of
from domain.orders import OrderStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.database import Database
    from db.repositories.history import Counts
    from db.unit_of_work import Reads
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.ports import Clock

PAGE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """A page of a customer's orders, counted from 1.

    `counts` has the size of every filter that costs little to count, and of the shown one.
    """

    orders: tuple[Order, ...]
    guarantees: Mapping[OrderId, Guarantee]
    """Of those that could still be refilled."""
    which: OrderFilter
    page: int
    pages: int
    counts: Mapping[OrderFilter, int]


@dataclass(frozen=True, slots=True)
class ListOrders:
    """List a customer's orders."""

    database: Database
    clock: Clock

    async def __call__(
        self, *, user_id: UserId, which: OrderFilter = OrderFilter.ALL, page: int = 1
    ) -> OrderPage:
        """Return a page, the nearest there is."""
        return await self.database.peek(partial(self._page, user_id, which, page))

    async def _page(
        self, user_id: UserId, which: OrderFilter, page: int, reads: Reads
    ) -> OrderPage:
        counts = _by_filter(await reads.history.counts(user_id))
        now = self.clock.now()
        guarantees: Mapping[OrderId, Guarantee]
        if which is OrderFilter.REFILL:
            counts[which] = await reads.history.count_guaranteed(user_id, now)
        page, pages = nearest_page(page, counts[which])
        part = {"limit": PAGE, "offset": (page - 1) * PAGE}
        if which is OrderFilter.REFILL:
            found = await reads.history.guaranteed(user_id, now, **part)
            orders = [order for order, _ in found]
            guarantees = {one.id: Guarantee(last_day_of(one, days)) for one, days in found}
        else:
            orders = await reads.history.page(user_id, which, **part)
            guarantees = await guarantees_in(reads, orders, self.clock)
        return OrderPage(
            orders=tuple(orders),
            guarantees=guarantees,
            which=which,
            page=page,
            pages=pages,
            counts=counts,
        )


def _by_filter(counts: Counts) -> dict[OrderFilter, int]:
    return {
        OrderFilter.ALL: counts.total,
        OrderFilter.ACTIVE: counts.running,
        OrderFilter.DONE: counts.done,
        OrderFilter.RETURNED: counts.returned,
        OrderFilter.HELD: counts.held,
    }


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """Read one order of a customer."""

    database: Database

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> Order:
        """Return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        async with self.database.read(brief=True) as reads:
            return await reads.orders.get_own(user_id, order_id)


def nearest_page(page: int, total: int) -> tuple[int, int]:
    """The asked page, or the nearest there is, and how many there are."""
    pages = max(1, -(-total // PAGE))
    return min(max(page, 1), pages), pages


async def guarantees_in(
    reads: Reads, orders: Sequence[Order], clock: Clock
) -> Mapping[OrderId, Guarantee]:
    """The guarantees of these orders that stand now, with one question for all services.

    Only what was delivered in full has one.
    """
    numbers = {one.service_id for one in orders if one.status is OrderStatus.COMPLETED}
    if not numbers:
        return {}
    services = {one.id: one for one in await reads.services.list_among(numbers)}
    now = clock.now()
    judged = ((one.id, guarantee_of(one, services.get(one.service_id), now)) for one in orders)
    return {number: found for number, found in judged if found is not None}
