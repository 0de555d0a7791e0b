"""Which part of an answer speaks of which asked id: keyed, listed, wrapped or bare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.ids import UpstreamId
from integrations.provider.fields import first_of
from integrations.provider.naming import asked_id, contradicts, named

_WRAPPERS: Final = ("data", "orders", "refills", "result", "results")

Entries = dict[UpstreamId, object]


def entries_of(value: object, asked: Sequence[UpstreamId], *, names: Sequence[str]) -> Entries:
    """Pick out what is said of each asked id; `names` are those of `naming` for an entry's id.

    Keyed by ids; a list of entries that name theirs; one of these under a wrapper; or a bare
    entry, which belongs to the id it names, else to the only one asked. Two different entries for
    one id are no answer. Unasked ids are ignored.
    """
    if isinstance(value, list):
        return _from_list(value, asked, names)
    if not isinstance(value, Mapping):
        return {}
    keyed: Entries = {
        ident: None if contradicts(value[ident], ident) else value[ident]
        for ident in asked
        if ident in value
    }
    wrapped = first_of(value, *_WRAPPERS)
    if keyed or not isinstance(wrapped, Mapping | list):
        return keyed or _bare(value, asked, names)
    return entries_of(wrapped, asked, names=names)


def _bare(value: Mapping[str, Any], asked: Sequence[UpstreamId], names: Sequence[str]) -> Entries:
    text = named(value, names)
    if text is None:
        return {asked[0]: value} if len(asked) == 1 else {}
    ident = asked_id(text, asked)
    return {} if ident is None else {ident: value}


def _from_list(entries: list[Any], asked: Sequence[UpstreamId], names: Sequence[str]) -> Entries:
    if len(entries) == 1 and isinstance(entries[0], Mapping):
        ident = _listed_id(entries[0], asked, names)
        if ident is not None:
            return {ident: entries[0]}
        return _bare(entries[0], asked, names)
    found: Entries = {}
    for entry in entries:
        ident = _listed_id(entry, asked, names) if isinstance(entry, Mapping) else None
        if ident is not None:
            found[ident] = entry if found.get(ident, entry) == entry else None
    return found


def _listed_id(
    entry: Mapping[str, Any], asked: Sequence[UpstreamId], names: Sequence[str]
) -> UpstreamId | None:
    """The id that an entry names; a plain `id` counts only where it was asked for."""
    text = named(entry, names)
    return asked_id(named(entry, ("id",)) if text is None else text, asked)
