"""What a provider's new list means for the catalogue: add, change, hide, or do not believe it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.catalogue import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from domain.catalogue import ServiceType
    from domain.ids import ProviderName, ServiceId, UpstreamId, UserId
    from domain.money import Money
    from domain.platforms import Kind, Platform, Target

MAX_LOSS_PERCENT: Final = 30
"""A list that would switch off more of the services on sale than this is not believed."""
JUMP_PERCENT: Final = 30
"""A price that moves by more than this is named in the report."""


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


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing that the shop has a number for. `shown_by` showed it although it is sensitive."""

    id: ServiceId
    listing: Listing
    shown_by: UserId | None = None


class SyncOutcome(StrEnum):
    """How a synchronisation ended. Only APPLIED changed anything."""

    APPLIED = "applied"
    UNREADABLE = "unreadable"
    TOO_MANY_LOST = "too_many_lost"
    NO_RATE = "no_rate"


_WHY_NOT: Final[Mapping[SyncOutcome, str]] = {
    SyncOutcome.UNREADABLE: "the list could not be read ({detail})",
    SyncOutcome.TOO_MANY_LOST: "{lost} services would be switched off",
    SyncOutcome.NO_RATE: "set FX_{detail} to import {detail} prices",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a synchronisation found. `lost` were on sale and would be, or are, no longer."""

    provider: ProviderName
    outcome: SyncOutcome
    listed: int = 0
    added: int = 0
    changed: int = 0
    lost: int = 0
    raised: int = 0
    lowered: int = 0
    jumped: int = 0
    on_sale: int = 0
    hidden: Mapping[Hidden, int] = field(default_factory=dict)
    unknown_types: tuple[str, ...] = ()
    """The provider's words for types that the shop has no form for: imported, never sold."""
    detail: str = ""

    @property
    def applied(self) -> bool:
        """Whether the list was believed and written."""
        return self.outcome is SyncOutcome.APPLIED

    def __str__(self) -> str:
        """Say it in one line, for a terminal."""
        if not self.applied:
            why = _WHY_NOT[self.outcome].format(lost=f"{self.lost:,}", detail=self.detail)
            return f"nothing was changed: {why}"
        reasons = ", ".join(f"{count:,} {why}" for why, count in self.hidden.items())
        unknown = ", ".join(self.unknown_types)
        return (
            f"{self.listed:,} services listed, {self.on_sale:,} on sale"
            f" ({self.added:,} new, {self.changed:,} changed, {self.lost:,} lost;"
            f" hidden: {reasons or 'none'})"
            f"{f'; types not known here: {unknown}' if unknown else ''}"
        )


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What to write: new listings, changed ones, and numbers of those that are gone."""

    new: tuple[Listing, ...]
    changed: tuple[Listed, ...]
    gone: tuple[ServiceId, ...]
    report: SyncReport


def plan_sync(
    provider: ProviderName, known: Sequence[Listed], fresh: Sequence[Listing]
) -> SyncPlan:
    """Compare a new list with what the shop knows. An id that comes twice counts once, the first.

    The caller must not carry out a plan whose outcome is not APPLIED.
    """
    by_id = {item.listing.upstream_id: item for item in known}
    listed = {listing.upstream_id: listing for listing in reversed(fresh)}
    new = [listing for key, listing in listed.items() if key not in by_id][::-1]
    now = [_renewed(item, listed.get(item.listing.upstream_id)) for item in known]
    pairs = list(zip(known, now, strict=True))
    return SyncPlan(
        new=tuple(new),
        changed=tuple(after for before, after in pairs if _was_relisted(before, after)),
        gone=tuple(after.id for before, after in pairs if _went(before, after)),
        report=_report(provider, pairs, new, listed=len(listed)),
    )


def hidden_again(before: Listed, fresh: Listing) -> Hidden | None:
    """Why a listed service stays hidden: decisions of people outlive what a list says.

    A service that its provider refused to sell stays hidden until the provider changes its entry.
    """
    was = before.listing.hidden
    if was is Hidden.OPERATOR:
        return was
    if was is Hidden.PROVIDER_REFUSED and before.listing == replace(fresh, hidden=was):
        return was
    if fresh.hidden is Hidden.SENSITIVE and before.shown_by is not None:
        return None
    return fresh.hidden


def _renewed(before: Listed, fresh: Listing | None) -> Listed:
    if fresh is not None:
        return replace(before, listing=replace(fresh, hidden=hidden_again(before, fresh)))
    if before.listing.hidden is Hidden.OPERATOR:
        return before
    return replace(before, listing=replace(before.listing, hidden=Hidden.GONE))


def _was_relisted(before: Listed, after: Listed) -> bool:
    return after.listing != before.listing and after.listing.hidden is not Hidden.GONE


def _went(before: Listed, after: Listed) -> bool:
    return after.listing != before.listing and after.listing.hidden is Hidden.GONE


def _report(
    provider: ProviderName,
    pairs: Sequence[tuple[Listed, Listed]],
    new: Sequence[Listing],
    *,
    listed: int,
) -> SyncReport:
    selling = [(old.listing, now.listing) for old, now in pairs if old.listing.hidden is None]
    kept = [(old, now) for old, now in selling if now.hidden is None]
    lost = len(selling) - len(kept)
    everything = [*new, *(now.listing for _, now in pairs)]
    return SyncReport(
        provider=provider,
        outcome=_outcome(lost, len(selling), listed),
        listed=listed,
        added=len(new),
        changed=sum(_was_relisted(old, now) for old, now in pairs),
        lost=lost,
        raised=sum(now.rate > old.rate for old, now in kept),
        lowered=sum(now.rate < old.rate for old, now in kept),
        jumped=sum(_jumped(old.rate, now.rate) for old, now in kept),
        on_sale=sum(listing.hidden is None for listing in everything),
        hidden=_reasons(everything),
        unknown_types=_unknown(everything),
    )


def _outcome(lost: int, selling: int, listed: int) -> SyncOutcome:
    if not listed:
        return SyncOutcome.UNREADABLE
    if lost * 100 > selling * MAX_LOSS_PERCENT:
        return SyncOutcome.TOO_MANY_LOST
    return SyncOutcome.APPLIED


def _jumped(old: Money, now: Money) -> bool:
    return abs(now.micros - old.micros) * 100 > old.micros * JUMP_PERCENT


def _reasons(listings: Iterable[Listing]) -> Mapping[Hidden, int]:
    return Counter(listing.hidden for listing in listings if listing.hidden is not None)


def _unknown(listings: Iterable[Listing]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {listing.upstream_type for listing in listings if listing.hidden is Hidden.UNSUPPORTED}
        )
    )
