"""What the use cases need from outside, as protocols: a clock, providers, tokens, a messenger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from domain.catalogue import UpstreamService
    from domain.ids import ProviderName, UpstreamId
    from domain.notices import Delivery, Digest, Notice
    from domain.provider import (
        AddCall,
        AddOutcome,
        AskAnswers,
        Balance,
        RefillAnswers,
        StatusAnswers,
    )


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Aware UTC."""


class Tokens(Protocol):
    """Makes unguessable tokens for quotes and confirm cards."""

    def __call__(self) -> str:
        """At most 16 URL-safe characters, at least 72 random bits."""


class Keys(Protocol):
    """Makes keys of the served API."""

    def __call__(self) -> str:
        """`domain.api_keys.PREFIX` and letters and digits with at least 256 random bits."""


class ProviderClient(Protocol):
    """One provider. Reads are retried inside; what orders, refills and cancels goes out once."""

    name: ProviderName
    currency: str

    async def services(self) -> Sequence[UpstreamService]:
        """The whole list; raises ProviderError for an error, an unreadable or an empty answer."""

    async def balance(self) -> Balance:
        """The account's balance; raises ProviderError."""

    async def add(self, call: AddCall) -> AddOutcome:
        """Place an order: exactly one request, classified; only cancellation escapes."""

    async def status(self, ids: Sequence[UpstreamId]) -> StatusAnswers:
        """Up to 100 ids at once; raises ProviderError when nothing can be read."""

    async def refill(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to refill orders: no id is sent twice, each is classified."""

    async def refill_status(self, ids: Sequence[UpstreamId]) -> RefillAnswers:
        """Ask about refills by their numbers; raises ProviderError when nothing can be read."""

    async def cancel(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to cancel orders: no id is sent twice, each is classified.

        Taken is a promise only: what became of an order, its status tells.
        """


class DialectStore(Protocol):
    """Keeps what was learnt of providers' dialects: plain values by the name of what they say.

    Never raises: what could not be kept is learnt again.
    """

    async def recall(self, name: ProviderName, address: str) -> Mapping[str, object]:
        """What was kept for this provider at this address; `address` is opaque."""

    async def keep(self, name: ProviderName, address: str, learnt: Mapping[str, object]) -> None:
        """Keep all that is known; commits. Another address of the provider is forgotten."""


class Messenger(Protocol):
    """Puts notices into words and brings them to their chat.

    Never raises for Telegram's refusals: they come back as a Delivery.
    """

    async def deliver(self, notice: Notice, *, aloud: bool = True) -> Delivery:
        """Tell one notice as a message of its own; not `aloud`: without a sound."""

    async def gather(self, digest: Digest) -> Delivery:
        """Tell many in one message, the first lines of each; what was told already is edited."""
