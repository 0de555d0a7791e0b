"""Questions about many ids: in chunks, under the action that the provider has, or one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from domain.ids import UpstreamId
from domain.provider import Refusal, StatusRefused
from integrations.provider.answers import Answer
from integrations.provider.learning import Accent
from integrations.provider.questions import Question, Questions
from integrations.provider.reads import ReadError

COMPARE_REST_S: Final = 600.0
SERVER_ERROR: Final = 500
_FAILED_CHUNKS: Final = 3
_SAMPLE: Final = 4
_PAIR: Final = 2
_HOPELESS: Final = frozenset({Refusal.AUTH, Refusal.RATE})
_LIMIT = re.compile(r"(?:maximum|max|up to|no more than|limit of|limit is)\D{0,12}([0-9]{1,4})")

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Subject(Generic[A]):
    """What is asked about: one id by `action` and `noun`, many by the dialect's `field`.

    `actions` are those that panels have for many; `judge` reads an answer for the asked ids.
    """

    action: str
    noun: str
    field: str
    actions: tuple[str, ...]
    judge: Callable[[Answer, Sequence[UpstreamId]], dict[UpstreamId, A | StatusRefused]]


class Many(Generic[A]):
    """Asks about any number of ids; ids without an answer are missing from what comes back."""

    def __init__(self, questions: Questions, accent: Accent, subject: Subject[A]) -> None:
        self._questions = questions
        self._accent = accent
        self._subject = subject

    async def __call__(self, ids: Sequence[UpstreamId]) -> dict[UpstreamId, A | StatusRefused]:
        """Ask chunk by chunk; raises ReadError when nothing can be read."""
        await self._accent.recall()
        return await self._by_chunks(list(dict.fromkeys(ids)))

    async def _by_chunks(self, ids: Sequence[UpstreamId]) -> dict[UpstreamId, A | StatusRefused]:
        """Some answers are worth more than none."""
        answers: dict[UpstreamId, A | StatusRefused] = {}
        failures: list[ReadError] = []
        asked = 0
        while asked < len(ids):
            chunk = ids[asked : asked + self._chunk_size()]
            asked += len(chunk)
            try:
                answers |= await self._together(chunk)
            except ReadError as error:
                failures.append(error)
                if error.refusal in _HOPELESS or len(failures) == _FAILED_CHUNKS:
                    break
        if failures and not answers:
            raise failures[0]
        return answers

    def _chunk_size(self) -> int:
        return 1 if self._action() is None else self._accent.dialect.ids_per_call

    def _action(self) -> str | None:
        action: str | None = getattr(self._accent.dialect, self._subject.field)
        return action

    async def _together(self, ids: Sequence[UpstreamId]) -> dict[UpstreamId, A | StatusRefused]:
        """Ask about one chunk; where a bad id spoils the answer for all, halve until it is found.

        Where many cannot be asked at all, or not in this way, that is learnt first.
        """
        try:
            answers = await self._ask(ids, self._action())
        except ReadError as error:
            if len(ids) == 1 and error.refusal in {Refusal.ORDER_ID, Refusal.REFILL}:
                return {ids[0]: StatusRefused(error.refusal, error.text)}
            if len(ids) > 1 and await self._learns_from(error, ids):
                return await self._by_chunks(ids)
            if len(ids) == 1 or error.refusal is not Refusal.ORDER_ID:
                raise
            middle = len(ids) // 2
            return await self._together(ids[:middle]) | await self._together(ids[middle:])
        if len(ids) > 1 and not answers and await self._compares(ids):
            return await self._by_chunks(ids)
        if len(answers) >= _PAIR:
            await self._accent.learn(**{self._subject.field: self._action()})
        return answers

    async def _ask(
        self, ids: Sequence[UpstreamId], action: str | None
    ) -> dict[UpstreamId, A | StatusRefused]:
        """Name one id in the singular, many under the action for many."""
        subject = self._subject
        if len(ids) == 1 or action is None:
            fields: Mapping[str, str] = {"action": subject.action, subject.noun: ids[0]}
        else:
            fields = {"action": action, f"{subject.noun}s": ",".join(ids)}
        return await self._questions.ask(
            Question(fields, lambda answer: subject.judge(answer, ids))
        )

    async def _learns_from(self, error: ReadError, ids: Sequence[UpstreamId]) -> bool:
        """Tell whether a refusal of the whole chunk taught how to ask for it better."""
        limit = _LIMIT.search(error.text.lower())
        if error.refusal is Refusal.REQUEST and limit and 0 < int(limit[1]) < len(ids):
            await self._accent.learn(ids_per_call=int(limit[1]))
            return self._accent.dialect.ids_per_call < len(ids)
        if error.answer is None or error.refusal in _HOPELESS:
            return False
        return await self._compares(ids)

    async def _compares(self, ids: Sequence[UpstreamId]) -> bool:
        """Learn how to ask for many, by ids that are known to be good when asked alone.

        Only the comparison proves anything: a whole chunk is also refused for a bad id in it.
        """
        subject = self._subject
        if not self._accent.may_learn(subject.field) or not self._accent.is_rested(subject.field):
            return False
        self._accent.rest(subject.field, COMPARE_REST_S)
        pair = await self._good_pair(ids)
        if pair is None:
            return False
        for action in subject.actions:
            answers = await self._answers_to(pair, action)
            if answers is None:
                return False
            if all(_is_answer(answers.get(ident)) for ident in pair):
                await self._accent.learn(**{subject.field: action})
                return True
        await self._accent.learn(**{subject.field: None})
        return True

    async def _good_pair(self, ids: Sequence[UpstreamId]) -> list[UpstreamId] | None:
        """Two of the first ids that are answered when asked alone."""
        good: list[UpstreamId] = []
        for ident in ids[:_SAMPLE]:
            answers = await self._answers_to([ident], None)
            if answers is None:
                return None
            if _is_answer(answers.get(ident)):
                good.append(ident)
            if len(good) == _PAIR:
                return good
        return None

    async def _answers_to(
        self, ids: Sequence[UpstreamId], action: str | None
    ) -> dict[UpstreamId, A | StatusRefused] | None:
        """What is answered: nothing where it was refused; None where nobody judged it.

        A panel that breaks down over many ids but not over one does not know the question.
        """
        try:
            return await self._ask(ids, action)
        except ReadError as error:
            answer = error.answer
            if answer is None or error.refusal in _HOPELESS:
                return None
            return None if action is None and answer.http_status >= SERVER_ERROR else {}


def _is_answer(answer: object) -> bool:
    return answer is not None and not isinstance(answer, StatusRefused)
