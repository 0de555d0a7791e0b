"""What somebody may take along: their own rows, oldest first, a batch at a time.

Only columns that are theirs to know are read: no costs, no providers, nobody who acted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, or_, select

from db.models.ledger import transfers
from db.models.orders import orders
from db.models.tickets import ticket_messages, tickets
from db.repositories.ledger import wallet_of
from domain.money import Money

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

ORDER_COLUMNS: Final = (
    orders.c.id,
    orders.c.service_id,
    orders.c.service_name,
    orders.c.link,
    orders.c.quantity,
    orders.c.runs,
    orders.c.interval,
    orders.c.fields,
    orders.c.status,
    orders.c.charge_micros,
    orders.c.released_micros,
    orders.c.refunded_micros,
    orders.c.start_count,
    orders.c.remains,
    orders.c.created_at,
    orders.c.started_at,
    orders.c.finished_at,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnData:
    """One person's own rows. Nothing is changed; each batch begins after the last one's id."""

    connection: AsyncConnection

    async def orders(self, user_id: UserId, *, after: int, limit: int) -> list[Row]:
        """Orders."""
        query = select(*ORDER_COLUMNS).where(orders.c.user_id == user_id, orders.c.id > after)
        return await self._rows(query.order_by(orders.c.id).limit(limit))

    async def lines(self, user_id: UserId, *, after: int, limit: int) -> list[Row]:
        """Lines of the wallet with what each changed in it."""
        wallet = wallet_of(user_id)
        amount = transfers.c.amount_micros
        change = case((transfers.c.destination == wallet, amount), else_=-amount)
        query = select(
            transfers.c.id,
            transfers.c.kind,
            change.label("change"),
            transfers.c.order_id,
            transfers.c.created_at,
        ).where(
            transfers.c.user_id == user_id,
            or_(transfers.c.source == wallet, transfers.c.destination == wallet),
            transfers.c.id > after,
        )
        return await self._rows(query.order_by(transfers.c.id).limit(limit))

    async def words(self, user_id: UserId, *, after: int, limit: int) -> list[Row]:
        """What was written in their tickets, by them and by the shop."""
        query = (
            select(
                ticket_messages.c.id,
                ticket_messages.c.ticket_id,
                tickets.c.topic,
                tickets.c.order_id,
                ticket_messages.c.from_staff,
                ticket_messages.c.text,
                ticket_messages.c.file_kind,
                ticket_messages.c.created_at,
            )
            .join(tickets, tickets.c.id == ticket_messages.c.ticket_id)
            .where(tickets.c.user_id == user_id, ticket_messages.c.id > after)
        )
        return await self._rows(query.order_by(ticket_messages.c.id).limit(limit))

    async def _rows(self, query: Select[Any]) -> list[Row]:
        found = await self.connection.execute(query)
        return [_with_money(dict(row)) for row in found.mappings()]


def _with_money(row: Row) -> Row:
    """A computed sum comes as a plain number of micros from some databases."""
    change = row.get("change")
    return row if not isinstance(change, int) else {**row, "change": Money(change)}
