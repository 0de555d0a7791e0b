"""The engine's scene with a second provider that serves the same service."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from domain.catalogue import Hidden, Service
from domain.ids import ProviderName, UpstreamId
from domain.listed import Listing
from domain.money import Money
from domain.orders import Order
from domain.provider_state import ProviderState
from services.ordering.submit import SubmitOrders
from services.providers.provider import Provider
from tests.service.ordering.scene import MAIN, Scene, ScriptedProvider, a_listing

OTHER = ProviderName("p2")
COSTS = {MAIN: Money.of(1), OTHER: Money.of("1.20")}


@dataclass
class RoutedScene(Scene):
    """`main:12` costs 1.00, `p2:887` 1.20; the shop sells at 2.00 per 1,000, by both in turn."""

    other: ScriptedProvider = field(default_factory=lambda: ScriptedProvider(name=OTHER))
    margin: Decimal = Decimal(0)
    settings: dict[ProviderName, dict[str, Any]] = field(default_factory=dict)
    vias: dict[ProviderName, Service] = field(default_factory=dict)

    @property
    def providers(self) -> dict[ProviderName, Provider]:
        clients = {MAIN: self.client, OTHER: self.other}
        return {
            name: Provider(
                client=client,
                **{"max_inflight": self.max_inflight, **self.settings.get(name, {})},
            )
            for name, client in clients.items()
        }

    async def open(self) -> RoutedScene:
        await super().open()
        async with self.database.write() as uow:
            await uow.listed.add_all([other_listing()], self.clock.now())
            found = await uow.services.list_all()
            self.vias = {via.provider: via for via in found}
            await uow.commit()
        await self.route(MAIN, OTHER)
        return self

    async def route(self, *names: ProviderName) -> None:
        """Buy the service by these providers from now on."""
        async with self.database.write() as uow:
            await uow.routes.replace(self.service.id, [self.vias[name].id for name in names])
            await uow.commit()

    async def submit(self, limit: int = 10) -> int:
        """Let every provider's worker have its turn, the first one first."""
        return sum([await self.submit_at(name, limit) for name in (MAIN, OTHER)])

    async def submit_at(self, name: ProviderName, limit: int = 10) -> int:
        parts = (self.database, self.clock, self.owners, self.providers, self.pacing)
        return await SubmitOrders(*parts, self.margin)(provider=name, limit=limit)

    async def list_again(self, name: ProviderName, **changes: Any) -> None:
        """Let a provider's list say something else."""
        async with self.database.write() as uow:
            [known] = await uow.listed.of_provider(name)
            listed = replace(known, listing=replace(known.listing, **changes))
            await uow.listed.save_all([listed], self.clock.now())
            await uow.commit()

    async def pause(self, name: ProviderName) -> None:
        async with self.database.write() as uow:
            await uow.providers.lock(name)
            await uow.providers.pause(name, next(iter(self.owners)))
            await uow.commit()

    async def state(self, name: ProviderName) -> ProviderState:
        async with self.database.read() as reads:
            found = await reads.providers.find(name)
        assert found is not None
        return found

    async def went_to(self, order: Order) -> list[ProviderName]:
        """To whom each try of an order went, the first try first."""
        return [attempt.provider for attempt in await self.attempts(order)]

    def sent(self) -> tuple[int, int]:
        """How many orders each of the two was sent."""
        return len(self.client.adds), len(self.other.adds)


def other_listing(hidden: Hidden | None = Hidden.OPERATOR) -> Listing:
    """Kept from customers' eyes: they see the service once."""
    return replace(
        a_listing(cost=COSTS[OTHER]), provider=OTHER, upstream_id=UpstreamId("887"), hidden=hidden
    )
