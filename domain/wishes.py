"""What a customer wants a list of services to be: sorted so, and only such services."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from domain.merit import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from domain.catalogue import Service

SMALL: Final = 100
"""A smallest order of at most so many is a small one."""


class Trait(StrEnum):
    """What a service can be asked to have."""

    REFILL = "r"
    CANCEL = "k"
    DRIPFEED = "d"
    SMALL = "m"
    COUNTRY = "t"


_CODE: Final = re.compile(r"(?P<sort>[bcf])(?P<traits>r?k?d?m?)(?P<country>[A-Z]{2})?", re.ASCII)
_FLAGS: Final = (Trait.REFILL, Trait.CANCEL, Trait.DRIPFEED, Trait.SMALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a shelf is to be shown. `country` is the ISO code of whose accounts are wanted."""

    sort: Sort = Sort.BEST
    traits: frozenset[Trait] = frozenset()
    country: str | None = None

    @classmethod
    def read(cls, code: str) -> Self:
        """Read what `code` wrote; anything else is no wish at all."""
        found = _CODE.fullmatch(code)
        if found is None:
            return cls()
        country = found["country"]
        traits = frozenset(map(Trait, found["traits"])) | ({Trait.COUNTRY} if country else set())
        return cls(Sort(found["sort"]), traits, country)

    @property
    def code(self) -> str:
        """The wish in at most seven letters."""
        flags = "".join(trait for trait in _FLAGS if trait in self.traits)
        return f"{self.sort}{flags}{self.country or ''}"

    @property
    def in_order(self) -> tuple[Trait, ...]:
        """The wanted traits, always in the same order."""
        return tuple(trait for trait in Trait if trait in self.traits)

    def sorted_by(self, sort: Sort) -> Self:
        """The same services in another order."""
        return replace(self, sort=sort)

    def toggled(self, trait: Trait) -> Self:
        """With a trait that was not wanted, or without one that was; a country goes."""
        country = None if trait is Trait.COUNTRY else self.country
        traits = self.traits - {trait} if trait is Trait.COUNTRY else self.traits ^ {trait}
        return replace(self, traits=traits, country=country)

    def of_country(self, country: str | None) -> Self:
        """Only of one country, or of any."""
        if country is None:
            return self.toggled(Trait.COUNTRY)
        return replace(self, traits=self.traits | {Trait.COUNTRY}, country=country)

    def without_traits(self) -> Self:
        """Everything, in the same order."""
        return type(self)(self.sort)

    def fits(self, service: Service) -> bool:
        """Tell whether a service has all that is wanted."""
        return all(_has(service, trait, self.country) for trait in self.traits)

    def choose(self, services: Iterable[Service]) -> tuple[Service, ...]:
        """Those services that fit, in the order in which they come."""
        if not self.traits:
            return tuple(services)
        return tuple(filter(self.fits, services))


def to_remove(wish: Wish, services: Sequence[Service]) -> tuple[Trait, int] | None:
    """Which one trait to give up so that most services appear, and how many; None for none."""
    found = [(trait, len(wish.toggled(trait).choose(services))) for trait in wish.in_order]
    best = max(found, key=lambda item: item[1], default=None)
    return best if best is not None and best[1] else None


def _has(service: Service, trait: Trait, country: str | None) -> bool:
    match trait:
        case Trait.REFILL:
            return service.refill
        case Trait.CANCEL:
            return service.cancel
        case Trait.DRIPFEED:
            return service.dripfeed
        case Trait.SMALL:
            return service.min <= SMALL
        case Trait.COUNTRY:
            return service.country == country
