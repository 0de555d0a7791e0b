"""An API v2 provider over HTTP: what the shop asks, in whatever dialect the provider speaks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar

from domain.catalogue import UpstreamService
from domain.ids import ProviderName, UpstreamId
from domain.provider import (
    AddCall,
    AddOutcome,
    AskAnswers,
    Balance,
    RefillAnswers,
    StatusAnswers,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.acts import ADD_CAP, Acts, Sender
from integrations.provider.addresses import checked_url
from integrations.provider.answers import Answer
from integrations.provider.balances import read_balance
from integrations.provider.catalogue import Listing, read_services
from integrations.provider.decoding import UnreadableError
from integrations.provider.learning import Accent
from integrations.provider.many import Many
from integrations.provider.options import ClientOptions
from integrations.provider.questions import READ_CAP, Question, Questions
from integrations.provider.reads import Reader, ReadError, ensure_usable, readable, unusable
from integrations.provider.refusals import is_failure
from integrations.provider.subjects import refills_asked, statuses_asked
from integrations.provider.texts import KeyMask, Redact, redactor
from integrations.provider.transport import Transport

SERVICES_CAP: Final = 20 * 1024 * 1024

__all__ = ["ADD_CAP", "READ_CAP", "SERVICES_CAP", "HttpProvider"]

T = TypeVar("T")

logger = logging.getLogger(__name__)


class HttpProvider:
    """A provider over HTTP; implements `ProviderClient`. The key shows in no text, log or repr."""

    def __init__(
        self,
        name: ProviderName,
        url: str,
        *,
        key: str,
        currency: str,
        options: ClientOptions | None = None,
    ) -> None:
        """Prepare the connections; raises AddressError for an address that must not be used."""
        options = options or ClientOptions()
        self.name = name
        self.currency = currency
        self._options = options
        self._mask = KeyMask(key)
        self._redact = redactor(key)
        address = checked_url(url, allow_private=options.allow_private)
        self._transport = Transport(address, options.timeouts)
        self._accent = Accent(name, address, options.dialect, options.learning)
        pace = options.limiter()
        reader = Reader(self._transport, options, pace=pace)
        self._questions = Questions(reader, self._accent, key=key, redact=self._redact)
        self._statuses: Many[UpstreamStatus] = Many(
            self._questions, self._accent, statuses_asked(self._redact)
        )
        self._refills: Many[UpstreamRefill] = Many(
            self._questions, self._accent, refills_asked(self._redact)
        )
        sender = Sender(
            self._transport,
            self._accent,
            key=key,
            redact=self._redact,
            total_s=options.timeouts.add_total_s,
            pace=pace,
            settle=self.balance,
        )
        self._acts = Acts(sender, self._accent, self._redact)

    def __repr__(self) -> str:
        return f"HttpProvider({self.name!r})"

    async def learnt(self) -> str:
        """What its answers showed of its dialect, as the setting would name it; may be empty."""
        await self._accent.recall()
        return self._accent.told()

    async def spoken(self) -> str:
        """How it is spoken to, in a few words for operators: what was learnt, or what was set."""
        await self._accent.recall()
        return self._accent.spoken()

    async def services(self) -> Sequence[UpstreamService]:
        """The whole list; raises ProviderError for an error, an unreadable or an empty answer."""
        # Judged off the event loop: several thousand entries take a tenth of a second.
        listing = await self._questions.ask(
            Question({"action": "services"}, self._listing, SERVICES_CAP, heavy=True)
        )
        if listing.skipped:
            logger.warning(
                "services.skipped", extra={"provider": self.name, "entries": listing.skipped}
            )
        return listing.services

    async def balance(self) -> Balance:
        """The account's balance; raises ProviderError."""
        judge = partial(_judged, read=read_balance, redact=self._redact)
        return await self._questions.ask(Question({"action": "balance"}, judge))

    async def add(self, call: AddCall) -> AddOutcome:
        """Place an order: exactly one request, classified; only cancellation escapes."""
        return await self._acts.add(call)

    async def status(self, ids: Sequence[UpstreamId]) -> StatusAnswers:
        """Ask for any number of ids, in chunks; raises ProviderError when nothing can be read."""
        return await self._statuses(ids)

    async def refill(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to refill orders: no id is sent twice, each is classified; nothing is raised."""
        return await self._acts.refill(ids)

    async def refill_status(self, ids: Sequence[UpstreamId]) -> RefillAnswers:
        """Ask about refills, in chunks; raises ProviderError when nothing can be read."""
        return await self._refills(ids)

    async def cancel(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to cancel orders: none that was taken is asked again; nothing is raised."""
        return await self._acts.cancel(ids)

    def _listing(self, answer: Answer) -> Listing:
        listing = _judged(answer, read=read_services, redact=self._redact)
        return listing.masked(self._mask) if self._mask.shows_in(answer.body) else listing

    async def close(self) -> None:
        """Close every connection; the client cannot be used afterwards."""
        await self._transport.close()


def _judged(answer: Answer, *, read: Callable[[object], T], redact: Redact) -> T:
    """Read an answer that speaks of one thing only; raises ReadError."""
    value = readable(answer, redact)
    ensure_usable(value, answer, redact)
    if isinstance(value, Mapping) and is_failure(value):
        raise ReadError(None, "the answer calls itself failed", answer)
    try:
        return read(value)
    except UnreadableError as error:
        raise unusable(answer, error, redact) from error
