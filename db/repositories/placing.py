"""All that placing an order must know, read in one statement: the hottest path of the shop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, bindparam, exists, func, select

from db.models.catalogue import services
from db.models.orders import orders, quotes
from db.models.people import drafts, shop_state, users
from db.prepared import Prepared
from db.repositories.orders import request_of
from db.repositories.routes import Routes
from db.repositories.services import SERVICE_COLUMNS, service_of
from domain.errors import NotFoundError
from domain.orders import ACTIVE, Quote

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue import Service
    from domain.ids import OrderId, QuoteId, UserId

_QUOTE: Final = tuple(column.name.removesuffix("_micros") for column in quotes.c)
_paused = (
    select(shop_state.c.value).where(shop_state.c.key == bindparam("paused_key")).scalar_subquery()
)
_other = orders.alias("other")
_others = services.alias("others")
_busy = (
    select(func.max(_other.c.id))
    .join_from(_other, _others, _others.c.id == _other.c.service_id)
    .where(
        _other.c.link == quotes.c.link,
        _other.c.user_id == quotes.c.user_id,
        _other.c.status.in_(sorted(ACTIVE)),
        _others.c.kind == services.c.kind,
    )
    .correlate(quotes, services)
    .scalar_subquery()
)
_PLACING_LOCKS: Final = 1 << 62
"""Keys of PostgreSQL's advisory locks are customers' ids from here on, while they place."""
_queue_up = Prepared(select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger))))
_facts = (
    select(
        *quotes.c,
        *SERVICE_COLUMNS,
        users.c.terms_version,
        users.c.blocked_reason,
        _paused,
        _busy,
        exists().where(orders.c.quote_id == quotes.c.id),
        exists().where(drafts.c.user_id == quotes.c.user_id),
    )
    .join_from(quotes, users, users.c.id == quotes.c.user_id)
    .join(services, services.c.id == quotes.c.service_id)
    .where(quotes.c.id == bindparam("quote"), quotes.c.user_id == bindparam("person"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingFacts:
    """A quote, its service as it is today, its customer's standing, and what stands already."""

    quote: Quote
    service: Service
    terms_version: int | None
    blocked_reason: str | None
    paused: str | None
    busy: OrderId | None
    """The newest order that runs or waits on the quote's link for the same kind of thing."""
    placed: bool
    drafted: bool


@dataclass(frozen=True, slots=True)
class Placing:
    """Reads for placing an order. None of its methods commits."""

    connection: AsyncConnection

    async def facts(self, user_id: UserId, quote_id: QuoteId, *, paused_key: str) -> PlacingFacts:
        """Read everything about a quote of this customer, who places nothing else meanwhile.

        Raises:
            NotFoundError: the quote is absent or someone else's.
        """
        await self.queue_up(user_id)
        asked = {"quote": quote_id, "person": user_id, "paused_key": paused_key}
        row = (await self.connection.execute(_facts, asked)).one_or_none()
        if row is None:
            raise NotFoundError
        facts = _facts_of(tuple(row))
        if not facts.service.routed:
            return facts
        return replace(facts, service=await Routes(self.connection).sold(facts.service))

    async def queue_up(self, user_id: UserId) -> None:
        """Let one customer's orders be placed one after another, so that each sees the others.

        SQLite's writer is alone already; there PostgreSQL's reads would miss what is not
        committed.
        """
        if self.connection.dialect.name == "postgresql":
            await _queue_up.rows(self.connection, {"key": _PLACING_LOCKS + user_id})


def _facts_of(row: tuple[Any, ...]) -> PlacingFacts:
    """Split a row by position: quotes and services share column names."""
    middle = len(_QUOTE)
    end = middle + len(SERVICE_COLUMNS)
    values = dict(zip(_QUOTE, row[:middle], strict=True))
    terms_version, blocked_reason, paused, busy, placed, drafted = row[end:]
    return PlacingFacts(
        quote=Quote(request=request_of(values), **values),
        service=service_of(row[middle:end]),
        terms_version=terms_version,
        blocked_reason=blocked_reason,
        paused=paused,
        busy=busy,
        placed=placed,
        drafted=drafted,
    )
