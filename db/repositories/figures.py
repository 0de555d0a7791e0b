"""What the shop's rows add up to for its operators: sales, costs, debts, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, or_, select

from db.models.ledger import accounts, transfers
from db.models.orders import orders
from db.models.people import users
from db.repositories.audit_sums import whole
from domain.money import ZERO, Money
from domain.orders import ACTIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy import Column, ColumnElement, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.accounts import TransferKind
    from domain.ids import ProviderName, UserId
    from domain.orders import OrderStatus


class _Parts(NamedTuple):
    paid: Money
    back: Money
    price: Money


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums and counts for operators. Nothing is changed."""

    connection: AsyncConnection

    async def moved_by(self, actor_id: UserId, kind: TransferKind, since: datetime) -> Money:
        """What one operator moved since a time, by transfers of one kind."""
        return await self._sum(
            transfers.c.amount_micros,
            transfers.c.actor_id == actor_id,
            transfers.c.kind == kind,
            transfers.c.created_at >= since,
        )

    async def moved(self, kind: TransferKind, since: datetime) -> Money:
        """What was moved since a time by transfers of one kind."""
        return await self._sum(
            transfers.c.amount_micros, transfers.c.kind == kind, transfers.c.created_at >= since
        )

    async def reversed(self, kind: TransferKind, since: datetime) -> Money:
        """How much of transfers of one kind was undone since a time."""
        undone = transfers.alias()
        query = (
            select(func.sum(whole(transfers.c.amount_micros)))
            .join(undone, undone.c.id == transfers.c.reverses)
            .where(undone.c.kind == kind, transfers.c.created_at >= since)
        )
        return _money((await self.connection.execute(query)).scalar_one())

    async def spent(self, user_id: UserId) -> Money:
        """What a customer has paid for orders and not got back."""
        mine = orders.c.user_id == user_id
        paid = await self._sum(orders.c.captured_micros, mine)
        return paid - await self._sum(orders.c.refunded_micros, mine)

    async def owed(self) -> Money:
        """What customers have in wallets and on hold, all together."""
        kept = or_(accounts.c.key.like("wallet:%"), accounts.c.key.like("hold:%"))
        return await self._sum(accounts.c.balance_micros, kept)

    async def count_customers(self, since: datetime | None = None) -> int:
        """How many people have written to the bot, or did so first since a time."""
        query = select(func.count()).select_from(users)
        if since is not None:
            query = query.where(users.c.created_at >= since)
        return int((await self.connection.execute(query)).scalar_one())

    async def count_orders(self, since: datetime) -> Mapping[OrderStatus, int]:
        """How many orders were placed since a time, by where they stand now."""
        query = (
            select(orders.c.status, func.count())
            .where(orders.c.created_at >= since)
            .group_by(orders.c.status)
        )
        return _by_status(await self.connection.execute(query))

    async def count_by_status(self) -> Mapping[OrderStatus, int]:
        """How many orders stand where."""
        query = select(orders.c.status, func.count()).group_by(orders.c.status)
        return _by_status(await self.connection.execute(query))

    async def count_running(self, provider: ProviderName) -> int:
        """How many orders that have not ended are with a provider, or wait for it."""
        query = select(func.count()).where(
            orders.c.provider == provider, orders.c.status.in_(ACTIVE)
        )
        return int((await self.connection.execute(query)).scalar_one())

    async def earned(self, since: datetime) -> tuple[Money, Money]:
        """Of orders accepted since a time: what customers paid and got not back, and its cost.

        The cost is the expected purchase price, of a partly returned order the same part of it.
        """
        kept = orders.c.captured_micros > orders.c.refunded_micros
        accepted = (orders.c.accepted_at >= since, kept)
        whole_ones = (*accepted, whole(orders.c.refunded_micros) == 0)
        sales = await self._sum(orders.c.captured_micros, *whole_ones)
        cost = await self._sum(orders.c.cost_micros, *whole_ones)
        for paid, back, price in await self._partly_returned(*accepted):
            sales += paid - back
            cost += Money(price.micros * (paid - back).micros // paid.micros)
        return sales, cost

    async def _partly_returned(self, *conditions: ColumnElement[bool]) -> list[_Parts]:
        query = select(
            orders.c.captured_micros, orders.c.refunded_micros, orders.c.cost_micros
        ).where(*conditions, whole(orders.c.refunded_micros) > 0)
        return [_Parts(*row) for row in await self.connection.execute(query)]

    async def _sum(self, column: Column[Any], *conditions: ColumnElement[bool]) -> Money:
        query = select(func.sum(whole(column))).where(*conditions)
        return _money((await self.connection.execute(query)).scalar_one())


def _by_status(rows: Iterable[Row[OrderStatus, int]]) -> Mapping[OrderStatus, int]:
    return {row[0]: row[1] for row in rows}


def _money(total: int | Decimal | None) -> Money:
    return ZERO if total is None else Money(int(total))
