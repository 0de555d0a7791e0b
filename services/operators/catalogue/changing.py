"""What each act makes of a service: decided in one place, for the card and for the deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from domain.catalogue import Hidden
from domain.ids import UpstreamId, UserId
from domain.listed import UNTOUCHED, Field, Why
from domain.operators import Act
from domain.pins import Pick
from domain.platforms import Kind, Platform
from domain.sync import taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.listed import Listed
    from domain.price_rules import PriceBook

MOST_ID: Final = 64
"""Characters of a provider's number, as its column keeps it."""
Words = Mapping[str, Any]
"""What an act says, as JSON."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An act on services: what it says, and the price book that counts once it is done."""

    act: Act
    words: Words
    actor_id: UserId
    book: PriceBook


class LeftError(Exception):
    """A service is left as it is; `why` is a word for people to be told by."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act makes of services; `left` counts those that it leaves alone, by reason."""

    pairs: tuple[tuple[Listed, Listed], ...]
    left: Mapping[str, int]


def changes_of(wish: Wish, services: Iterable[Listed]) -> Changes:
    """Work an act out, without doing it."""
    make = _MAKERS[wish.act]
    pairs: list[tuple[Listed, Listed]] = []
    left: dict[str, int] = {}
    for before in services:
        try:
            after = make(before, wish)
        except LeftError as error:
            left[error.why] = left.get(error.why, 0) + 1
            continue
        if after != before:
            pairs.append((before, after))
    return Changes(tuple(pairs), left)


def repriced(item: Listed, book: PriceBook) -> Listed:
    """A service at the price of today's rules; one that waits keeps its price until it is said."""
    if item.waits is not None and item.waits.why is Why.PRICE:
        raise LeftError("waits")
    rate = book.rate_for(item.listing, item.id)
    return item.having(replace(item.unedited, rate=rate))


def _hide(item: Listed, _wish: Wish) -> Listed:
    return item.edited(hidden=True)


def _show(item: Listed, wish: Wish) -> Listed:
    shown = item.edited(hidden=False)
    why = shown.listing.hidden
    if why is Hidden.PROVIDER_REFUSED:
        return shown.having(replace(shown.unedited, hidden=None))
    if why is Hidden.SENSITIVE and wish.words.get("reason"):
        on_sale = shown.having(replace(shown.unedited, hidden=None))
        return replace(on_sale, shown_by=wish.actor_id)
    if why is not None:
        raise LeftError(why.value)
    return shown


def _say(field: Field) -> Callable[[Listed, Wish], Listed]:
    def say(item: Listed, wish: Wish) -> Listed:
        return item.edited(**{field.value: wish.words["text"]})

    return say


def _move(item: Listed, wish: Wish) -> Listed:
    platform, kind = wish.words["platform"], wish.words["kind"]
    moved = item.edited(
        platform=None if platform is None else Platform(platform),
        kind=None if kind is None else Kind(kind),
    )
    unpinned = moved if _shelf(moved) == _shelf(item) else replace(moved, pin=None)
    try:
        return repriced(unpinned, wish.book)
    except LeftError:
        return unpinned


def _pin(item: Listed, wish: Wish) -> Listed:
    pin = wish.words["pin"]
    if pin is not None and item.id != wish.words["number"]:
        return replace(item, pin=None)  # the place on the shelf is given to another
    return replace(item, pin=None if pin is None else Pick(pin))


def _reprice(item: Listed, wish: Wish) -> Listed:
    return repriced(item, wish.book)


def _take_price(item: Listed, wish: Wish) -> Listed:
    if item.waits is None or item.waits.why is not Why.PRICE:
        raise LeftError("settled")
    if item.waits.entry.cost.micros != wish.words["costs"].get(str(item.id)):
        raise LeftError("moved")
    return taken(item, item.waits.entry, wish.book)


def _take_entry(item: Listed, wish: Wish) -> Listed:
    if item.waits is None or item.waits.why is not Why.REUSED:
        raise LeftError("settled")
    return taken(item, item.waits.entry, wish.book)


def _retire(item: Listed, _wish: Wish) -> Listed:
    """Let a service rest under a number that no provider has, so that another may have its own."""
    mark = f"~{item.id}"
    kept = item.listing.upstream_id[: MOST_ID - len(mark)]
    gone = replace(item.unedited, upstream_id=UpstreamId(f"{kept}{mark}"), hidden=Hidden.REUSED)
    return replace(item, edits=UNTOUCHED, waits=None, pin=None).having(gone)


def _shelf(item: Listed) -> tuple[Platform, Kind]:
    return item.listing.platform, item.listing.kind


_MAKERS: Final[Mapping[Act, Callable[[Listed, Wish], Listed]]] = {
    Act.HIDE: _hide,
    Act.SHOW: _show,
    Act.RENAME: _say(Field.NAME),
    Act.CATEGORY: _say(Field.CATEGORY),
    Act.DESCRIBE: _say(Field.DETAILS),
    Act.MOVE: _move,
    Act.PIN: _pin,
    Act.MARKUP: _reprice,
    Act.PRICES: _take_price,
    Act.SAME_SERVICE: _take_entry,
    Act.NEW_SERVICE: _retire,
}
