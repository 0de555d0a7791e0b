"""What acts at a provider: orders, refills, cancels. Each goes out once, and teaches nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aiolimiter import AsyncLimiter

from domain.ids import UpstreamId
from domain.provider import (
    AddCall,
    AddOutcome,
    AskAnswers,
    Decline,
    Declined,
    NotSent,
    ProviderError,
    Refusal,
    Refused,
    Taken,
    Throttled,
    Unconfirmed,
)
from integrations.provider.answers import Answer
from integrations.provider.asks import CANCEL, REFILL, is_listed, is_misheard, read_asks
from integrations.provider.learning import Accent
from integrations.provider.outcomes import classify_add
from integrations.provider.reads import SEND_ERRORS, told
from integrations.provider.requests import with_lists, write
from integrations.provider.texts import Redact
from integrations.provider.transport import Departure, Transport

ADD_CAP: Final = 64 * 1024
_NO_CANCEL: Final = Declined(Decline.NOT_OFFERED, "this provider's dialect has no cancel")
_ORDER: Final = "order"

_Unsent = NotSent | Refused | Throttled | Unconfirmed


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends a request that must not be repeated: exactly once, under one deadline, in turn."""

    transport: Transport
    accent: Accent
    key: str
    redact: Redact
    total_s: float
    pace: AsyncLimiter | None
    settle: Callable[[], Awaitable[object]]
    """A read that shows which dialect is understood; raises ProviderError."""

    def __repr__(self) -> str:
        return "Sender()"

    async def send(self, fields: Mapping[str, str]) -> Answer | _Unsent:
        """Send; what is not known to have stayed here is lost. Only cancellation escapes."""
        departure = Departure()
        try:
            async with asyncio.timeout(self.total_s):
                await self._settle()
                outgoing = write(fields, self.accent.dialect, key=self.key, cap=ADD_CAP)
                if self.pace is not None:
                    await self.pace.acquire()
                return await self.transport.send_once(outgoing, departure)
        except ProviderError as error:
            return _unsettled(error)
        except SEND_ERRORS as error:
            cause = self.redact(told(error))
            return Unconfirmed(cause) if departure.started else NotSent(cause)

    async def _settle(self) -> None:
        """Be sure to be understood before anything that acts is said."""
        await self.accent.recall()
        if self.accent.is_unsure():
            await self.settle()


class Acts:
    """Places orders, asks for refills and cancels."""

    def __init__(self, sender: Sender, accent: Accent, redact: Redact) -> None:
        self._sender = sender
        self._accent = accent
        self._redact = redact

    async def add(self, call: AddCall) -> AddOutcome:
        """Place an order: exactly one request, classified; only cancellation escapes."""
        await self._accent.recall()
        dialect = self._accent.dialect
        own = {"action": dialect.add_action, "service": call.service}
        answer = await self._sender.send({**own, **with_lists(call.fields, dialect), **own})
        if not isinstance(answer, Answer):
            return answer
        return classify_add(answer, self._redact, http_errors=self._accent.dialect.http_errors)

    async def refill(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to refill orders: no id is sent twice, each is classified; nothing is raised."""
        await self._accent.recall()
        answers: AskAnswers = {}
        multi = self._accent.dialect.multi_refill
        for chunk in self._chunks(ids, many=multi is not None):
            one = len(chunk) == 1 or multi is None
            fields = {"action": REFILL if one else str(multi)}
            fields["order" if one else "orders"] = ",".join(chunk)
            answers |= self._read(await self._sender.send(fields), chunk, REFILL)
        return answers

    async def cancel(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        """Ask to cancel orders: no id that was taken is sent again, each is classified.

        Nothing is raised. Where the request itself was refused as meaningless, so that surely
        nothing was done, it is said once in the other form that panels have.
        """
        await self._accent.recall()
        answers: AskAnswers = {}
        waiting = list(dict.fromkeys(ids))
        while waiting:
            name = self._accent.dialect.cancel_field
            if name is None:
                return answers | dict.fromkeys(waiting, _NO_CANCEL)
            size = self._accent.dialect.ids_per_call if self._cancels_many(name) else 1
            chunk, waiting = waiting[:size], waiting[size:]
            answers |= await self._cancel(chunk, name)
        return answers

    def _cancels_many(self, name: str) -> bool:
        return self._accent.dialect.cancels_many and name != _ORDER

    async def _cancel(self, ids: list[UpstreamId], name: str) -> AskAnswers:
        answer = await self._sender.send({"action": CANCEL, name: ",".join(ids)})
        if isinstance(answer, Answer):
            if name != _ORDER and is_misheard(answer) and self._accent.may_learn("cancel_field"):
                return await self._cancel_by_order(ids)
            if is_listed(answer, ids):
                await self._accent.learn(cancel_field=name, cancels_many=True)
        answers = self._read(answer, ids, CANCEL)
        return _at_once(answers) if self._accent.dialect.cancels_at_once else answers

    async def _cancel_by_order(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        answers: AskAnswers = {}
        for ident in ids:
            answer = await self._sender.send({"action": CANCEL, _ORDER: ident})
            if isinstance(answer, Answer) and answer.is_success and not is_misheard(answer):
                await self._accent.learn(cancel_field=_ORDER)
            answers |= self._read(answer, [ident], CANCEL)
        return answers

    def _read(
        self, answer: Answer | _Unsent, ids: Sequence[UpstreamId], action: str
    ) -> AskAnswers:
        if not isinstance(answer, Answer):
            return dict.fromkeys(ids, answer)
        return read_asks(answer, ids, action=action, redact=self._redact)

    def _chunks(self, ids: Sequence[UpstreamId], *, many: bool) -> list[list[UpstreamId]]:
        size = self._accent.dialect.ids_per_call if many else 1
        unique = list(dict.fromkeys(ids))
        return [unique[start : start + size] for start in range(0, len(unique), size)]


def _at_once(answers: AskAnswers) -> AskAnswers:
    done = Taken(at_once=True)
    return {ident: done if isinstance(one, Taken) else one for ident, one in answers.items()}


def _unsettled(error: ProviderError) -> _Unsent:
    """A read before the request failed: the request itself stayed here."""
    if error.refusal is Refusal.AUTH:
        return Refused(Refusal.AUTH, error.text)
    if error.refusal is Refusal.RATE and error.retry_after_s is not None:
        return Throttled(error.retry_after_s)
    return NotSent(error.text)
