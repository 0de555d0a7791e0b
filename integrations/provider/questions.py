"""Questions to a provider in the dialect known so far; where it is not sure, it is learnt here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from domain.provider import Refusal
from integrations.provider.answers import Answer
from integrations.provider.dialects import Dialect
from integrations.provider.learning import Accent
from integrations.provider.reads import Reader, ReadError
from integrations.provider.refusals import ALL_CODES
from integrations.provider.requests import write
from integrations.provider.texts import Redact
from integrations.provider.ways import ways_after

READ_CAP: Final = 1024 * 1024
LONG_REST_S: Final = 3600.0
"""After every way was refused: panels lock out an address that keeps coming with a bad key."""
SHORT_REST_S: Final = 30.0
_SPEECH: Final = "speech"
_MEANT: Final[Mapping[Refusal | None, frozenset[int]]] = {
    Refusal.AUTH: frozenset({401, 403}),
    Refusal.FUNDS: frozenset({402}),
    **dict.fromkeys((Refusal.ORDER_ID, Refusal.REFILL, Refusal.SERVICE), frozenset({404})),
    **dict.fromkeys((Refusal.DATA, Refusal.REQUEST, Refusal.UNKNOWN), frozenset({400})),
}
"""The HTTP statuses of a class of refusals, at a panel that means them."""
_VAGUE: Final = frozenset({Refusal.DATA, Refusal.REQUEST, Refusal.UNKNOWN})
"""Classes that may stand beside any status: under another one they prove nothing."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What to ask, and how to read the answer: `judge` returns what it says, or a ReadError.

    A heavy one is judged off the event loop.
    """

    fields: Mapping[str, str]
    judge: Callable[[Answer], T]
    cap: int = READ_CAP
    heavy: bool = False


class Questions:
    """Asks what may be asked again."""

    def __init__(self, reader: Reader, accent: Accent, *, key: str, redact: Redact) -> None:
        self._reader = reader
        self._accent = accent
        self._key = key
        self._redact = redact
        self._learning = asyncio.Lock()

    async def ask(self, question: Question[T]) -> T:
        """Ask, in another way where this one is not understood; raises ReadError."""
        await self._accent.recall()
        spoken = self._accent.dialect
        try:
            answer = await self._ask(spoken, question)
        except ReadError as error:
            await self._note_codes(error)
            return await self._otherwise(spoken, question, error)
        if answer:  # nothing said is no proof of having been understood
            await self._accent.learn_speech(spoken)
        return answer

    async def _otherwise(self, spoken: Dialect, question: Question[T], error: ReadError) -> T:
        """Try the ways that a refusal leaves open; raises the refusal where none is answered."""
        if not self._ways(spoken, question, error):
            raise error
        async with self._learning:
            rest_s = LONG_REST_S
            for way in self._ways(spoken, question, error):
                try:
                    answer = await self._ask(way, question)
                except ReadError as again:
                    rest_s = min(rest_s, _rest_s(again))
                else:
                    await self._accent.learn_speech(way)
                    return answer
            self._accent.rest(_SPEECH, rest_s)
        raise error

    def _ways(
        self, spoken: Dialect, question: Question[T], error: ReadError
    ) -> tuple[Dialect, ...]:
        now, sure = self._accent.dialect, not self._accent.is_unsure()
        if not self._accent.is_spoken(spoken):
            return (now,)  # learnt meanwhile by another question
        if not self._accent.is_rested(_SPEECH) or (sure and len(question.fields) > 1):
            return ()  # of a known speaker, only what needs no more words can be misheard
        ways = ways_after(error, spoken, sure=sure)
        return tuple(way for way in ways if self._accent.is_open(way))

    async def _ask(self, dialect: Dialect, question: Question[T]) -> T:
        try:
            outgoing = write(question.fields, dialect, key=self._key, cap=question.cap)
        except ValueError as error:
            raise ReadError(None, self._redact(f"cannot be written: {error}")) from error
        answer = await self._reader.fetch(outgoing, self._redact)
        if question.heavy:
            return await asyncio.to_thread(question.judge, answer)
        return question.judge(answer)

    async def _note_codes(self, error: ReadError) -> None:
        """An error in words beside a status of its class: this panel means its statuses.

        One beside the status of another class shows for good that it does not.
        """
        answer, meant = error.answer, _MEANT.get(error.refusal)
        if answer is None or answer.http_status not in ALL_CODES or meant is None:
            return
        if self._accent.is_unsure():
            return
        if answer.http_status not in meant:
            if error.refusal not in _VAGUE:
                await self._accent.learn(http_errors=False)
        elif self._accent.may_learn("http_errors"):
            await self._accent.learn(http_errors=True)


def _rest_s(error: ReadError) -> float:
    """How long no other ways are tried after one failed: not long where nobody judged it."""
    answer = error.answer
    judged = answer is not None and (answer.is_success or answer.is_client_error)
    return LONG_REST_S if judged and error.refusal is not Refusal.RATE else SHORT_REST_S
