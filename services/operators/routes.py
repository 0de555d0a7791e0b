"""By which listings a service is bought: shown, changed over a confirm card, put back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from domain.errors import DecisionError, NotFoundError
from domain.ids import ProviderName, ServiceId, UpstreamId
from domain.operators import Act
from domain.routing import as_sold, can_serve
from domain.submission import is_worth_sending

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from db.unit_of_work import Reads, UnitOfWork
    from domain.catalogue import Service
    from domain.ids import UserId
    from domain.provider_state import ProviderState
    from services.operators.desk import Approved, Desk
    from services.providers.provider import Providers

MOST: Final = 8
"""Routes of one service."""


class Hitch(StrEnum):
    """Why a route is passed over now, or what is odd about it."""

    NO_PROVIDER = "no_provider"
    UNLISTED = "unlisted"
    OTHER_FORM = "other_form"
    LOSS = "loss"
    HELD = "held"
    OTHER_SHELF = "other_shelf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route with all that stands in its way; without hitches orders go there now."""

    via: Service
    hitches: tuple[Hitch, ...]

    @property
    def label(self) -> str:
        """How operators write it."""
        return f"{self.via.provider}:{self.via.upstream_id}"

    @property
    def is_open(self) -> bool:
        """Whether orders may take it; another shelf is only worth a warning."""
        return not set(self.hitches) - {Hitch.OTHER_SHELF}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePlan:
    """A service as it is sold, and its routes in the order of trying."""

    service: Service
    routes: tuple[Route, ...]
    chosen: bool
    """Whether an operator chose them; else it is bought by its own listing alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCard:
    """What new routes will change."""

    nonce: str
    before: RoutePlan
    after: RoutePlan


@dataclass(frozen=True, slots=True)
class RouteDesk:
    """What routes are judged by: the shop's providers and its least margin."""

    desk: Desk
    providers: Providers
    margin_percent: Decimal

    async def plan(
        self, reads: Reads, service: Service, vias: Sequence[Service] | None
    ) -> RoutePlan:
        """Judge routes as they are now; None for the service's own listing alone."""
        states = {state.name: state for state in await reads.providers.list_all()}
        now = self.desk.clock.now()
        given = [service] if vias is None else vias
        ranked = sorted(given, key=lambda via: self._rank(via.provider))
        routes = []
        for via in ranked:
            hitches = self._hitches(service, via, states.get(via.provider), now)
            routes.append(Route(via=via, hitches=tuple(hitches)))
        sold = service if vias is None else as_sold(service, ranked)
        return RoutePlan(service=sold, routes=tuple(routes), chosen=vias is not None)

    async def current(self, reads: Reads, service: Service) -> RoutePlan:
        """Judge the routes that a service has."""
        routes = await reads.routes.of([service.id])
        return await self.plan(reads, service, routes.get(service.id))

    def _rank(self, name: ProviderName) -> int:
        known = self.providers.get(name)
        return 0 if known is None else known.priority

    def _hitches(
        self, service: Service, via: Service, state: ProviderState | None, now: datetime
    ) -> list[Hitch]:
        worth = is_worth_sending(service.rate, via.cost.decimal, self.margin_percent)
        found = {
            Hitch.NO_PROVIDER: via.provider not in self.providers,
            Hitch.UNLISTED: via.type is service.type and not can_serve(service, via),
            Hitch.OTHER_FORM: via.type is not service.type,
            Hitch.LOSS: not worth,
            Hitch.HELD: state is not None and not state.may_send(now),
            Hitch.OTHER_SHELF: (via.platform, via.kind) != (service.platform, service.kind),
        }
        return [hitch for hitch, is_so in found.items() if is_so]


