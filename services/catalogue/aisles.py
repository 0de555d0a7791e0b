"""Shelves as customers browse them: picked from, sorted, filtered; worked out once, when asked."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from domain.merit import Judge, Sort
from domain.picks import pick_three
from domain.wishes import Trait, Wish

if TYPE_CHECKING:
    from domain.figures import ShopFigures
    from domain.merit import FigureOf
    from domain.picks import Picked
    from domain.platforms import Kind, Platform
    from services.catalogue.figures import LiveFigures
    from services.catalogue.refresh import Catalogue
    from services.catalogue.snapshot import Services, Snapshot

POPULAR: Final = 24
"""Services that a list of the popular ones names."""


class Aisle:
    """One shelf of one snapshot with the figures of one moment. What it worked out, it keeps."""

    def __init__(self, services: Services, figures: FigureOf) -> None:
        self.services = services
        self._figures = figures
        self._sorted: dict[Sort, Services] = {}

    @cached_property
    def picks(self) -> tuple[Picked, ...]:
        """Three services to choose from; none on a small shelf."""
        return pick_three(self.services, self._figures)

    @cached_property
    def countries(self) -> tuple[tuple[str, int], ...]:
        """Countries with how many services each has, fullest first."""
        counted = Counter(service.country for service in self.services if service.country)
        return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def traits(self) -> frozenset[Trait]:
        """What some services of the shelf have and others have not."""
        total = len(self.services)
        return frozenset(
            trait
            for trait in Trait
            if trait is not Trait.COUNTRY
            and 0 < len(Wish(traits=frozenset({trait})).choose(self.services)) < total
        ) | ({Trait.COUNTRY} if self.countries else frozenset())

    @cached_property
    def is_measured(self) -> bool:
        """Whether any service of the shelf has figures."""
        return any(self._figures(service.id) for service in self.services)

    def chosen(self, wish: Wish) -> Services:
        """The services that fit a wish, sorted as it says."""
        return wish.choose(self._in_order(wish.sort))

    def _in_order(self, sort: Sort) -> Services:
        if sort not in self._sorted:
            judge = Judge.of(self.services, self._figures)
            self._sorted[sort] = tuple(sorted(self.services, key=judge.key(sort)))
        return self._sorted[sort]


class Aisles:
    """Every shelf's aisle, made when first asked for; a new snapshot or new figures begin anew.

    Memory is bounded: three orderings of the catalogue at most, as references.
    """

    def __init__(self, catalogue: Catalogue, figures: LiveFigures) -> None:
        self.catalogue = catalogue
        self.figures = figures
        self._day = _Day(catalogue.current, figures.current)

    def of(self, platform: Platform, kind: Kind) -> Aisle:
        """The aisle of a shelf; an empty one where nothing is on sale."""
        return self._today().of(platform, kind)

    def popular(self) -> Services:
        """Services on sale that most people of this shop ordered, at most 24."""
        return self._today().popular

    def _today(self) -> _Day:
        day = self._day
        if day.snapshot is not self.catalogue.current or day.figures is not self.figures.current:
            day = self._day = _Day(self.catalogue.current, self.figures.current)
        return day


class _Day:
    """The aisles of one snapshot with one set of figures."""

    def __init__(self, snapshot: Snapshot, figures: ShopFigures) -> None:
        self.snapshot = snapshot
        self.figures = figures
        self._made: dict[tuple[Platform, Kind], Aisle] = {}

    def of(self, platform: Platform, kind: Kind) -> Aisle:
        shelf = (platform, kind)
        if shelf not in self._made:
            services = self.snapshot.services(platform, kind)
            self._made[shelf] = Aisle(services, self.figures.of)
        return self._made[shelf]

    @cached_property
    def popular(self) -> Services:
        found = map(self.snapshot.get, self.figures.popular())
        return tuple(islice(filter(None, found), POPULAR))
