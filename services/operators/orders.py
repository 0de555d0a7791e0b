"""Orders as operators see them: with cost and profit, listed for everybody, found by anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.repositories.order_search import Wanted
from domain.errors import DecisionError
from domain.ids import OrderId, UpstreamId, UserId
from domain.links.model import LinkError
from domain.links.parse import parse_link
from domain.money import ZERO, Money
from domain.orders import ACTIVE, FINAL, OrderStatus
from services.operators.desk import find_customer
from services.operators.overruling import read_status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from db.unit_of_work import Reads
    from domain.accounts import Transfer, User
    from domain.aftercare import Ask
    from domain.operators import JournalLine
    from domain.orders import Order
    from domain.reviews import Attempt, Review
    from domain.subscriptions import Post
    from services.operators.desk import Desk

PAGE: Final = 10
LINES: Final = 5
MAX_ID: Final = 2**31
_NUMBER = re.compile(r"#?([0-9]{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOrderCard:
    """An order with everything that only the shop's people see."""

    order: Order
    customer: User
    transfers: tuple[Transfer, ...]
    attempts: tuple[Attempt, ...]
    reviews: tuple[Review, ...]
    """Its open cases."""
    journal: tuple[JournalLine, ...]
    asks: tuple[Ask, ...] = ()
    """What its customer asked for after placing it."""
    posts: tuple[Post, ...] = ()
    """What it made, where it is a subscription."""

    @property
    def earned(self) -> Money:
        """What the customer paid and did not get back."""
        return self.order.captured - self.order.refunded

    @property
    def profit(self) -> Money:
        """What was earned, less the same part of the expected purchase price; may be negative."""
        if not self.order.captured:
            return ZERO
        cost = self.order.cost.micros * self.earned.micros // self.order.captured.micros
        return self.earned - Money(cost)


@dataclass(frozen=True, slots=True)
class ReadStaffOrder:
    """Read an order, whoever owns it."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, order_id: OrderId) -> StaffOrderCard:
        """Return it.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such order.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            order = await reads.orders.get(order_id)
            return StaffOrderCard(
                order=order,
                customer=await reads.users.get(order.user_id),
                transfers=tuple(await reads.ledger.of_order(order_id)),
                attempts=tuple(await reads.attempts.of_order(order_id)),
                reviews=tuple(await reads.reviews.open_of_order(order_id)),
                journal=tuple(await reads.journal.of_target(f"order:{order_id}", limit=LINES)),
                asks=tuple(await reads.asks.of_order(order_id)),
                posts=tuple(await reads.posts.of_order(order_id)),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOrderPage:
    """A page of orders with their customers; `status` is the word that was asked for."""

    orders: tuple[Order, ...]
    customers: dict[UserId, User]
    status: str
    customer: User | None
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ListAllOrders:
    """List everybody's orders, ten a page, newest first."""

    desk: Desk

    async def __call__(
        self, *, actor_id: UserId, status: str = "", who: str = "", page: int = 1
    ) -> StaffOrderPage:
        """Return a page, the nearest there is; `status` may also be `active` or `done`.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `bad_status` or `nobody`.
        """
        self.desk.admit(actor_id)
        statuses = _statuses(status)
        async with self.desk.database.read() as reads:
            customer = await find_customer(reads, who) if who else None
            wanted = Wanted(statuses, customer.id if customer else None)
            total = await reads.order_search.count(wanted)
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)
            found = await reads.order_search.page(wanted, limit=PAGE, offset=(page - 1) * PAGE)
            customers = await _customers(reads, found)
        return StaffOrderPage(
            orders=tuple(found),
            customers=customers,
            status=status,
            customer=customer,
            page=page,
            pages=pages,
            total=total,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What a search brought, each at most ten; `customer` when somebody is called so."""

    query: str
    orders: tuple[Order, ...]
    customers: dict[UserId, User]
    customer: User | None


@dataclass(frozen=True, slots=True)
class FindOrders:
    """Find orders by link, by customer, by the shop's number or a provider's."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, query: str) -> Finds:
        """Return what there is, perhaps nothing.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            customer = await _named(reads, query)
            found = await _found(reads, query)
            if customer is not None:
                own = Wanted(frozenset(OrderStatus), customer.id)
                found += await reads.order_search.page(own, limit=PAGE)
            orders = tuple({order.id: order for order in found}.values())[:PAGE]
            customers = await _customers(reads, orders)
        return Finds(query=query, orders=orders, customers=customers, customer=customer)


async def _found(reads: Reads, query: str) -> list[Order]:
    links = _links(query)
    if links:
        return await reads.order_search.by_links(links, limit=PAGE)
    number = _NUMBER.fullmatch(query)
    own = int(number[1]) if number else MAX_ID
    order_id = OrderId(own) if own < MAX_ID else None
    upstream = UpstreamId(query.removeprefix("#"))
    return await reads.order_search.by_number(order_id, upstream, limit=PAGE)


async def _named(reads: Reads, query: str) -> User | None:
    try:
        return await find_customer(reads, query)
    except DecisionError:
        return None


def _links(query: str) -> list[str]:
    """The link in its normal form, as orders keep it, and the ways in which it was typed."""
    if "." not in query and "/" not in query:
        return []
    typed = [query, f"https://{query}"]
    try:
        return [parse_link(query).normal, *typed]
    except LinkError:
        return typed


def _statuses(word: str) -> Collection[OrderStatus]:
    match word.strip().lower():
        case "" | "all":
            return frozenset(OrderStatus)
        case "active":
            return ACTIVE
        case "done":
            return FINAL
        case _:
            return frozenset({read_status(word)})


async def _customers(reads: Reads, orders: Iterable[Order]) -> dict[UserId, User]:
    known = await reads.users.list_among({order.user_id for order in orders})
    return {user.id: user for user in known}
