"""How a provider's requests differ from the canonical form, as data: one row per dialect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of asking. The `multi_` ones are the actions for many ids, None where there is none.

    `cancel_field` names what holds the ids of a cancel; with `order` each is sent on its own.
    """

    json_body: bool = False
    multi_status: str | None = "status"
    multi_refill: str | None = "refill"
    multi_refill_status: str | None = "refill_status"
    cancel_field: str = "orders"
    ids_per_call: int = 100

    def encode(self, fields: Mapping[str, str]) -> tuple[bytes, str]:
        """Write a body and name its content type; raises ValueError for lone surrogates."""
        if self.json_body:
            return json.dumps(fields, ensure_ascii=False).encode(), "application/json"
        return urlencode(fields).encode("ascii"), "application/x-www-form-urlencoded"


CANONICAL: Final = Dialect()
DIALECTS: Final[Mapping[str, Dialect]] = {"canonical": CANONICAL}
"""By the name that the settings use."""
