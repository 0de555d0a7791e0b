"""How a provider wants to be asked, as data: one row per dialect, canonical where not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

BEARER: Final = "bearer"
"""In place of a key's field name: the key goes into the Authorization header."""


class Body(StrEnum):
    """Where the fields of a request stand."""

    FORM = "form"
    JSON = "json"
    QUERY = "query"
    """A GET with everything in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of asking.

    Attributes:
        body: where the fields stand.
        slash: the address ends in a slash.
        key_field: the field that holds the key, or `BEARER`.
        add_action: the action that places an order.
        list_field: the one field that holds any list of lines; None: each list has its own.
        multi_status: the action for many orders; None: one at a time. Likewise the next two.
        cancel_field: the field that holds the ids of a cancel; None: there is no cancel.
        cancels_many: a cancel may name several orders, under `orders` only.
        cancels_at_once: a cancel that was taken has given the money back already.
        http_errors: refusals carry the HTTP status of their class (400 to 404).
        ids_per_call: how many ids one request may name.
    """

    body: Body = Body.FORM
    slash: bool = False
    key_field: str = "key"
    add_action: str = "add"
    list_field: str | None = None
    multi_status: str | None = "status"
    multi_refill: str | None = "refill"
    multi_refill_status: str | None = "refill_status"
    cancel_field: str | None = "orders"
    cancels_many: bool = True
    cancels_at_once: bool = False
    http_errors: bool = False
    ids_per_call: int = 100


CANONICAL: Final = Dialect()
UNKNOWN: Final = replace(CANONICAL, multi_refill=None, cancels_many=False)
"""Where learning starts: what acts names one order at a time until more is known to be safe."""

DIALECTS: Final[Mapping[str, Dialect]] = {
    "canonical": CANONICAL,
    "smmpremium": Dialect(
        multi_status="orders",
        multi_refill=None,
        multi_refill_status=None,
        cancels_many=False,
        cancels_at_once=True,
        http_errors=True,
    ),
    "smmpanels": Dialect(
        list_field="comments",
        multi_status=None,
        multi_refill=None,
        multi_refill_status=None,
        cancel_field=None,
    ),
    "smmpanelone": CANONICAL,
    "smmpanelus": Dialect(body=Body.JSON),
    "smpanelim": Dialect(multi_refill=None, multi_refill_status=None, cancel_field=None),
}
"""By the name that the settings use: the canonical form, and five panels as they document it."""
