"""What is known before anybody is asked: where an order stands, and where money is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.history import LineFilter, OrderFilter
from domain.outlook import Outlook, outlook_of

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import Transfer, Wallet
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.ports import Clock
    from services.catalogue.figures import LiveFigures

LATEST: Final = 8
"""Orders to choose from: it is mostly one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswer:
    """An order with what may be expected of it; `outlook` is None unless it runs."""

    order: Order
    outlook: Outlook | None
    asked_at: datetime

    @property
    def is_late(self) -> bool:
        """Tell whether such orders are usually done by now."""
        return self.outlook is not None and self.asked_at >= self.outlook.late_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAnswer:
    """A wallet with the last money that came in, and the last that came back."""

    wallet: Wallet
    added: Transfer | None
    returned: Transfer | None


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """Read what a customer is told before they write to the shop."""

    database: Database
    clock: Clock
    figures: LiveFigures

    async def orders(self, *, user_id: UserId) -> tuple[Order, ...]:
        """A customer's latest orders."""
        async with self.database.read() as reads:
            return tuple(await reads.history.page(user_id, OrderFilter.ALL, limit=LATEST))

    async def order(self, *, user_id: UserId, order_id: OrderId) -> OrderAnswer:
        """Where an order stands.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        async with self.database.read() as reads:
            order = await reads.orders.get_own(user_id, order_id)
        outlook = outlook_of(order, self.figures.of(order.service_id))
        return OrderAnswer(order=order, outlook=outlook, asked_at=self.clock.now())

    async def payment(self, *, user_id: UserId) -> PaymentAnswer:
        """Where money is."""
        async with self.database.read() as reads:
            return PaymentAnswer(
                wallet=await reads.purses.wallet(user_id),
                added=await _newest(reads, user_id, LineFilter.IN),
                returned=await _newest(reads, user_id, LineFilter.RETURNED),
            )


async def _newest(reads: Reads, user_id: UserId, which: LineFilter) -> Transfer | None:
    found = await reads.statement.page(user_id, which, limit=1)
    return found[0] if found else None
