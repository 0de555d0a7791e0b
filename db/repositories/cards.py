"""Which message shows which order live, and a digest of what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from db.models.orders import cards
from db.records import record
from db.repositories.dialects import upsert
from domain.ids import OrderId

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A live card: the message in its owner's chat, and a digest of the facts shown there."""

    order_id: OrderId
    message_id: int
    shown: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Which message shows which order live. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, order_id: OrderId) -> Card | None:
        """The live card of an order, or None where nothing shows it."""
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

    async def drop(self, order_id: OrderId) -> None:
        """Stop showing an order live; it may not have been."""
        await self.connection.execute(delete(cards).where(cards.c.order_id == order_id))
