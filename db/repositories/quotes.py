"""Quotes: prices offered to one customer for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from db.models.orders import quotes
from db.models.people import drafts
from db.records import fields_of
from db.repositories.orders import request_of, request_values
from domain.errors import NotFoundError
from domain.orders import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import QuoteId, UserId


@dataclass(frozen=True, slots=True)
class Quotes:
    """Prices offered to customers. None of its methods commits."""

    connection: AsyncConnection

    async def add(self, quote: Quote) -> None:
        """Keep an offer."""
        await self.add_all([quote])

    async def add_all(self, parts: Sequence[Quote]) -> None:
        """Keep the parts of an offer."""
        await self.connection.execute(quotes.insert(), [_values(part) for part in parts])

    async def replace(self, parts: Sequence[Quote]) -> None:
        """Put an offer in the place of an earlier one under the same number."""
        number = parts[0].id
        same = (quotes.c.id == number) | (quotes.c.bundle == number)
        await self.connection.execute(delete(quotes).where(same))
        await self.add_all(parts)

    async def list_bundle(self, bundle: QuoteId) -> list[Quote]:
        """The parts of an offer of several, first to last."""
        query = select(quotes).where(quotes.c.bundle == bundle).order_by(quotes.c.part)
        return [_quote(row) for row in await self.connection.execute(query)]

    async def list_parts(self, user_id: UserId, quote_id: QuoteId) -> list[Quote]:
        """The parts of an offer to this customer, one or several; none where it is absent."""
        same = (quotes.c.id == quote_id) | (quotes.c.bundle == quote_id)
        query = select(quotes).where(quotes.c.user_id == user_id, same).order_by(quotes.c.part)
        return [_quote(row) for row in await self.connection.execute(query)]

    async def get_own(self, user_id: UserId, quote_id: QuoteId) -> Quote:
        """An offer made to this customer, expired or not.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        query = select(quotes).where(quotes.c.id == quote_id, quotes.c.user_id == user_id)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFoundError
        return _quote(row)

    async def drop_expired(self, before: datetime) -> int:
        """Forget offers that ran out before then and await no money; returns how many."""
        awaited = select(drafts.c.pay_quote).where(drafts.c.pay_quote.is_not(None))
        number = func.coalesce(quotes.c.bundle, quotes.c.id)
        result = await self.connection.execute(
            delete(quotes).where(quotes.c.expires_at < before, number.not_in(awaited))
        )
        return result.rowcount


def _values(quote: Quote) -> dict[str, object]:
    return {
        "id": quote.id,
        "user_id": quote.user_id,
        "service_id": quote.service_id,
        "rate_micros": quote.rate,
        "charge_micros": quote.charge,
        "cost_micros": quote.cost,
        "created_at": quote.created_at,
        "expires_at": quote.expires_at,
        "bundle": quote.bundle,
        "part": quote.part,
        "twin_of": quote.twin_of,
        "large": quote.large,
        **request_values(quote.request),
    }


def _quote(row: Row[Any]) -> Quote:
    values = fields_of(row)
    return Quote(request=request_of(values), **values)
