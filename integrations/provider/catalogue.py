"""The `services` answer made into typed entries; unreadable ones are left out and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from domain.catalogue import UpstreamService
from domain.details import MAX_RAW
from domain.ids import UpstreamId
from integrations.provider.decoding import UnreadableError
from integrations.provider.fields import (
    count,
    decimal,
    first_of,
    flag,
    normal_word,
    upstream_id,
)
from integrations.provider.texts import clean

MAX_ENTRIES: Final = 20_000
NAME_LIMIT: Final = 255
_WRAPPERS: Final = ("data", "services", "result", "items", "response", "list")
_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """The services in the provider's order, and how many entries were left out."""

    services: tuple[UpstreamService, ...]
    skipped: int

    def masked(self, mask: Callable[[str], str]) -> Listing:
        """The same with every text masked: what stands in a list is shown to customers."""
        return Listing(tuple(_masked(service, mask) for service in self.services), self.skipped)


def read_services(value: object) -> Listing:
    """Read a list, a wrapped list or a map of services. An id that comes twice counts once.

    Raises:
        UnreadableError: nothing usable is in it, or more than 20,000 entries.
    """
    entries = list(_entries(value))
    if len(entries) > MAX_ENTRIES:
        raise UnreadableError("too many services")
    found: dict[UpstreamId, UpstreamService] = {}
    for entry in entries:
        service = _service(entry)
        if service is not None:
            found.setdefault(service.id, service)
    if not found:
        raise UnreadableError("no services in the answer")
    return Listing(tuple(found.values()), len(entries) - len(found))


def _entries(value: object, depth: int = 0) -> Iterator[object]:
    """Walk to the entries: in a list, under a wrapper's name, by id, or grouped by category."""
    if isinstance(value, list):
        for entry in value:
            group = entry.get("services") if isinstance(entry, Mapping) else None
            if isinstance(group, list | Mapping) and depth < _DEPTH:
                yield from _grouped(group, first_of(entry, "category", "name"), depth)
            else:
                yield entry
    elif isinstance(value, Mapping) and depth < _DEPTH:
        wrapped = first_of(value, *_WRAPPERS)
        if isinstance(wrapped, list | Mapping):
            yield from _entries(wrapped, depth + 1)
        else:
            yield from _mapped(value, depth)


def _mapped(value: Mapping[str, Any], depth: int) -> Iterator[object]:
    for key, inner in value.items():
        if isinstance(inner, Mapping) and ("rate" in inner or "name" in inner):
            yield inner if "service" in inner or "id" in inner else {"service": key, **inner}
        elif isinstance(inner, list | Mapping):
            yield from _grouped(inner, key, depth)


def _grouped(group: object, category: object, depth: int) -> Iterator[object]:
    """Entries of one category, which need not name it."""
    for entry in _entries(group, depth + 1):
        yield {"category": category, **entry} if isinstance(entry, Mapping) else entry


def _service(entry: object) -> UpstreamService | None:
    if not isinstance(entry, Mapping):
        return None
    ident = upstream_id(first_of(entry, "service", "id", "service_id"))
    name = _text(entry.get("name"))
    rate = decimal(entry.get("rate"))
    low, high = count(entry.get("min")), count(entry.get("max"))
    if ident is None or not name or rate is None or rate < 0 or low is None or high is None:
        return None
    return UpstreamService(
        id=ident,
        name=name,
        category=_text(entry.get("category")),
        type=normal_word(_text(entry.get("type"))),
        rate=rate,
        min=low,
        max=high,
        dripfeed=flag(entry.get("dripfeed")) or False,
        refill=flag(entry.get("refill")),
        cancel=flag(entry.get("cancel")) or False,
        details=_details(entry),
    )


def _masked(service: UpstreamService, mask: Callable[[str], str]) -> UpstreamService:
    return replace(
        service,
        name=mask(service.name),
        category=mask(service.category),
        details=mask(service.details),
    )


def _details(entry: Mapping[str, Any]) -> str:
    """The description, its lines and its markup as they came."""
    text = first_of(entry, "desc", "description")
    return text[:MAX_RAW] if isinstance(text, str) else ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value, limit=NAME_LIMIT)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
