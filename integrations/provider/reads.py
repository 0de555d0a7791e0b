"""Reads from a provider: paced, retried after transport errors, errors as ProviderError."""

from __future__ import annotations

import asyncio
from typing import Final

import httpx
import stamina
from aiolimiter import AsyncLimiter

from domain.provider import ProviderError, Refusal
from integrations.provider.answers import Answer
from integrations.provider.bodies import BodyError
from integrations.provider.decoding import UnreadableError, decode
from integrations.provider.options import ClientOptions
from integrations.provider.outcomes import DEFAULT_RETRY_S, TOO_MANY
from integrations.provider.refusals import classify_refusal, error_text
from integrations.provider.texts import Redact
from integrations.provider.transport import Outgoing, Transport

_LONGEST_WAIT_S: Final = 5.0


class Reader:
    """Fetches answers to questions that may be asked again."""

    def __init__(
        self, transport: Transport, options: ClientOptions, *, pace: AsyncLimiter | None
    ) -> None:
        self._transport = transport
        self._options = options
        self._pace = pace

    async def fetch(self, outgoing: Outgoing, redact: Redact) -> Answer:
        """Post a read; only transport errors are tried again. Raises ProviderError."""
        try:
            return await self._with_retries(outgoing)
        except (httpx.HTTPError, BodyError, TimeoutError) as error:
            raise ProviderError(None, redact(told(error))) from error

    async def _with_retries(self, outgoing: Outgoing) -> Answer:
        retrying = stamina.AsyncRetryingCaller(
            attempts=self._options.attempts,
            timeout=self._options.timeouts.read_total_s,
            wait_initial=self._options.retry_wait_s,
            wait_max=_LONGEST_WAIT_S,
            wait_jitter=self._options.retry_wait_s,
        )

        async def once() -> Answer:  # the log of a retry repeats arguments: this one has none
            return await self._once(outgoing)

        async with asyncio.timeout(self._options.timeouts.read_total_s):
            return await retrying(httpx.TransportError, once)

    async def _once(self, outgoing: Outgoing) -> Answer:
        if self._pace is not None:
            await self._pace.acquire()
        return await self._transport.read(outgoing)


def readable(answer: Answer, redact: Redact) -> object:
    """Decode an answer; raises ProviderError for a 429, and for a body that is no JSON."""
    if answer.http_status == TOO_MANY:
        wait_s = DEFAULT_RETRY_S if answer.retry_after_s is None else answer.retry_after_s
        raise ProviderError(Refusal.RATE, "HTTP 429", retry_after_s=wait_s)
    try:
        return decode(answer.body)
    except UnreadableError as error:
        raise unusable(answer, error, redact) from error


def ensure_usable(value: object, answer: Answer, redact: Redact) -> None:
    """Raise ProviderError where the answer names an error, or its status is not 2xx."""
    error = error_text(value)
    if error is not None:
        raise ProviderError(
            classify_refusal(error), redact(error), retry_after_s=answer.retry_after_s
        )
    if not answer.is_success:
        raise ProviderError(None, f"HTTP {answer.http_status}")


def unusable(answer: Answer, error: UnreadableError, redact: Redact) -> ProviderError:
    """Build the error for an answer that brought nothing readable."""
    return ProviderError(None, redact(f"HTTP {answer.http_status}: {error}"))


def told(error: Exception) -> str:
    """Put an exception into a short line: its kind, and its words where it has any."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
