"""Quotes: prices offered to one customer for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from db.models.orders import quotes
from db.records import fields_of
from db.repositories.orders import request_of, request_values
from domain.errors import NotFoundError
from domain.orders import Quote

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import QuoteId, UserId


@dataclass(frozen=True, slots=True)
class Quotes:
    """Prices offered to customers. None of its methods commits."""

    connection: AsyncConnection

    async def add(self, quote: Quote) -> None:
        """Keep an offer."""
        values = {
            "id": quote.id,
            "user_id": quote.user_id,
            "service_id": quote.service_id,
            "rate_micros": quote.rate,
            "charge_micros": quote.charge,
            "cost_micros": quote.cost,
            "created_at": quote.created_at,
            "expires_at": quote.expires_at,
            **request_values(quote.request),
        }
        await self.connection.execute(quotes.insert().values(values))

    async def get_own(self, user_id: UserId, quote_id: QuoteId) -> Quote:
        """An offer made to this customer, expired or not.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        query = select(quotes).where(quotes.c.id == quote_id, quotes.c.user_id == user_id)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFoundError
        values = fields_of(row)
        return Quote(request=request_of(values), **values)

    async def drop_expired(self, before: datetime) -> int:
        """Forget offers that ran out before then; returns how many."""
        result = await self.connection.execute(delete(quotes).where(quotes.c.expires_at < before))
        return result.rowcount
