"""Keys of the served API: their form, what is kept of them, and what a caller may do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from domain.api_addresses import is_allowed

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import UserId
    from domain.money import Money

PREFIX: Final = "sk_"
"""How every key begins, so that people and scanners of leaked secrets know one."""
TAIL: Final = 4
"""Characters of a key that stay readable."""
GRACE: Final = timedelta(hours=24)
"""How long an old key goes on beside a new one, where its owner chose so."""
SHOWN_FOR: Final = timedelta(seconds=60)
"""How long the message with a new key stays in the chat."""


class ApiStyle(StrEnum):
    """How answers are written."""

    STANDARD = "standard"
    SMMPREMIUM = "smmpremium"


class ApiSwitch(StrEnum):
    """What a customer may switch; the names are those of `ApiAccess`."""

    ENABLED = "enabled"
    TEST_MODE = "test_mode"
    REPEAT_GUARD = "repeat_guard"


class OldKey(StrEnum):
    """What becomes of the key in use when a new one is made."""

    ENDS_NOW = "now"
    ENDS_LATER = "later"
    """After `GRACE`; one that was ending already ends now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCaller:
    """Who asks, as authentication found out, and what they chose."""

    key_id: int
    user_id: UserId
    style: ApiStyle
    test_mode: bool
    repeat_guard: bool
    daily_cap: Money | None
    """At most so much may be ordered in a day of UTC; None for no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is kept: never the key itself."""

    id: int
    user_id: UserId
    digest: str
    tail: str
    created_at: datetime
    ends_at: datetime | None
    """From when on it is wrong; None for the key in use."""
    used_at: datetime | None
    used_from: str | None
    """The address of the latest request, masked."""

    @property
    def shown(self) -> str:
        """The key as its owner may recognise it."""
        return f"{PREFIX}••••{self.tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiAccess:
    """What a customer chose for their keys; the defaults are those of who never chose."""

    style: ApiStyle
    enabled: bool
    """The customer's own switch."""
    stopped_at: datetime | None
    """When an operator switched the customer's API off."""
    test_mode: bool
    repeat_guard: bool
    daily_cap: Money | None
    addresses: tuple[str, ...]
    """Networks that requests may come from, canonical; none: from anywhere."""


DEFAULT_ACCESS: Final = ApiAccess(
    style=ApiStyle.STANDARD,
    enabled=True,
    stopped_at=None,
    test_mode=False,
    repeat_guard=True,
    daily_cap=None,
    addresses=(),
)


def digest_of(key: str) -> str:
    """What is stored of a key: 64 hexadecimal digits.

    A key has 256 random bits, so that a plain digest can neither be reversed nor guessed.
    """
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ApiCredential:
    """A key that is known, with all that decides whether it is let in."""

    key_id: int
    user_id: UserId
    digest: str
    ends_at: datetime | None
    blocked: bool
    access: ApiAccess

    def is_open(self, at: datetime, address: str) -> bool:
        """Whether the key works, at this time and from this address."""
        access = self.access
        shut = self.blocked or not access.enabled or access.stopped_at is not None
        ended = self.ends_at is not None and self.ends_at <= at
        return not (shut or ended) and is_allowed(address, access.addresses)

    @cached_property
    def caller(self) -> ApiCaller:
        """Who asks with it."""
        return ApiCaller(
            key_id=self.key_id,
            user_id=self.user_id,
            style=self.access.style,
            test_mode=self.access.test_mode,
            repeat_guard=self.access.repeat_guard,
            daily_cap=self.access.daily_cap,
        )


@dataclass(frozen=True, slots=True)
class ApiDay:
    """What a customer did by API on a day of UTC; `spent` counts orders as they were placed."""

    requests: int
    orders: int
    spent: Money
