"""What follows from the answer to an `add`: adopt, wait, release, or leave it to a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from domain.orders import ReleaseReason
from domain.pacing import WAIT_LIMIT_S, submit_backoff_s
from domain.provider import Accepted, NotSent, Refusal, Refused, Throttled, Unconfirmed
from domain.reviews import AttemptOutcome

if TYPE_CHECKING:
    from domain.ids import ProviderName, UpstreamId
    from domain.money import Money
    from domain.provider import AddOutcome

HELD_PAUSE_S: Final = 60.0
FUNDS_PAUSE_S: Final = 300.0
AUTH_PAUSE_S: Final = 600.0
RATE_PAUSE_S: Final = 30.0
DUPLICATE_PAUSE_S: Final = 300.0
MAX_RETRY_AFTER_S: Final = 3600.0


class HoldWhy(StrEnum):
    """Why nothing is sent to a provider for a while."""

    FUNDS = "funds"
    AUTH = "auth"
    RATE = "rate"
    DOWN = "down"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class ProviderHold:
    """Send nothing to this provider for `for_s` seconds; `alert` tells the owners once."""

    why: HoldWhy
    for_s: float
    alert: bool


@dataclass(frozen=True, slots=True)
class Adopt:
    """The order runs under this id."""

    upstream_id: UpstreamId


@dataclass(frozen=True, slots=True)
class Wait:
    """Surely not placed: back to the queue for `after_s` seconds."""

    after_s: float
    hold: ProviderHold | None = None
    why: ReleaseReason | None = None
    """What its customer reads meanwhile, where that is of use to them."""


@dataclass(frozen=True, slots=True)
class Release:
    """Surely not placed and not to be tried again: the money goes back."""

    reason: ReleaseReason


@dataclass(frozen=True, slots=True)
class Park:
    """Nobody knows: the money stays on hold until a person decides."""

    cause: str


@dataclass(frozen=True, slots=True)
class Move:
    """Surely not placed, and another provider serves it too: on to that one's queue."""

    provider: ProviderName
    after_s: float = 0.0


Step = Adopt | Wait | Release | Park | Move

STALE: Final = "the claim went stale before sending"
"""What a try ends with that its own worker gave up: no provider had a part in it."""

_FINAL_REFUSALS: Final = {
    Refusal.SERVICE: Release(ReleaseReason.SERVICE_GONE),
    Refusal.LINK: Release(ReleaseReason.BAD_LINK),
    Refusal.QUANTITY: Release(ReleaseReason.BAD_QUANTITY),
    Refusal.DATA: Release(ReleaseReason.BAD_DATA),
}
_PASSING_REFUSALS: Final = {
    Refusal.FUNDS: Wait(HELD_PAUSE_S, ProviderHold(HoldWhy.FUNDS, FUNDS_PAUSE_S, alert=True)),
    Refusal.AUTH: Wait(HELD_PAUSE_S, ProviderHold(HoldWhy.AUTH, AUTH_PAUSE_S, alert=True)),
    Refusal.RATE: Wait(RATE_PAUSE_S, ProviderHold(HoldWhy.RATE, RATE_PAUSE_S, alert=False)),
    Refusal.DUPLICATE_LINK: Wait(DUPLICATE_PAUSE_S, why=ReleaseReason.ACTIVE_ORDER),
}
_PROVIDERS_OWN: Final = frozenset({Refusal.FUNDS, Refusal.AUTH, Refusal.RATE, Refusal.SERVICE})
"""Refusals that say something of the provider and nothing of the order."""
_DUPLICATE = f"{Refusal.DUPLICATE_LINK}:"


def step_after(outcome: AddOutcome, *, attempts: int, waited_s: float) -> Step:
    """Decide what an answer means after `attempts` tries and `waited_s` seconds of waiting."""
    step = _step(outcome, attempts)
    if isinstance(step, Wait) and waited_s + step.after_s >= WAIT_LIMIT_S:
        return Release(reason_for_waiting(detail_of(outcome)))
    return step


def hold_after(outcome: AddOutcome) -> ProviderHold | None:
    """What an answer says about sending anything else to the provider."""
    step = _step(outcome, 1)
    return step.hold if isinstance(step, Wait) else None


def may_go_elsewhere(outcome: AddOutcome) -> bool:
    """Tell whether the order certainly did not go out, for a reason that is the provider's own.

    Whatever may have arrived never goes to another provider: neither timeouts, nor odd answers.
    """
    if isinstance(outcome, Refused):
        return outcome.refusal in _PROVIDERS_OWN
    return isinstance(outcome, NotSent | Throttled) and outcome != NotSent(STALE)


def _step(outcome: AddOutcome, attempts: int) -> Step:
    match outcome:
        case Accepted(upstream_id):
            return Adopt(upstream_id)
        case Refused():
            return _after_refusal(outcome)
        case NotSent():
            return Wait(submit_backoff_s(attempts))
        case Throttled(retry_after_s):
            pause = min(max(retry_after_s, 1.0), MAX_RETRY_AFTER_S)
            return Wait(pause, ProviderHold(HoldWhy.RATE, pause, alert=False))
        case Unconfirmed(cause):
            return Park(cause)
        case _:
            assert_never(outcome)


def _after_refusal(refused: Refused) -> Step:
    """Act by the kind; a text that cannot belong to `add` proves nothing about the order."""
    final = _FINAL_REFUSALS.get(refused.refusal)
    passing = _PASSING_REFUSALS.get(refused.refusal)
    return final or passing or Park(detail_of(refused))


def reason_for_waiting(last_detail: str | None) -> ReleaseReason:
    """Name why an order waited too long, from what its last try met."""
    if last_detail is not None and last_detail.startswith(_DUPLICATE):
        return ReleaseReason.ACTIVE_ORDER
    return ReleaseReason.TOO_LONG_WAITING


def detail_of(outcome: AddOutcome) -> str:
    """What operators read about a try; never for customers."""
    match outcome:
        case Accepted(upstream_id):
            return str(upstream_id)
        case Refused(refusal, text):
            return f"{refusal}: {text}"
        case NotSent(cause) | Unconfirmed(cause):
            return cause
        case Throttled(retry_after_s):
            return f"retry after {retry_after_s:g} s"
        case _:
            assert_never(outcome)


def attempt_outcome_for(outcome: AddOutcome, step: Step) -> AttemptOutcome:
    """Name how the try ended; parked ones are unconfirmed whatever was answered."""
    if isinstance(step, Park):
        return AttemptOutcome.UNCONFIRMED
    match outcome:
        case Accepted():
            return AttemptOutcome.ACCEPTED
        case Refused():
            return AttemptOutcome.REFUSED
        case Throttled():
            return AttemptOutcome.THROTTLED
        case NotSent() | Unconfirmed():
            return AttemptOutcome.NOT_SENT
        case _:
            assert_never(outcome)


def is_worth_sending(charge: Money, cost: Decimal, margin_percent: Decimal = Decimal(0)) -> bool:
    """Tell whether an order still covers its purchase price of today, and the least margin.

    `cost` is not rounded: what is priced at the least margin has to be worth sending.
    """
    return charge.decimal >= cost * (1 + margin_percent.scaleb(-2))
