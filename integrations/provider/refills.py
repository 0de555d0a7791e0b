"""The `refill_status` answer for one refill or many, in all its shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.ids import UpstreamId
from domain.provider import RefillAnswers, RefillStatus, StatusRefused, UpstreamRefill
from integrations.provider.entries import entries_of
from integrations.provider.fields import first_of, normal_word
from integrations.provider.naming import REFILL
from integrations.provider.refusals import classify_refusal, error_text, is_denied
from integrations.provider.texts import Redact

WORDS: Final[Mapping[str, RefillStatus]] = {
    "pending": RefillStatus.PENDING,
    "awaiting": RefillStatus.PENDING,
    "queued": RefillStatus.PENDING,
    "in progress": RefillStatus.IN_PROGRESS,
    "inprogress": RefillStatus.IN_PROGRESS,
    "processing": RefillStatus.IN_PROGRESS,
    "completed": RefillStatus.COMPLETED,
    "complete": RefillStatus.COMPLETED,
    "done": RefillStatus.COMPLETED,
    "rejected": RefillStatus.REJECTED,
    "error": RefillStatus.REJECTED,
    "canceled": RefillStatus.REJECTED,
    "cancelled": RefillStatus.REJECTED,
}

_WORD_NAMES: Final = ("refill_status", "status", "refill")


def read_refills(value: object, asked: Sequence[UpstreamId], redact: Redact) -> RefillAnswers:
    """Pick the asked refills out of an answer; unanswered ones are missing."""
    found = entries_of(value, asked, names=REFILL)
    answers = {ident: _one(entry, redact) for ident, entry in found.items()}
    return {ident: answer for ident, answer in answers.items() if answer is not None}


def _one(entry: object, redact: Redact) -> UpstreamRefill | StatusRefused | None:
    told = first_of(entry, *_WORD_NAMES) if isinstance(entry, Mapping) else entry
    error = error_text(told) or error_text(entry)
    if isinstance(told, Mapping) and error is None:
        return _one(told, redact)
    if error is not None:
        return StatusRefused(classify_refusal(error), redact(error))
    if not isinstance(told, str) or not told:
        return None
    if isinstance(entry, Mapping) and is_denied(entry):
        return None
    # "Error" alone is a status of a refill here, whatever it means elsewhere.
    return UpstreamRefill(redact(told), WORDS.get(normal_word(told)))
