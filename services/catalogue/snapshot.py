"""The whole catalogue in memory, indexed once, so that no page needs a query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from domain.links.model import Link
from domain.links.parse import check_link
from domain.platforms import Kind, Platform
from domain.pricing import PER_PACKAGE
from services.catalogue.finder import Finder, called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from domain.catalogue import Service
    from domain.ids import ServiceId

Services = tuple["Service", ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Services that stand together, cheapest first; never empty."""

    platform: Platform
    kind: Kind | None
    services: Services

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.services)

    @property
    def cheapest(self) -> Service:
        """The one whose rate is the shelf's from-price."""
        return self.services[0]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The catalogue as it was when `version` was current. Immutable; nothing in it waits.

    Only services on sale are found by its pages; hidden ones serve to name what replaces them.
    """

    version: int
    _all: Mapping[ServiceId, Service]
    _shelves: Mapping[Platform, tuple[Shelf, ...]]
    _platforms: tuple[Shelf, ...]
    _finder: Finder

    @classmethod
    def of(cls, services: Iterable[Service], *, version: int) -> Self:
        """Index services; hidden ones are kept aside."""
        everything = {service.id: service for service in services}
        on_sale = sorted((one for one in everything.values() if one.orderable), key=_by_price)
        shelves = {shelf.platform: _kinds_of(shelf) for shelf in _grouped_by_platform(on_sale)}
        return cls(version, everything, shelves, _grouped_by_platform(on_sale), Finder.of(on_sale))

    @classmethod
    def empty(cls) -> Self:
        """The catalogue of a shop that has never been synchronised."""
        return cls.of((), version=-1)

    @property
    def count(self) -> int:
        """How many services are on sale."""
        return sum(shelf.count for shelf in self._platforms)

    def platforms(self) -> tuple[Shelf, ...]:
        """The first level: fullest shelf first, unrecognised sites last."""
        return self._platforms

    def kinds(self, platform: Platform) -> tuple[Shelf, ...]:
        """The second level, in the trade's usual order; empty where nothing is on sale."""
        return self._shelves.get(platform, ())

    def services(self, platform: Platform, kind: Kind) -> Services:
        """What stands on one shelf, cheapest first."""
        for shelf in self.kinds(platform):
            if shelf.kind is kind:
                return shelf.services
        return ()

    def get(self, service_id: ServiceId) -> Service | None:
        """A service on sale."""
        service = self._all.get(service_id)
        return service if service is not None and service.orderable else None

    def on_sale(self) -> Services:
        """Everything that can be ordered, by number."""
        return tuple(one for _, one in sorted(self._all.items()) if one.orderable)

    def known(self, service_id: ServiceId) -> Service | None:
        """A service, whether it is on sale or not."""
        return self._all.get(service_id)

    def awaited(self, service_id: ServiceId) -> Service | None:
        """A service that is off sale and may come back; None for one that was never for sale."""
        gone = self._all.get(service_id)
        return gone if gone is not None and gone.may_return else None

    def search(self, text: str) -> Services:
        """Services that every word of `text` fits, best first; a number finds its service."""
        return self._finder.search(text)

    def suggest(self, text: str) -> str | None:
        """The nearest search that finds something, for one that found nothing."""
        return self._finder.suggest(text)

    def named(self, text: str) -> Services:
        """Services that have every word of `text` as it is written, in the shelves' order."""
        return self._finder.named(text)

    def shelf_meant(self, text: str) -> Shelf | None:
        """The shelf that a search asks for, by its platform at least; None for anything else."""
        platform, kind = self._finder.wanted(text)
        if platform is None:
            return None
        if kind is None:
            return next((one for one in self._platforms if one.platform is platform), None)
        kinds = (kind, *called(kind))
        return next((one for one in self.kinds(platform) if one.kind in kinds), None)

    def fitting(self, link: Link) -> tuple[Shelf, ...]:
        """Shelves of the services that take this link.

        A site that is no platform of its own is served by those that name it, too.
        """
        fits = [
            service
            for shelf in self.kinds(link.platform)
            for service in shelf.services
            if check_link(link, service.platform, service.targets) is None
        ]
        if link.platform is Platform.WEBSITE:
            named = self.named(link.site)
            fits += [service for service in named if service.platform is Platform.OTHER]
        return _by_kind(link.platform, fits)

    def closest(self, service_id: ServiceId) -> Service | None:
        """What to offer in the place of a service: the same action, at the nearest price."""
        gone = self._all.get(service_id)
        if gone is None:
            return None
        same = [one for one in self.services(gone.platform, gone.kind) if one.id != service_id]
        return min(same, key=lambda one: _distance(gone, one), default=None)


def _by_price(service: Service) -> tuple[bool, int, int]:
    """Order by rate; packages stand behind, because their rate is not for 1,000."""
    return service.type in PER_PACKAGE, service.rate.micros, service.id


def _distance(gone: Service, other: Service) -> tuple[bool, int, int]:
    return other.type is not gone.type, abs(other.rate.micros - gone.rate.micros), other.id


def _grouped_by_platform(on_sale: Sequence[Service]) -> tuple[Shelf, ...]:
    groups: defaultdict[Platform, list[Service]] = defaultdict(list)
    for service in on_sale:
        groups[service.platform].append(service)
    shelves = [Shelf(platform, None, tuple(group)) for platform, group in groups.items()]
    return tuple(
        sorted(shelves, key=lambda shelf: (shelf.platform is Platform.OTHER, -shelf.count))
    )


def _kinds_of(shelf: Shelf) -> tuple[Shelf, ...]:
    return _by_kind(shelf.platform, shelf.services)


def _by_kind(platform: Platform, services: Iterable[Service]) -> tuple[Shelf, ...]:
    groups: defaultdict[Kind, list[Service]] = defaultdict(list)
    for service in services:
        groups[service.kind].append(service)
    return tuple(Shelf(platform, kind, tuple(groups[kind])) for kind in Kind if groups[kind])
