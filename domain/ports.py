"""What the use cases need from outside, as protocols: a clock, providers, tokens, a messenger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from domain.catalogue import UpstreamService
    from domain.ids import ProviderName, UpstreamId
    from domain.notices import Delivery, Notice
    from domain.provider import AddCall, AddOutcome, Balance, StatusAnswers


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Aware UTC."""


class Tokens(Protocol):
    """Makes unguessable tokens for quotes and confirm cards."""

    def __call__(self) -> str:
        """At most 16 URL-safe characters, at least 72 random bits."""


class ProviderClient(Protocol):
    """One provider. Reads are retried inside; `add` is tried once and never raises."""

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


class Messenger(Protocol):
    """Puts a notice into words and brings it to its chat."""

    async def deliver(self, notice: Notice) -> Delivery:
        """Never raises for Telegram's refusals: they come back as a Delivery."""
