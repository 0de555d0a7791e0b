"""Which message shows which order live, and a digest of what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import select, update

from db.models.orders import cards
from db.records import record
from db.repositories.dialects import upsert
from domain.ids import OrderId

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


LEFT: Final = 0
"""No message: its reader went on to another screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A live card: the message in its owner's chat, and a digest of the facts shown there."""

    order_id: OrderId
    message_id: int
    shown: str

    @classmethod
    def left(cls, order_id: OrderId) -> Self:
        """The card of an order that is not shown live."""
        return cls(order_id=order_id, message_id=LEFT, shown="")

    @property
    def is_left(self) -> bool:
        """Tell whether its message has become something else, so that nothing is live."""
        return self.message_id == LEFT


@dataclass(frozen=True, slots=True)
class Cards:
    """Which message shows which order live. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, order_id: OrderId) -> Card | None:
        """The card of an order, or None where nothing ever showed it."""
        query = select(cards).where(cards.c.order_id == order_id)
        row = (await self.connection.execute(query)).one_or_none()
        return record(Card, row) if row else None

    async def put(self, card: Card) -> None:
        """Let this message show the order from now on."""
        values = {"order_id": card.order_id, "message_id": card.message_id, "shown": card.shown}
        await upsert(self.connection, cards, values, unique=["order_id"])

    async def mark_shown(self, card: Card) -> None:
        """Remember what a card shows, unless another message has taken its place meanwhile."""
        same = (cards.c.order_id == card.order_id, cards.c.message_id == card.message_id)
        await self.connection.execute(update(cards).where(*same).values(shown=card.shown))

    async def leave(self, order_id: OrderId) -> None:
        """Stop showing an order live; it may not have been."""
        await self.connection.execute(
            update(cards).where(cards.c.order_id == order_id).values(message_id=LEFT)
        )
