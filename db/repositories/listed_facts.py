"""A catalogue entry as plain facts, as JSON keeps them, and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from domain.catalogue import Hidden, ServiceType
from domain.ids import ProviderName, UpstreamId, UserId
from domain.listed import UNTOUCHED, Edits, Listed, Listing, Own, Waiting, Why
from domain.money import Money
from domain.pins import Pick
from domain.platforms import Kind, Platform, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from domain.ids import ServiceId

Facts = dict[str, Any]
"""JSON: texts, numbers, flags, lists and None by name."""

_READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "provider": ProviderName,
    "upstream_id": UpstreamId,
    "type": ServiceType,
    "platform": Platform,
    "kind": Kind,
    "targets": lambda names: frozenset(map(Target, names)),
    "rate": Money,
    "cost": Money,
    "hidden": Hidden,
}
"""What a fact of JSON becomes; the others are what they are."""
_LISTING: Final = frozenset(field.name for field in fields(Listing))


def facts_of_listing(listing: Listing) -> Facts:
    """A listing as JSON."""
    facts = {name: getattr(listing, name) for name in _LISTING}
    targets = sorted(listing.targets)
    return {
        **facts,
        "targets": targets,
        "rate": listing.rate.micros,
        "cost": listing.cost.micros,
    }


def listing_of(facts: Mapping[str, Any]) -> Listing:
    """A listing from JSON."""
    return Listing(**{name: _read(name, facts[name]) for name in _LISTING})


def facts_of_edits(edits: Edits) -> Facts:
    """What people said, without what they left to the provider."""
    return {name: value for name, value in asdict(edits).items() if value not in {None, False}}


def edits_of(facts: Mapping[str, Any] | None) -> Edits:
    """What people said, from JSON."""
    if not facts:
        return UNTOUCHED
    given = {name: value for name, value in facts.items() if name != "hidden"}
    words: dict[str, Any] = {name: _read(name, value) for name, value in given.items()}
    return Edits(**words, hidden=bool(facts.get("hidden")))


def own_from(facts: Mapping[str, Any] | None) -> Own | None:
    """A provider's own words from JSON."""
    if facts is None:
        return None
    words: dict[str, Any] = {name: _read(name, value) for name, value in facts.items()}
    return Own(**words)


def facts_of(listed: Listed) -> Facts:
    """A service in its layers, as JSON: the provider's entry, people's words, what waits."""
    waits = listed.waits
    return {
        **facts_of_listing(listed.unedited),
        "shown_by": listed.shown_by,
        "pin": listed.pin,
        "edits": facts_of_edits(listed.edits),
        "waits": None
        if waits is None
        else {
            "why": waits.why,
            "base": waits.base.micros,
            "entry": facts_of_listing(waits.entry),
        },
    }


def listed_of(service_id: ServiceId, facts: Facts) -> Listed:
    """A service from its layers."""
    shown_by, pin, waits = facts["shown_by"], facts["pin"], facts["waits"]
    unedited = listing_of(facts)
    return Listed(
        id=service_id,
        listing=unedited,
        shown_by=None if shown_by is None else UserId(shown_by),
        pin=None if pin is None else Pick(pin),
        edits=edits_of(facts["edits"]),
        waits=None
        if waits is None
        else Waiting(
            why=Why(waits["why"]), base=Money(waits["base"]), entry=listing_of(waits["entry"])
        ),
    ).having(unedited)


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - a fact is of whatever type its name says
    reader = _READERS.get(name)
    return value if reader is None or value is None else reader(value)