@dataclass(frozen=True, slots=True)
class ReadRoutes:
    """Read by which listings a service is bought."""

    routes: RouteDesk

    async def __call__(self, *, actor_id: UserId, service_id: ServiceId) -> RoutePlan:
        """Return its routes.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such service.
        """
        self.routes.desk.admit(actor_id)
        async with self.routes.desk.database.read() as reads:
            return await self.routes.current(reads, await _service(reads, service_id))

    async def by(
        self, *, actor_id: UserId, name: ProviderName
    ) -> list[tuple[Service, list[Service]]]:
        """The services for which a provider is one of the ways, with all their listings.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.routes.desk.admit(actor_id)
        async with self.routes.desk.database.read() as reads:
            routes = await reads.routes.list_all()
            mine = [
                number
                for number, vias in routes.items()
                if any(via.provider == name for via in vias)
            ]
            services = await reads.services.list_among(mine)
        return [(one, routes[one.id]) for one in sorted(services, key=lambda one: one.id)]


@dataclass(frozen=True, slots=True)
class ProposeRoutes:
    """Prepare to buy a service by other listings. Commits the card."""

    routes: RouteDesk

    async def __call__(
        self, *, actor_id: UserId, service_id: ServiceId, labels: Sequence[str]
    ) -> RouteCard:
        """Make the card; no labels for the service's own listing alone.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such service.
            DecisionError: `bad_route` or `no_route` (`text`), `other_form` (`text`: its order
                form is another one), `many_routes`, or `same_routes`: nothing would change.
        """
        self.routes.desk.admit(actor_id)
        if len(labels) > MOST:
            raise DecisionError("many_routes")
        async with self.routes.desk.database.write() as uow:
            service = await _service(uow, service_id)
            vias = [await self._via(uow, service, label) for label in dict.fromkeys(labels)]
            card = await self._card(uow, actor_id, service, vias)
            await uow.commit()
        return card

    async def back(self, *, actor_id: UserId, nonce: str) -> RouteCard:
        """Make the card that puts back what the card `nonce` changed.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: the service is gone.
            DecisionError: `expired`, or `same_routes`: they are as before already.
        """
        self.routes.desk.admit(actor_id)
        async with self.routes.desk.database.write() as uow:
            done = await uow.confirmations.lock(nonce, actor_id)
            if done is None or done.result is None or done.act is not Act.ROUTE:
                raise DecisionError("expired")
            service = await _service(uow, ServiceId(done.params["numbers"][0]))
            vias = await _vias(uow, [ServiceId(number) for number in done.result["before"]])
            card = await self._card(uow, actor_id, service, vias)
            await uow.commit()
        return card

    async def _card(
        self, uow: UnitOfWork, actor_id: UserId, service: Service, vias: Sequence[Service]
    ) -> RouteCard:
        before = await self.routes.current(uow, service)
        after = await self.routes.plan(uow, service, vias or None)
        if _labels(before) == _labels(after):
            raise DecisionError("same_routes")
        params = {"numbers": [service.id], "vias": [via.id for via in vias]}
        nonce = await self.routes.desk.issue(uow, actor_id, Act.ROUTE, params)
        return RouteCard(nonce=nonce, before=before, after=after)

    async def _via(self, reads: Reads, service: Service, label: str) -> Service:
        """The listing that somebody names, such as `p2:887`."""
        provider, colon, number = label.partition(":")
        if not (provider and colon and number):
            raise DecisionError("bad_route", text=label)
        name = ProviderName(provider.lower())
        if name not in self.routes.providers:
            raise DecisionError("no_provider")
        via = await reads.routes.listing(name, UpstreamId(number))
        if via is None:
            raise DecisionError("no_route", text=label)
        if via.type is not service.type:
            raise DecisionError("other_form", text=label)
        return via


async def set_routes(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Buy a service by the card's listings from now on. Does not commit.

    Raises:
        DecisionError: `changed`: the service or one of the listings is not there any more.
    """
    service_id = ServiceId(approved.params["numbers"][0])
    wanted = [ServiceId(number) for number in approved.params["vias"]]
    before = (await uow.routes.of([service_id])).get(service_id, [])
    vias = await _vias(uow, wanted)
    if len(vias) != len(wanted) or await uow.services.find(service_id) is None:
        raise DecisionError("changed")
    await uow.routes.replace(service_id, wanted)
    await uow.services.bump_version()
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=Act.ROUTE,
        target=f"service:{service_id}",
        before=_written(before),
        after=_written(vias),
        reason=_written(vias) or "off",
        at=approved.at,
    )
    return {"before": [via.id for via in before]}


async def _service(reads: Reads, service_id: ServiceId) -> Service:
    service = await reads.services.find(service_id)
    if service is None:
        raise NotFoundError
    return service


async def _vias(reads: Reads, numbers: Sequence[ServiceId]) -> list[Service]:
    found = {via.id: via for via in await reads.services.list_among(numbers)}
    return [found[number] for number in numbers if number in found]


def _labels(plan: RoutePlan) -> list[str]:
    return [route.label for route in plan.routes]


def _written(vias: Sequence[Service]) -> str | None:
    return " ".join(f"{via.provider}:{via.upstream_id}" for via in vias) or None
