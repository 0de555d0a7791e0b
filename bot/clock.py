"""The real clock and the real dice."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


class SystemClock:
    """This machine's time."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock


def random_token() -> str:
    """96 random bits in 16 URL-safe characters."""
    return secrets.token_urlsafe(12)
