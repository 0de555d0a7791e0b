"""The shop in figures for its operators: the panel, today's trade."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.accounts import TransferKind
from domain.orders import ACTIVE, OrderStatus
from services.ordering.admission import PAUSED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from db.unit_of_work import Reads
    from domain.ids import ProviderName, UserId
    from domain.money import Money
    from services.operators.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What needs an operator, at a glance."""

    open_cases: int
    active_orders: int
    customers: int
    owed: Money
    waiting_notices: int
    held_providers: tuple[ProviderName, ...]
    """Those that get no orders for now."""
    paused: str | None
    """None while orders are taken, else the text that customers read, perhaps empty."""


@dataclass(frozen=True, slots=True)
class ReadPanel:
    """Read the panel's figures."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId) -> Panel:
        """Return the figures of this moment.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        now = self.desk.clock.now()
        async with self.desk.database.read() as reads:
            counts = await reads.figures.count_by_status()
            states = await reads.providers.list_all()
            return Panel(
                open_cases=await reads.reviews.count_open(),
                active_orders=sum(counts.get(status, 0) for status in ACTIVE),
                customers=await reads.figures.count_customers(),
                owed=await reads.figures.owed(),
                waiting_notices=await reads.outbox.count_waiting(),
                held_providers=tuple(s.name for s in states if not s.may_send(now)),
                paused=await _paused(reads),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Trade since midnight (UTC), in the shop's currency.

    `sales` is what customers paid for orders accepted today and did not get back; `cost` is the
    expected purchase price of the same. `topups` and `debits` are less what was undone of them.
    """

    since: datetime
    orders: Mapping[OrderStatus, int]
    sales: Money
    cost: Money
    returned: Money
    topups: Money
    debits: Money
    owed: Money
    new_customers: int

    @property
    def profit(self) -> Money:
        """Sales less cost."""
        return self.sales - self.cost


@dataclass(frozen=True, slots=True)
class ReadStats:
    """Add up today."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId) -> Stats:
        """Return the figures since midnight.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        midnight = self.desk.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        async with self.desk.database.read() as reads:
            sales, cost = await reads.figures.earned(midnight)
            return Stats(
                since=midnight,
                orders=await reads.figures.count_orders(midnight),
                sales=sales,
                cost=cost,
                returned=await reads.figures.moved(TransferKind.REFUND, midnight),
                topups=await _net(reads, TransferKind.TOPUP, midnight),
                debits=await _net(reads, TransferKind.DEBIT, midnight),
                owed=await reads.figures.owed(),
                new_customers=await reads.figures.count_customers(midnight),
            )


async def _paused(reads: Reads) -> str | None:
    kept = await reads.shop.get(PAUSED)
    return None if kept is None else str(json.loads(kept).get("text", ""))


async def _net(reads: Reads, kind: TransferKind, since: datetime) -> Money:
    moved = await reads.figures.moved(kind, since)
    return moved - await reads.figures.reversed(kind, since)
