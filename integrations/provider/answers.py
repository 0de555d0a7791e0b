"""A whole HTTP answer as the decoders see it, and the reading of its Retry-After."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

MAX_RETRY_AFTER_S: Final = 3600.0

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body with its content encoding undone, and the pause asked for in seconds.

    `wants_slash`: a redirect to the same address with a slash at its end.
    """

    http_status: int
    body: bytes
    retry_after_s: float | None = None
    wants_slash: bool = False

    @property
    def is_success(self) -> bool:
        """Tell whether the status is 2xx."""
        return self.http_status // 100 == 2  # noqa: PLR2004 - the class of status codes

    @property
    def is_client_error(self) -> bool:
        """Tell whether the status is 4xx."""
        return self.http_status // 100 == 4  # noqa: PLR2004 - the class of status codes


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After as seconds, 0 to one hour; a date counts from the answer's own Date."""
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), MAX_RETRY_AFTER_S)
    try:
        wanted = parsedate_to_datetime(text)
        sent = parsedate_to_datetime(headers.get("date", ""))
        return min(max((wanted - sent).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
    except (TypeError, ValueError, OverflowError):  # no date, odd, or only one with a zone
        return None
