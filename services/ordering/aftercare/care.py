"""Everything about an order that decides what may be asked about it, read together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from domain.aftercare import AskKind, Gate, cancel_gate, has_refill, latest
from domain.subscriptions import Plan, plan_of

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads
    from domain.aftercare import Ask
    from domain.catalogue import Service
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.subscriptions import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """An order, its service as it is today, what was asked about it, what it made so far."""

    order: Order
    service: Service | None
    asks: tuple[Ask, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def plan(self) -> Plan | None:
        """What was agreed where it is a subscription."""
        return plan_of(self.order.request)

    @property
    def refill(self) -> Ask | None:
        """The latest request for a refill."""
        return latest(self.asks, AskKind.REFILL)

    @property
    def cancel(self) -> Ask | None:
        """The latest request to cancel."""
        return latest(self.asks, AskKind.CANCEL)

    @property
    def cancel_gate(self) -> Gate:
        """Whether it may be canceled now."""
        return cancel_gate(self.order, self.service, self.cancel)

    @property
    def has_refill(self) -> bool:
        """Tell whether its losses are refilled, whatever the date."""
        return has_refill(self.order, self.service)


@dataclass(frozen=True, slots=True)
class ReadCare:
    """Read a customer's order with what may be asked about it."""

    database: Database

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> Care:
        """Return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        return await self.database.peek(partial(self._read, user_id, order_id))

    async def _read(self, user_id: UserId, order_id: OrderId, reads: Reads) -> Care:
        return await care_of(reads, await reads.orders.get_own(user_id, order_id))


async def care_of(reads: Reads, order: Order) -> Care:
    """Read what belongs to an order."""
    is_subscription = plan_of(order.request) is not None
    return Care(
        order=order,
        service=await _listing(reads, order),
        asks=tuple(await reads.asks.of_order(order.id)),
        posts=tuple(await reads.posts.of_order(order.id)) if is_subscription else (),
    )


async def _listing(reads: Reads, order: Order) -> Service | None:
    """What its provider offers for it; the shop's own service where that is not known any more."""
    service = await reads.services.find(order.service_id)
    if service is None or not service.routed:
        return service
    return await reads.routes.listing(order.provider, order.upstream_service_id) or service
