"""One provider behind the domain's port: `add` once and classified, reads typed and chunked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeVar

import httpx

from domain.catalogue import UpstreamService
from domain.ids import ProviderName, UpstreamId
from domain.provider import (
    AddCall,
    AddOutcome,
    AskAnswers,
    Balance,
    NotSent,
    ProviderError,
    RefillAnswers,
    Refusal,
    StatusAnswers,
    StatusRefused,
    Unconfirmed,
)
from integrations.provider.addresses import checked_url
from integrations.provider.answers import Answer
from integrations.provider.asks import CANCEL, REFILL, read_asks
from integrations.provider.balances import read_balance
from integrations.provider.catalogue import Listing, read_services
from integrations.provider.decoding import UnreadableError
from integrations.provider.options import ClientOptions
from integrations.provider.outcomes import classify_add
from integrations.provider.reads import Reader, ensure_usable, readable, told, unusable
from integrations.provider.refills import read_refills
from integrations.provider.statuses import names_any, read_statuses
from integrations.provider.texts import redactor
from integrations.provider.transport import Departure, Outgoing, Transport

SERVICES_CAP: Final = 20 * 1024 * 1024
READ_CAP: Final = 1024 * 1024
ADD_CAP: Final = 64 * 1024
_FAILED_CHUNKS: Final = 3
_HOPELESS: Final = frozenset({Refusal.AUTH, Refusal.RATE})
# Timeouts and sockets are OSErrors; unencodable fields and bad bodies ValueErrors; a closed
# client is a RuntimeError. What counts afterwards is only whether the request left.
_SEND_ERRORS: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,
    ValueError,
    RuntimeError,
)

logger = logging.getLogger(__name__)

Answered = TypeVar("Answered")


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
        self._key = key
        self._options = options
        self._redact = redactor(key)
        self._pace = options.limiter()
        address = checked_url(url, allow_private=options.allow_private)
        self._transport = Transport(address, options.timeouts)
        self._reader = Reader(self._transport, options, pace=self._pace)

    def __repr__(self) -> str:
        return f"HttpProvider({self.name!r})"

    async def services(self) -> Sequence[UpstreamService]:
        """The whole list; raises ProviderError for an error, an unreadable or an empty answer."""
        answer = await self._fetch({"action": "services"}, SERVICES_CAP)
        # Off the event loop: several thousand entries take a tenth of a second.
        listing = await asyncio.to_thread(self._listing, answer)
        if listing.skipped:
            logger.warning(
                "services.skipped", extra={"provider": self.name, "entries": listing.skipped}
            )
        return listing.services

    async def balance(self) -> Balance:
        """The account's balance; raises ProviderError."""
        answer = await self._fetch({"action": "balance"}, READ_CAP)
        value = readable(answer, self._redact)
        ensure_usable(value, answer, self._redact)
        try:
            return read_balance(value)
        except UnreadableError as error:
            raise unusable(answer, error, self._redact) from error

    async def add(self, call: AddCall) -> AddOutcome:
        """Place an order: exactly one request, classified; only cancellation escapes."""
        own = {"action": "add", "service": call.service}
        answer = await self._send_once({**own, **call.fields, **own})
        return classify_add(answer, self._redact) if isinstance(answer, Answer) else answer

    async def status(self, ids: Sequence[UpstreamId]) -> StatusAnswers:
        """Ask for any number of ids, in chunks; raises ProviderError when nothing can be read."""
        many = self._options.dialect.multi_status is not None
        return await self._each_chunk(self._chunks(ids, many=many), self._statuses)

    async def refill(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to refill orders: no id is sent twice, each is classified; nothing is raised."""
        answers: AskAnswers = {}
        multi = self._options.dialect.multi_refill
        for chunk in self._chunks(ids, many=multi is not None):
            fields = _one_or_many(chunk, REFILL, multi, noun="order")
            answers |= await self._ask(fields, chunk, REFILL)
        return answers

    async def refill_status(self, ids: Sequence[UpstreamId]) -> RefillAnswers:
        """Ask about refills, in chunks; raises ProviderError when nothing can be read."""
        many = self._options.dialect.multi_refill_status is not None
        return await self._each_chunk(self._chunks(ids, many=many), self._refills)

    async def cancel(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to cancel orders: no id is sent twice, each is classified; nothing is raised."""
        answers: AskAnswers = {}
        name = self._options.dialect.cancel_field
        for chunk in self._chunks(ids, many=name != "order"):
            fields = {"action": CANCEL, name: ",".join(chunk)}
            answers |= await self._ask(fields, chunk, CANCEL)
        return answers

    async def close(self) -> None:
        """Close every connection; the client cannot be used afterwards."""
        await self._transport.close()

    async def _ask(
        self, fields: Mapping[str, str], ids: Sequence[UpstreamId], action: str
    ) -> AskAnswers:
        answer = await self._send_once(fields)
        if not isinstance(answer, Answer):
            return dict.fromkeys(ids, answer)
        return read_asks(answer, ids, action=action, redact=self._redact)

    async def _send_once(self, fields: Mapping[str, str]) -> Answer | NotSent | Unconfirmed:
        """Send a request that must not be repeated; what is not known to have stayed is lost."""
        departure = Departure()
        try:
            async with asyncio.timeout(self._options.timeouts.add_total_s):
                own = {"key": self._key}
                outgoing = self._outgoing({**own, **fields, **own}, ADD_CAP)
                if self._pace is not None:
                    await self._pace.acquire()
                return await self._transport.send_once(outgoing, departure)
        except _SEND_ERRORS as error:
            cause = self._redact(told(error))
            return Unconfirmed(cause) if departure.started else NotSent(cause)

    async def _fetch(self, fields: Mapping[str, str], cap: int) -> Answer:
        outgoing = self._outgoing({"key": self._key, **fields}, cap)
        return await self._reader.fetch(outgoing, self._redact)

    def _outgoing(self, fields: Mapping[str, str], cap: int) -> Outgoing:
        body, content_type = self._options.dialect.encode(fields)
        return Outgoing(body, content_type, cap)

    def _listing(self, answer: Answer) -> Listing:
        value = readable(answer, self._redact)
        ensure_usable(value, answer, self._redact)
        try:
            return read_services(value)
        except UnreadableError as error:
            raise unusable(answer, error, self._redact) from error

    def _chunks(self, ids: Sequence[UpstreamId], *, many: bool) -> list[list[UpstreamId]]:
        size = self._options.dialect.ids_per_call if many else 1
        unique = list(dict.fromkeys(ids))
        return [unique[start : start + size] for start in range(0, len(unique), size)]

    async def _each_chunk(
        self,
        chunks: Sequence[list[UpstreamId]],
        ask: Callable[[list[UpstreamId]], Awaitable[dict[UpstreamId, Answered]]],
    ) -> dict[UpstreamId, Answered]:
        """Ask chunk by chunk; some answers are worth more than none."""
        answers: dict[UpstreamId, Answered] = {}
        failures: list[ProviderError] = []
        for chunk in chunks:
            try:
                answers |= await ask(chunk)
            except ProviderError as error:
                failures.append(error)
                if error.refusal in _HOPELESS or len(failures) == _FAILED_CHUNKS:
                    break
        if failures and not answers:
            raise failures[0]
        return answers

    async def _statuses(self, ids: list[UpstreamId]) -> StatusAnswers:
        """Ask for one chunk; where a bad id spoils the answer for all, halve until it is found."""
        try:
            return await self._status_answer(ids)
        except ProviderError as error:
            if error.refusal is not Refusal.ORDER_ID:
                raise
            if len(ids) == 1:
                return {ids[0]: StatusRefused(error.refusal, error.text)}
        middle = len(ids) // 2
        return await self._statuses(ids[:middle]) | await self._statuses(ids[middle:])

    async def _status_answer(self, ids: list[UpstreamId]) -> StatusAnswers:
        multi = self._options.dialect.multi_status
        answer = await self._fetch(_one_or_many(ids, "status", multi, noun="order"), READ_CAP)
        value = readable(answer, self._redact)
        if not (answer.is_success and names_any(value, ids)):
            ensure_usable(value, answer, self._redact)
        return read_statuses(value, ids, self._redact)

    async def _refills(self, ids: list[UpstreamId]) -> RefillAnswers:
        multi = self._options.dialect.multi_refill_status
        fields = _one_or_many(ids, "refill_status", multi, noun="refill")
        answer = await self._fetch(fields, READ_CAP)
        value = readable(answer, self._redact)
        found = read_refills(value, ids, self._redact)
        if not (answer.is_success and found):
            ensure_usable(value, answer, self._redact)
        return found


def _one_or_many(
    ids: Sequence[UpstreamId], action: str, multi: str | None, *, noun: str
) -> dict[str, str]:
    """Name one id in the singular, many under the dialect's action for many."""
    if len(ids) == 1 or multi is None:
        return {"action": action, noun: ids[0]}
    return {"action": multi, f"{noun}s": ",".join(ids)}
