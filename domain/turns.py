"""What follows from a provider's answer to a request to refill or to cancel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, assert_never

from domain.aftercare import AskKind, AskState, Turn
from domain.orders import OrderStatus
from domain.pacing import poll_delay_s, submit_backoff_s
from domain.provider import (
    Decline,
    Declined,
    NotSent,
    RefillStatus,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
)
from domain.submission import MAX_RETRY_AFTER_S

if TYPE_CHECKING:
    from datetime import datetime

    from domain.aftercare import Ask
    from domain.pacing import Pacing
    from domain.provider import AskOutcome, UpstreamRefill

REFUSED_PAUSE_S: Final = 600.0
"""A provider that refuses the key or lacks money is asked again after this."""
REACH_LIMIT: Final = timedelta(hours=6)
"""A request that could not be sent for so long is given up."""
CANCEL_LAPSE: Final = timedelta(hours=1)
REFILL_LAPSE: Final = timedelta(hours=72)
"""A request that nobody can ask about ends after this, so that it may be made again."""
REFILL_LIMIT: Final = timedelta(days=30)
"""A refill that is still not done after this is not asked about any more."""
DETAIL: Final = 200
"""Characters kept of what a provider said."""


def turn_after(ask: Ask, outcome: AskOutcome, pacing: Pacing, at: datetime) -> Turn:
    """Decide what follows from the answer to a request that was sent, or could not be."""
    match outcome:
        case Taken() as taken:
            return _taken(ask, taken, pacing, at)
        case Declined(why, text):
            return Turn(state=AskState.DECLINED, why=why, detail=text[:DETAIL])
        case Unconfirmed(cause):
            return confirming(ask, at, cause)
        case NotSent(cause):
            return _again(ask, at, submit_backoff_s(ask.tries), cause)
        case Refused(refusal, text):
            return _again(ask, at, REFUSED_PAUSE_S, f"{refusal}: {text}")
        case Throttled(retry_after_s):
            pause_s = min(max(retry_after_s, 1.0), MAX_RETRY_AFTER_S)
            return _again(ask, at, pause_s, "throttled")
        case _:
            assert_never(outcome)


def confirming(ask: Ask, at: datetime, cause: str) -> Turn:
    """Nobody knows whether a request was taken: it is never sent again, and ends by itself."""
    lapse = REFILL_LAPSE if ask.kind is AskKind.REFILL else CANCEL_LAPSE
    return Turn(state=AskState.CONFIRMING, next_at=at + lapse, detail=cause[:DETAIL])


def turn_by_refill(
    ask: Ask, answer: UpstreamRefill | StatusRefused | None, pacing: Pacing, at: datetime
) -> Turn:
    """Decide what follows from asking about a refill; None is no answer."""
    later = _later(ask, pacing, at)
    if at >= ask.asked_at + REFILL_LIMIT and _is_unsettled(answer):
        return lapsed()
    if isinstance(answer, StatusRefused) or answer is None:
        text = None if answer is None else answer.text[:DETAIL]
        return Turn(state=ask.state, next_at=later, detail=text)
    match answer.status:
        case RefillStatus.COMPLETED:
            return Turn(state=AskState.DONE)
        case RefillStatus.REJECTED:
            return Turn(state=AskState.DECLINED, why=Decline.REJECTED, detail=answer.word)
        case RefillStatus.IN_PROGRESS:
            return Turn(state=AskState.IN_PROGRESS, next_at=later, detail=answer.word)
        case _:  # pending, or a word that nobody knows: no step back from being worked on
            return Turn(state=ask.state, next_at=later, detail=answer.word)


def lapsed() -> Turn:
    """End a request of which nothing will be heard any more."""
    return Turn(state=AskState.DECLINED, why=Decline.NO_ANSWER)


def _is_unsettled(answer: UpstreamRefill | StatusRefused | None) -> bool:
    ends = {RefillStatus.COMPLETED, RefillStatus.REJECTED}
    return answer is None or isinstance(answer, StatusRefused) or answer.status not in ends


def _taken(ask: Ask, taken: Taken, pacing: Pacing, at: datetime) -> Turn:
    if ask.kind is AskKind.CANCEL:
        return Turn(state=AskState.TAKEN, at_once=taken.at_once)
    next_at = _later(ask, pacing, at) if taken.refill_id else at + REFILL_LAPSE
    return Turn(state=AskState.TAKEN, refill_id=taken.refill_id, next_at=next_at)


def _again(ask: Ask, at: datetime, pause_s: float, cause: str) -> Turn:
    """Surely not taken: try again later, but not for ever."""
    next_at = at + timedelta(seconds=pause_s)
    if next_at >= ask.asked_at + REACH_LIMIT:
        return Turn(state=AskState.DECLINED, why=Decline.NOT_REACHED, detail=cause[:DETAIL])
    return Turn(state=AskState.WAITING, next_at=next_at, detail=cause[:DETAIL])


def _later(ask: Ask, pacing: Pacing, at: datetime) -> datetime:
    """When to ask about a refill again: as orders are, the older the more seldom."""
    return at + timedelta(seconds=poll_delay_s(pacing, (at - ask.asked_at).total_seconds()))


def turn_at_end(to: OrderStatus) -> Turn:
    """What an order's end means for a request to cancel it that was still open."""
    if to is OrderStatus.COMPLETED:
        return Turn(state=AskState.DECLINED, why=Decline.TOO_LATE)
    return Turn(state=AskState.DONE)
