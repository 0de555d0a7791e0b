"""The ways to buy what was ordered: which providers can serve an order, and which may now."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.catalogue import Hidden
from domain.orders import ReleaseReason
from domain.pricing import exact_cost, price_of
from domain.routing import can_serve, is_served_by
from domain.submission import is_worth_sending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from db.unit_of_work import Reads
    from domain.catalogue import Service
    from domain.ids import OrderId, ProviderName, ServiceId
    from domain.money import Money
    from domain.orders import Order
    from domain.provider_state import ProviderState
    from services.providers.provider import Provider, Providers


class Standing(StrEnum):
    """What stands between an order and one of its ways."""

    READY = "ready"
    LATER = "later"
    """Its provider gets no orders for now, or lacks the money."""
    LOSS = "loss"
    UNFIT = "unfit"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One listing that an order could be bought by; `expected` is in the provider's currency."""

    via: Service
    standing: Standing
    cost: Money
    expected: Money

    def is_of(self, order: Order) -> bool:
        """Tell whether the order stands in this listing's queue."""
        return (self.via.provider, self.via.upstream_id) == (
            order.provider,
            order.upstream_service_id,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """An order with its ways, the first to be tried first."""

    order: Order
    ways: tuple[Way, ...]

    @property
    def current(self) -> Way | None:
        """The way in whose queue it stands; None where that listing is not known any more."""
        return next((way for way in self.ways if way.is_of(self.order)), None)

    def better(self) -> Way | None:
        """The open way to be taken rather than the current one; None for staying.

        An order that was tried stays where it may be sent: it came here for a reason.
        """
        ready = next((way for way in self.ways if way.standing is Standing.READY), None)
        current = self.current
        is_open = current is not None and current.standing is Standing.READY
        stays = is_open and self.order.attempts > 0
        return None if ready is None or stays or ready.is_of(self.order) else ready

    def other(self, standing: Standing, *, of_provider: bool) -> Way | None:
        """The first other way that stands so; `of_provider` includes those of its provider."""
        return next(
            (
                way
                for way in self.ways
                if way.standing is standing
                and not way.is_of(self.order)
                and (of_provider or way.via.provider != self.order.provider)
            ),
            None,
        )

    def reason(self) -> ReleaseReason:
        """Why none of them will do."""
        standings = {way.standing for way in self.ways}
        if Standing.LOSS in standings:
            return ReleaseReason.PRICE_MOVED
        if Standing.UNFIT in standings:
            return ReleaseReason.BAD_QUANTITY
        return ReleaseReason.SERVICE_GONE


@dataclass(frozen=True, slots=True)
class WayFinder:
    """Finds orders' ways: among which providers, and above which margin."""

    providers: Providers
    margin_percent: Decimal = Decimal(0)

    async def __call__(self, reads: Reads, orders: Sequence[Order], at: datetime) -> Ways:
        """Read what decides about these orders; providers' health only where there is a choice."""
        found = await reads.services.list_among({order.service_id for order in orders})
        services = {one.id: one for one in found}
        routed = [one.id for one in found if one.routed]
        moved = [order for order in orders if _is_away(order, services.get(order.service_id))]
        if not routed and not moved:
            return Ways(finder=self, at=at, services=services)
        routes = await reads.routes.of(routed)
        tried = [order.id for order in orders if order.attempts]
        return Ways(
            finder=self,
            at=at,
            services=services,
            routes=routes,
            states={state.name: state for state in await reads.providers.list_all()},
            bound=await reads.attempts.went_astray(tried) if tried else frozenset(),
            strays=await _strays(reads, moved, routes),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is known of services, listings and providers at one moment, for some orders."""

    finder: WayFinder
    at: datetime
    services: Mapping[ServiceId, Service]
    routes: Mapping[ServiceId, Sequence[Service]] = field(default_factory=dict)
    states: Mapping[ProviderName, ProviderState] = field(default_factory=dict)
    bound: frozenset[OrderId] = frozenset()
    """Orders of which a try may have arrived: they never go to another provider."""
    strays: Mapping[OrderId, Service] = field(default_factory=dict)
    """The listings of orders that stand in the queue of one that is no route any more."""

    def of(self, order: Order) -> Choice:
        """An order's ways, in the order of trying."""
        service = self.services.get(order.service_id)
        if service is None:
            return Choice(order, ())
        vias = list(self.routes.get(service.id, (service,)))
        stray = self.strays.get(order.id)
        if stray is not None:
            vias.append(stray)
        ways = [way for via in vias if (way := self._way(order, service, via)) is not None]
        if order.id in self.bound:
            ways = [way for way in ways if way.is_of(order)]
        return Choice(order, tuple(sorted(ways, key=self._rank)))

    def _way(self, order: Order, service: Service, via: Service) -> Way | None:
        supplier = self.finder.providers.get(via.provider)
        if supplier is None:
            return None
        cost = price_of(via, order.request.units).cost
        expected = supplier.own(cost)
        standing = self._standing(order, service, via)
        if standing is Standing.READY and not self._may_take(supplier, expected):
            standing = Standing.LATER
        return Way(via=via, standing=standing, cost=cost, expected=expected)

    def _standing(self, order: Order, service: Service, via: Service) -> Standing:
        """What the listing itself says; one without rivals is sent whatever the list says.

        A number that means another service now is never sent: something else would be bought.
        """
        if via.hidden is Hidden.REUSED:
            return Standing.UNLISTED
        cost = exact_cost(via, order.request.units)
        if not is_worth_sending(order.charge, cost, self.finder.margin_percent):
            return Standing.LOSS
        if service.id not in self.routes:
            return Standing.READY
        if not can_serve(service, via):
            return Standing.UNLISTED
        fits = is_served_by(service, via, order.request)
        return Standing.READY if fits else Standing.UNFIT

    def _may_take(self, supplier: Provider, expected: Money) -> bool:
        state = self.states.get(supplier.name)
        return state is None or (state.may_send(self.at) and state.covers(expected))

    def _rank(self, way: Way) -> int:
        return self.finder.providers[way.via.provider].priority


def _is_away(order: Order, service: Service | None) -> bool:
    """Tell whether an order stands in another queue than that of its service's own listing."""
    return service is not None and (service.provider, service.upstream_id) != (
        order.provider,
        order.upstream_service_id,
    )


async def _strays(
    reads: Reads, moved: Sequence[Order], routes: Mapping[ServiceId, Sequence[Service]]
) -> dict[OrderId, Service]:
    strays = {}
    for order in moved:
        known = {(via.provider, via.upstream_id) for via in routes.get(order.service_id, ())}
        if (order.provider, order.upstream_service_id) not in known:
            via = await reads.routes.listing(order.provider, order.upstream_service_id)
            if via is not None:
                strays[order.id] = via
    return strays
