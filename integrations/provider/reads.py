"""Reads from a provider: paced, retried after transport errors, errors as ProviderError."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import httpx
import stamina
from aiolimiter import AsyncLimiter

from domain.provider import ProviderError, Refusal
from integrations.provider.answers import Answer
from integrations.provider.decoding import UnreadableError, decode
from integrations.provider.options import ClientOptions
from integrations.provider.outcomes import DEFAULT_RETRY_S, TOO_MANY
from integrations.provider.refusals import CODES, error_text, refusal_of
from integrations.provider.requests import Outgoing
from integrations.provider.texts import Redact
from integrations.provider.transport import Transport

SEND_ERRORS: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,
    ValueError,
    RuntimeError,
)
"""All that sending may raise. Timeouts and sockets are OSErrors; unencodable fields and bad
bodies ValueErrors; a closed client is a RuntimeError."""

_LONGEST_WAIT_S: Final = 5.0
_CODES: Final = {**CODES, 403: Refusal.AUTH, 405: Refusal.REQUEST, 415: Refusal.REQUEST}


class ReadError(ProviderError):
    """A read that failed, with the answer that it got; None where there was none."""

    def __init__(self, refusal: Refusal | None, text: str, answer: Answer | None = None) -> None:
        retry_after_s = answer.retry_after_s if answer is not None else None
        super().__init__(refusal, text, retry_after_s=retry_after_s)
        self.answer = answer


class Reader:
    """Fetches answers to questions that may be asked again."""

    def __init__(
        self, transport: Transport, options: ClientOptions, *, pace: AsyncLimiter | None
    ) -> None:
        self._transport = transport
        self._options = options
        self._pace = pace

    async def fetch(self, outgoing: Outgoing, redact: Redact) -> Answer:
        """Send a read; only transport errors are tried again. Raises ReadError."""
        try:
            return await self._with_retries(outgoing)
        except SEND_ERRORS as error:
            raise ReadError(None, redact(told(error))) from error

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
    """Decode an answer; raises ReadError for a 429, and for a body that is no JSON."""
    if answer.http_status == TOO_MANY:
        waiting = (
            answer
            if answer.retry_after_s is not None
            else replace(answer, retry_after_s=DEFAULT_RETRY_S)
        )
        raise ReadError(Refusal.RATE, "HTTP 429", waiting)
    try:
        return decode(answer.body)
    except UnreadableError as error:
        raise unusable(answer, error, redact) from error


def ensure_usable(
    value: object, answer: Answer, redact: Redact, *, absent: Refusal = Refusal.UNKNOWN
) -> None:
    """Raise ReadError where the answer names an error, or its status is not 2xx.

    `absent` is what a 404 means that names an error in words of no known class.
    """
    error = error_text(value, failed=answer.is_client_error)
    if error is not None:
        refusal = refusal_of(error, answer.http_status, {**_CODES, 404: absent})
        raise ReadError(refusal, redact(error), answer)
    if not answer.is_success:
        raise ReadError(None, f"HTTP {answer.http_status}", answer)


def unusable(answer: Answer, error: UnreadableError, redact: Redact) -> ReadError:
    """Build the error for an answer that brought nothing readable."""
    return ReadError(None, redact(f"HTTP {answer.http_status}: {error}"), answer)


def told(error: Exception) -> str:
    """Put an exception into a short line: its kind, and its words where it has any."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
