"""Live order cards: which message shows an order, and what the sender needs to redraw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.repositories.cards import Card
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from db.database import Database
    from domain.accounts import User
    from domain.ids import OrderId, UserId
    from domain.orders import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOrder:
    """An order with its customer; `card` is None where none was ever shown."""

    order: Order
    user: User
    card: Card | None


@dataclass(frozen=True, slots=True)
class ReadLiveOrder:
    """Read an order, whoever owns it, with what is shown of it: for notices only."""

    database: Database

    async def __call__(self, *, order_id: OrderId) -> LiveOrder:
        """Return it.

        Raises:
            NotFoundError: there is no such order.
        """
        async with self.database.read() as reads:
            order = await reads.orders.get(order_id)
            return LiveOrder(
                order=order,
                user=await reads.users.get(order.user_id),
                card=await reads.cards.find(order_id),
            )


@dataclass(frozen=True, slots=True)
class RememberCard:
    """Let a message show an order live from now on. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, order_id: OrderId, message_id: int, shown: str = "") -> None:
        """Store the message with a digest of what it shows, in the place of an earlier one."""
        async with self.database.write() as uow:
            await uow.cards.put(Card(order_id=order_id, message_id=message_id, shown=shown))
            await uow.commit()


@dataclass(frozen=True, slots=True)
class MarkCard:
    """Note what a card shows after it was redrawn. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, order_id: OrderId, message_id: int, shown: str) -> None:
        """Store the digest, unless another message shows the order by now."""
        async with self.database.write() as uow:
            await uow.cards.mark_shown(Card(order_id=order_id, message_id=message_id, shown=shown))
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ForgetCard:
    """Stop showing a customer's order live: its message has become something else. Commits."""

    database: Database

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> None:
        """Forget the card; nothing happens for orders of others and without a card."""
        async with self.database.write() as uow:
            try:
                await uow.orders.get_own(user_id, order_id)
            except NotFoundError:
                return
            await uow.cards.leave(order_id)
            await uow.commit()
