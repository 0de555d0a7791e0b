"""What may be asked of many ids at once: the states of orders, and those of refills."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from domain.ids import UpstreamId
from domain.provider import (
    RefillAnswers,
    Refusal,
    StatusAnswers,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.answers import Answer
from integrations.provider.many import Subject
from integrations.provider.reads import ensure_usable, readable
from integrations.provider.refills import read_refills
from integrations.provider.statuses import names_any, read_statuses
from integrations.provider.texts import Redact


def statuses_asked(redact: Redact) -> Subject[UpstreamStatus]:
    """Orders: `status` of one; `status`, `orders` or `multi_status` of many."""
    return Subject(
        action="status",
        noun="order",
        field="multi_status",
        actions=("status", "orders", "multi_status"),
        judge=partial(_statuses, redact=redact),
    )


def refills_asked(redact: Redact) -> Subject[UpstreamRefill]:
    """Refills: `refill_status` of one; the same or `multi_refill_status` of many."""
    return Subject(
        action="refill_status",
        noun="refill",
        field="multi_refill_status",
        actions=("refill_status", "multi_refill_status"),
        judge=partial(_refills, redact=redact),
    )


def _statuses(answer: Answer, ids: Sequence[UpstreamId], *, redact: Redact) -> StatusAnswers:
    value = readable(answer, redact)
    if not (answer.is_success and names_any(value, ids)):
        ensure_usable(value, answer, redact, absent=Refusal.ORDER_ID)
    return read_statuses(value, ids, redact)


def _refills(answer: Answer, ids: Sequence[UpstreamId], *, redact: Redact) -> RefillAnswers:
    value = readable(answer, redact)
    found = read_refills(value, ids, redact)
    if not (answer.is_success and found):
        ensure_usable(value, answer, redact, absent=Refusal.REFILL)
    return found
