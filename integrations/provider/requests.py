"""A request written in a dialect: its fields made into a body or an address, the key put in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never
from urllib.parse import urlencode

from integrations.provider.dialects import BEARER, Body, Dialect

_LISTS: Final = ("comments", "usernames", "keywords", "groups", "hashtags")
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What to send, and how much of the answer, in decoded bytes, will be read.

    Only the cap shows in a repr: the key is in the rest.
    """

    cap: int
    method: str = field(default="POST", repr=False)
    body: bytes = field(default=b"", repr=False)
    query: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    slash: bool = field(default=False, repr=False)


def write(fields: Mapping[str, str], dialect: Dialect, *, key: str, cap: int) -> Outgoing:
    """Write a request; no field can replace the key. Raises ValueError for lone surrogates."""
    own = {} if dialect.key_field == BEARER else {dialect.key_field: key}
    headers = {"Authorization": f"Bearer {key}"} if dialect.key_field == BEARER else {}
    whole = {**own, **fields, **own}
    match dialect.body:
        case Body.FORM:
            body = urlencode(whole).encode("ascii")
            return Outgoing(cap, body=body, headers=_FORM | headers, slash=dialect.slash)
        case Body.JSON:
            body = json.dumps(whole, ensure_ascii=False).encode()
            return Outgoing(cap, body=body, headers=_JSON | headers, slash=dialect.slash)
        case Body.QUERY:
            query = urlencode(whole)
            return Outgoing(cap, "GET", query=query, headers=headers, slash=dialect.slash)
        case _:
            assert_never(dialect.body)


def with_lists(fields: Mapping[str, str], dialect: Dialect) -> dict[str, str]:
    """Name the first list of an order as the dialect names any list; nothing else changes."""
    name = dialect.list_field
    listed = next((one for one in _LISTS if one in fields), None)
    if name is None or listed is None or name in fields:
        return dict(fields)
    return {name if one == listed else one: text for one, text in fields.items()}
