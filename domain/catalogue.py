"""What the shop sells: a service as customers see it and as a provider lists it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from domain.ids import ProviderName, ServiceId, UpstreamId
    from domain.money import Money
    from domain.platforms import Kind, Platform, Target


class ServiceType(StrEnum):
    """The form of an order, from the `type` of the provider's list, normalised."""

    DEFAULT = "default"
    PACKAGE = "package"
    UNSUPPORTED = "unsupported"


class Hidden(StrEnum):
    """Why a service is not shown."""

    SENSITIVE = "sensitive"
    UNSUPPORTED = "unsupported"
    QUARANTINED = "quarantined"
    GONE = "gone"
    OPERATOR = "operator"
    PROVIDER_REFUSED = "provider_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamService:
    """One entry of a provider's `services` answer; `rate` is per 1,000 in its currency."""

    id: UpstreamId
    name: str
    category: str
    type: str
    rate: Decimal
    min: int
    max: int
    dripfeed: bool
    refill: bool | None
    cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of the shop; `rate` is the selling and `cost` the purchase price.

    Both are per 1,000, or per package for packages.
    """

    id: ServiceId
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

    @property
    def orderable(self) -> bool:
        """Tell whether customers may see and order it."""
        return self.hidden is None
