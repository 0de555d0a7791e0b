"""What a provider's new list means for the catalogue: add, change, hide, ask, or refuse it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.catalogue import NEVER_SOLD, Hidden
from domain.guards import Verdict, is_another, judge_price
from domain.listed import Listed, Listing, Waiting, Why
from domain.money import ZERO
from domain.sync_report import PriceMove, SyncOutcome, SyncReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from domain.ids import ProviderName
    from domain.price_rules import PriceBook

MAX_LOSS_PERCENT: Final = 30
"""A list that would switch off more of the services on sale than this is not believed."""
SAMPLES: Final = 5
"""Paused services that a report names."""

_ASKED: Final = frozenset({Hidden.PRICE, Hidden.REUSED})
"""Off sale until an owner has answered; the list itself lost nothing."""
Pair = tuple[Listed, Listed]
"""A service before and after."""


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What to write: new listings, and services that are not as they were."""

    new: tuple[Listing, ...]
    changed: tuple[Listed, ...]
    report: SyncReport


def plan_sync(
    provider: ProviderName,
    known: Sequence[Listed],
    fresh: Sequence[Listing],
    book: PriceBook,
) -> SyncPlan:
    """Compare a new list with what the shop knows. An id that comes twice counts once, the first.

    The caller must not carry out a plan whose outcome is not APPLIED.
    """
    by_id = {item.listing.upstream_id: item for item in known}
    listed = {listing.upstream_id: listing for listing in reversed(fresh)}
    new = [
        replace(listing, rate=book.rate_for(listing))
        for key, listing in listed.items()
        if key not in by_id
    ][::-1]
    pairs = [(item, renewed(item, listed.get(item.listing.upstream_id), book)) for item in known]
    return SyncPlan(
        new=tuple(new),
        changed=tuple(now for before, now in pairs if now != before),
        report=_report(provider, pairs, new, listed=len(listed)),
    )


def renewed(before: Listed, entry: Listing | None, book: PriceBook) -> Listed:
    """A service after its provider's new entry: believed, or waiting for an owner's word."""
    if entry is None:
        return unlisted(before)
    if _is_as_before(before, entry, book):
        return before
    if before.unedited.hidden in NEVER_SOLD:
        return taken(before, entry, book)
    if is_another(before.unedited, entry):
        waits = Waiting(why=Why.REUSED, base=before.listing.cost, entry=replace(entry, rate=ZERO))
        return replace(before.having(replace(before.unedited, hidden=Hidden.REUSED)), waits=waits)
    if entry.hidden is Hidden.QUARANTINED and before.listing.cost:
        # Its last sane price stays, so that the next one can be held against it.
        return before.having(replace(before.unedited, hidden=Hidden.QUARANTINED))
    return _priced(before, entry, book)


def unlisted(before: Listed) -> Listed:
    """A service that the list does not name; one whose number was given away rests for good."""
    if before.unedited.hidden is Hidden.REUSED and before.waits is None:
        return before
    return before.having(replace(before.unedited, hidden=Hidden.GONE))


def _is_as_before(before: Listed, entry: Listing, book: PriceBook) -> bool:
    """Whether nobody said anything new: what most services of most lists come to, told fast."""
    return (
        before.waits is None
        and before.own is None
        and entry.cost == before.listing.cost
        and entry.name == before.listing.name
        and before.listing.rate == book.rate_for(entry, before.id)
        and before.listing == replace(entry, rate=before.listing.rate)
    )


def taken(before: Listed, entry: Listing, book: PriceBook) -> Listed:
    """A service after its provider's entry was believed whole, priced by the rules of today."""
    shown = before.edits.applied(entry)
    rate = book.rate_for(shown, before.id)
    hidden = hidden_again(before, replace(entry, rate=rate))
    return replace(before.having(replace(entry, rate=rate, hidden=hidden)), waits=None)


def hidden_again(before: Listed, entry: Listing) -> Hidden | None:
    """Why a listed service stays hidden, before people's own word: what a list cannot undo.

    A service that its provider refused to sell stays hidden until the provider changes its entry.
    """
    was = before.unedited
    if was.hidden is Hidden.PROVIDER_REFUSED and was == replace(
        entry, hidden=was.hidden, rate=was.rate
    ):
        return was.hidden
    if entry.hidden is Hidden.SENSITIVE and before.shown_by is not None:
        return None
    return entry.hidden


def _priced(before: Listed, entry: Listing, book: PriceBook) -> Listed:
    """The same service at another price: followed, kept, or paused."""
    old = before.unedited
    held = before.waits is not None and before.waits.why is Why.PRICE
    base = before.waits.base if before.waits is not None and held else old.cost
    verdict = judge_price(base=base, cost=entry.cost, rate=old.rate, floor=book.floor(entry.cost))
    after = taken(before, entry, book)
    if verdict is Verdict.FOLLOW or after.unedited.hidden in NEVER_SOLD:
        return after
    waits = Waiting(why=Why.PRICE, base=base, entry=replace(entry, rate=ZERO))
    hidden = Hidden.PRICE if verdict is Verdict.PAUSE else after.unedited.hidden
    # A rise is believed as a cost, so that no order is sent at a loss; a fall is not.
    cost = max(entry.cost, base)
    kept = replace(after.unedited, rate=old.rate, cost=cost, hidden=hidden)
    return replace(after.having(kept), waits=waits)


def _report(
    provider: ProviderName, pairs: Sequence[Pair], new: Sequence[Listing], *, listed: int
) -> SyncReport:
    selling = [(old, now) for old, now in pairs if old.listing.hidden is None]
    kept = [(old.listing, now.listing) for old, now in selling if now.listing.hidden is None]
    lost = len(selling) - len(kept)
    asked = sum(now.listing.hidden in _ASKED for _, now in selling)
    everything = [*new, *(now.listing for _, now in pairs)]
    news = [now for old, now in pairs if now.waits is not None and now.waits != old.waits]
    paused = [now for now in news if now.listing.hidden is Hidden.PRICE]
    return SyncReport(
        provider=provider,
        outcome=_outcome(lost - asked, len(selling), listed),
        listed=listed,
        added=len(new),
        changed=sum(now != old and now.listing.hidden is not Hidden.GONE for old, now in pairs),
        lost=lost,
        gone=sum(now.listing.hidden is Hidden.GONE for _, now in selling),
        raised=sum(now.rate > old.rate for old, now in kept),
        lowered=sum(now.rate < old.rate for old, now in kept),
        waiting=sum(now.waits is not None for _, now in pairs),
        held=len(news),
        paused=len(paused),
        reused=sum(now.listing.hidden is Hidden.REUSED for now in news),
        samples=tuple(_move(now) for now in paused[:SAMPLES]),
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


def _move(now: Listed) -> PriceMove:
    assert now.waits is not None  # noqa: S101 - of services that wait
    return PriceMove(now.id, now.waits.base, now.waits.entry.cost)


def _reasons(listings: Iterable[Listing]) -> Mapping[Hidden, int]:
    return Counter(listing.hidden for listing in listings if listing.hidden is not None)


def _unknown(listings: Iterable[Listing]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {listing.upstream_type for listing in listings if listing.hidden is Hidden.UNSUPPORTED}
        )
    )
