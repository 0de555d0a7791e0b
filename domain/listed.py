"""A service as a list describes it, as the shop keeps it, and what people changed of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from domain.catalogue import Hidden

if TYPE_CHECKING:
    from domain.catalogue import ServiceType
    from domain.ids import ProviderName, ServiceId, UpstreamId, UserId
    from domain.money import Money
    from domain.pins import Pick
    from domain.platforms import Kind, Platform, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A service as a list describes it, in the shop's terms; a `Service` has the same names."""

    provider: ProviderName
    upstream_id: UpstreamId
    name: str
    category: str
    type: ServiceType
    upstream_type: str
    platform: Platform
    kind: Kind
    targets: frozenset[Target]
    rate: Money
    cost: Money
    min: int
    max: int
    dripfeed: bool
    refill: bool
    cancel: bool
    refill_days: int | None
    country: str | None
    hidden: Hidden | None
    details: str = ""
    """The provider's description, cleaned. Cards show it; no list and no order needs it."""


class Field(StrEnum):
    """What people may say in the provider's place; a list never overwrites it then."""

    NAME = "name"
    CATEGORY = "category"
    DETAILS = "details"
    PLATFORM = "platform"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What people of the shop said of a service; None leaves a field to the provider."""

    name: str | None = None
    category: str | None = None
    details: str | None = None
    platform: Platform | None = None
    kind: Kind | None = None
    hidden: bool = False
    """Taken off sale by hand, whatever a list says."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that belong to people, not to the provider."""
        return tuple(field for field in Field if getattr(self, field) is not None)

    def applied(self, listing: Listing) -> Listing:
        """A provider's entry with what people said in its place."""
        mine = {field.value: getattr(self, field) for field in self.fields}
        by_hand = self.hidden and listing.hidden is not Hidden.REUSED
        hidden = Hidden.OPERATOR if by_hand else listing.hidden
        return replace(listing, **mine, hidden=hidden)


UNTOUCHED: Final = Edits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the provider, and the guards, say of the fields that people may change."""

    name: str
    category: str
    details: str
    platform: Platform
    kind: Kind
    hidden: Hidden | None


def own_of(listing: Listing) -> Own:
    """What to remember of a provider's entry before people's words replace it."""
    return Own(
        name=listing.name,
        category=listing.category,
        details=listing.details,
        platform=listing.platform,
        kind=listing.kind,
        hidden=listing.hidden,
    )


class Why(StrEnum):
    """Why something about a service waits for an owner's word."""

    PRICE = "price"
    """Its purchase price moved too far to be followed without asking."""
    REUSED = "reused"
    """Its number stands for another service at the provider now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A provider's new entry that was not believed; `base` is the cost behind today's price."""

    why: Why
    base: Money
    entry: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A service as the shop keeps it: what is shown, and whose word each part of it is.

    Attributes:
        listing: what customers meet.
        shown_by: the owner who showed it although it is sensitive.
        pin: the pick that an owner made it.
        edits: what people said.
        own: what the provider says of the same fields; None while nobody changed any.
        waits: what is not believed yet.
    """

    id: ServiceId
    listing: Listing
    shown_by: UserId | None = None
    pin: Pick | None = None
    edits: Edits = UNTOUCHED
    own: Own | None = None
    waits: Waiting | None = None

    @property
    def unedited(self) -> Listing:
        """The entry as it would be if nobody had changed it."""
        if self.own is None:
            return self.listing
        is_refused = self.listing.hidden is Hidden.PROVIDER_REFUSED
        return replace(
            self.listing,
            name=self.own.name,
            category=self.own.category,
            details=self.own.details,
            platform=self.own.platform,
            kind=self.own.kind,
            hidden=Hidden.PROVIDER_REFUSED if is_refused else self.own.hidden,
        )

    def having(self, unedited: Listing) -> Listed:
        """The same service after its provider, or a guard, said something new."""
        own = None if self.edits == UNTOUCHED else own_of(unedited)
        return replace(self, listing=self.edits.applied(unedited), own=own)

    def edited(self, **words: Any) -> Listed:  # noqa: ANN401 - the fields of Edits
        """The same service after people said something; None gives a field back."""
        edits = replace(self.edits, **words)
        return replace(self, edits=edits).having(self.unedited)
