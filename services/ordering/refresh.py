"""Ask a provider about some orders right now, as an operator wishes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.errors import NotFoundError
from domain.provider import ProviderError
from services.ordering.poll import ask
from services.ordering.settle import SettleOrders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Database
    from domain.ids import OrderId, ProviderName, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import StatusAnswers
    from services.providers.provider import Providers

MOST: Final = 100


class Asked(StrEnum):
    """How asking about one order went."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    UNREADABLE = "unreadable"
    NOT_SENT = "not_sent"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One order as it stands now, and how asking went; `order` None where there is none."""

    order_id: OrderId
    order: Order | None
    asked: Asked


@dataclass(frozen=True, slots=True)
class RefreshOrders:
    """Ask about up to a hundred orders and settle the answers. Commits; may be repeated."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, order_ids: Sequence[OrderId]) -> tuple[Refreshed, ...]:
        """Return every order asked for, in the order of asking; beyond a hundred none is read."""
        ids = list(dict.fromkeys(order_ids))[:MOST]
        groups: dict[ProviderName, list[Order]] = defaultdict(list)
        for order in (await self._read(ids)).values():
            if order is not None and order.upstream_id and order.provider in self.providers:
                groups[order.provider].append(order)
        asked: dict[OrderId, Asked] = {}
        for provider, orders in groups.items():
            asked |= await self._ask(provider, orders)
        now = await self._read(ids)
        return tuple(Refreshed(number, now[number], _how(now[number], asked)) for number in ids)

    async def _ask(self, provider: ProviderName, orders: list[Order]) -> dict[OrderId, Asked]:
        try:
            answers = await ask(self.providers[provider].client, orders)
        except ProviderError:
            return dict.fromkeys((order.id for order in orders), Asked.UNREADABLE)
        settle = SettleOrders(self.database, self.clock, self.owners, self.pacing)
        await settle(self.providers[provider], orders, answers)
        return {order.id: _answer(order, answers) for order in orders}

    async def _read(self, ids: Sequence[OrderId]) -> dict[OrderId, Order | None]:
        found: dict[OrderId, Order | None] = {}
        async with self.database.read() as reads:
            for number in ids:
                try:
                    found[number] = await reads.orders.get(number)
                except NotFoundError:
                    found[number] = None
        return found


def _answer(order: Order, answers: StatusAnswers) -> Asked:
    return Asked.ANSWERED if order.upstream_id in answers else Asked.NOT_ANSWERED


def _how(order: Order | None, asked: dict[OrderId, Asked]) -> Asked:
    if order is None:
        return Asked.NOT_FOUND
    return asked.get(order.id, Asked.NOT_SENT)
