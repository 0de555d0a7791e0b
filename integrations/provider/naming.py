"""Which id an entry of an answer names, in any spelling, and whether it is one that was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.ids import UpstreamId
from integrations.provider.fields import upstream_id

ORDER: Final = ("order", "orderid")
REFILL: Final = ("refill", "refillid")
"""Names of the fields in lower case without `_`."""

_NOTHING: Final = frozenset({"", "0"})


def named(entry: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """What an entry names as its id, readable or not; None where it names nothing."""
    told = by_name(entry)
    texts = (_text(told.get(name)) for name in names)
    return next((text for text in texts if text not in _NOTHING), None)


def by_name(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by their names in lower case without `_`; of two alike the first counts."""
    return {_plain(name): value for name, value in reversed(list(entry.items()))}


def asked_id(text: str | None, asked: Sequence[UpstreamId]) -> UpstreamId | None:
    """The asked id that a text stands for, if any; "005" is the same number as "5"."""
    ident = upstream_id(text)
    if ident is None or ident in asked:
        return ident
    same = [one for one in asked if _is_same(one, ident)]
    return same[0] if len(same) == 1 else None


def contradicts(entry: object, ident: UpstreamId) -> bool:
    """Tell whether an entry that stands under one order's number names another inside."""
    text = named(entry, ORDER) if isinstance(entry, Mapping) else None
    inside = upstream_id(text)
    return inside is not None and not _is_same(inside, ident)


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip().removeprefix("#")


def _is_same(one: UpstreamId, other: UpstreamId) -> bool:
    if one.isdecimal() and other.isdecimal():
        return one.lstrip("0") == other.lstrip("0")
    return one == other
