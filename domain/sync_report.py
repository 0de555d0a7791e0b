"""What a synchronisation found, for people: counts, price moves, and what waits for their word."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.catalogue import Hidden
    from domain.ids import ProviderName, ServiceId
    from domain.money import Money


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


class PriceMove(NamedTuple):
    """A service and its purchase price before and now."""

    service_id: ServiceId
    before: Money
    now: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a synchronisation found.

    Attributes:
        lost: were on sale and are, or would be, no longer, for whatever reason.
        gone: of these, those that the list does not name any more.
        raised: services on sale whose price rose; `lowered` whose price fell.
        waiting: services of which something waits for an owner's word.
        held: of these, those that are new among them; `paused` and `reused` are off sale.
        samples: some of the paused ones.
        unknown_types: the provider's words for types that the shop has no form for.
    """

    provider: ProviderName
    outcome: SyncOutcome
    listed: int = 0
    added: int = 0
    changed: int = 0
    lost: int = 0
    gone: int = 0
    raised: int = 0
    lowered: int = 0
    waiting: int = 0
    held: int = 0
    paused: int = 0
    reused: int = 0
    samples: tuple[PriceMove, ...] = ()
    on_sale: int = 0
    hidden: Mapping[Hidden, int] = field(default_factory=dict)
    unknown_types: tuple[str, ...] = ()
    detail: str = ""

    @property
    def applied(self) -> bool:
        """Whether the list was believed and written."""
        return self.outcome is SyncOutcome.APPLIED

    @property
    def moved_prices(self) -> bool:
        """Whether there is something that owners want to hear about prices."""
        return bool(self.raised or self.lowered or self.held)

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
            f"{f'; {self.waiting:,} wait for a word: /pricecheck' if self.waiting else ''}"
            f"{f'; types not known here: {unknown}' if unknown else ''}"
        )
