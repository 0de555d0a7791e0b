"""Ask a provider about running orders, a hundred at a time, and settle what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.pacing import next_poll
from domain.provider import ProviderError, Refusal
from services.ordering.settle import SettleOrders
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Database
    from domain.ids import ProviderName, UpstreamId, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock, ProviderClient
    from domain.provider import StatusAnswers
    from services.providers.provider import Provider, Providers

BATCH: Final = 100
"""Ids in one call: what every provider allows."""
LEASE: Final = timedelta(minutes=3)
ALONE: Final = 5
"""At most so many ids that a batch left out twice are asked about one by one."""


@dataclass(frozen=True, slots=True)
class PollOrders:
    """Ask about one provider's due orders. Commits; any number of workers may run it."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Ask about up to `limit` orders; returns how many were asked about."""
        supplier = self.providers[provider]
        asked = 0
        while asked < limit and await self._may_ask(provider):
            orders = await self._claim(provider, min(BATCH, limit - asked))
            if not orders or not await self._poll(supplier, orders):
                break
            asked += len(orders)
        return asked

    async def _poll(self, supplier: Provider, orders: Sequence[Order]) -> bool:
        health = ProviderHealth(self.database, self.clock, self.owners)
        try:
            answers = await ask(supplier.client, orders)
        except ProviderError as error:
            await health.read_failed(supplier.name, error)
            await self._put_off(orders)
            return False
        settle = SettleOrders(self.database, self.clock, self.owners, self.pacing)
        await settle(supplier, orders, answers)
        await health.answered(supplier.name, Proof.READ)
        return True

    async def _may_ask(self, provider: ProviderName) -> bool:
        async with self.database.read() as reads:
            state = await reads.providers.find(provider)
        return state is None or state.may_ask(self.clock.now())

    async def _claim(self, provider: ProviderName, limit: int) -> list[Order]:
        async with self.database.write() as uow:
            now = self.clock.now()
            claimed = await uow.order_polls.claim(provider, limit, at=now, until=now + LEASE)
            if claimed:
                await uow.commit()
        return claimed

    async def _put_off(self, orders: Sequence[Order]) -> None:
        now = self.clock.now()
        times = {order.id: next_poll(order, self.pacing, now) for order in orders}
        async with self.database.write() as uow:
            await uow.order_polls.schedule(times, asked_at=None)
            await uow.commit()


async def ask(client: ProviderClient, orders: Sequence[Order]) -> StatusAnswers:
    """Ask about orders at once; ids left out before are asked about alone.

    Raises:
        ProviderError: nothing could be read.
    """
    answers = await _ask_together(
        client, [order.upstream_id for order in orders if order.upstream_id]
    )
    silent = [
        order.upstream_id
        for order in orders
        if order.upstream_id and order.missing_since and order.upstream_id not in answers
    ]
    if len(orders) > 1:
        for upstream_id in silent[:ALONE]:
            answers |= await _ask_together(client, [upstream_id])
    return answers


async def _ask_together(client: ProviderClient, ids: Sequence[UpstreamId]) -> StatusAnswers:
    """Ask; where one wrong id has the whole question refused, halve it until that one is alone."""
    try:
        return dict(await client.status(ids))
    except ProviderError as error:
        if error.refusal is not Refusal.ORDER_ID:
            raise
    if len(ids) == 1:
        return {}
    middle = len(ids) // 2
    first = await _ask_together(client, ids[:middle])
    return first | await _ask_together(client, ids[middle:])
