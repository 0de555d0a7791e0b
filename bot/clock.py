"""The real clock and the real dice."""

from __future__ import annotations

import secrets
import string
from datetime import UTC, datetime
from typing import Final

from domain.api_keys import PREFIX

KEY_LETTERS: Final = string.ascii_letters + string.digits
KEY_LENGTH: Final = 43
"""62 ** 43 is more than 2 ** 256."""


class SystemClock:
    """This machine's time."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock


def random_token() -> str:
    """96 random bits in 16 URL-safe characters."""
    return secrets.token_urlsafe(12)


def random_key() -> str:
    """256 random bits in letters and digits, which no client spoils by encoding them."""
    return PREFIX + "".join(secrets.choice(KEY_LETTERS) for _ in range(KEY_LENGTH))
