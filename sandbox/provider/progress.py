"""How an order gets on as the provider's clock runs; a word in its link steers the outcome."""

from dataclasses import dataclass
from typing import Final

from sandbox.provider.model import (
    CANCELED,
    COMPLETED,
    IN_PROGRESS,
    PARTIAL,
    PENDING,
    PROCESSING,
    Order,
)

START_S: Final = 4.0  # waits this long,
PREPARE_S: Final = 2.0  # is prepared this long,
WORK_S: Final = 30.0  # and is then worked off in this many seconds
STEPS: Final = 10
DRIP_S: Final = 1.0  # a minute between two runs passes in one second
SLOW_FACTOR: Final = 30.0
CANCEL_S: Final = 3.0  # from the request to the end
PARTIAL_REMAINS: Final = 36  # percent


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an order is heading: its last status, what then remains, and how long it takes."""

    word: str
    says: str
    status: str = COMPLETED
    remains_percent: int = 0
    slower: float = 1.0
    starts: bool = True


NORMAL: Final = Outcome("", "ends Completed after about 36 seconds of the provider's clock")
OUTCOMES: Final = (
    Outcome("partial", "ends Partial with 36% remaining", PARTIAL, PARTIAL_REMAINS),
    Outcome("cancel", "ends Canceled before anything was delivered", CANCELED, 100),
    Outcome("slow", "takes 30 times as long", slower=SLOW_FACTOR),
    Outcome("stuck", "stays Pending until you move it", starts=False),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What an order looks like at one moment of its work."""

    status: str
    remains: int


def outcome_of(order: Order) -> Outcome:
    """The outcome that the order's link asks for."""
    link = order.link.lower()
    return next((outcome for outcome in OUTCOMES if outcome.word in link), NORMAL)


def work_seconds(order: Order) -> float:
    """Seconds from In progress to the end."""
    run = WORK_S * outcome_of(order).slower
    if not order.runs:
        return run
    return run + (order.runs - 1) * run_seconds(order)


def run_seconds(order: Order) -> float:
    """Seconds from one run of a drip-feed to the next."""
    return max((order.interval or 0) * DRIP_S, WORK_S * outcome_of(order).slower)


def ready_seconds() -> float:
    """Seconds from acceptance to In progress."""
    return START_S + PREPARE_S


def stage_of(order: Order) -> Stage:
    """Where the order stands after the seconds it was worked on."""
    outcome = outcome_of(order)
    if not outcome.starts or order.worked < START_S:
        return Stage(PENDING, order.quantity)
    if order.worked < ready_seconds():
        return Stage(PROCESSING, order.quantity)
    undone = order.quantity * outcome.remains_percent // 100
    if order.worked >= ready_seconds() + work_seconds(order) or outcome.status == CANCELED:
        return Stage(outcome.status, undone)
    todo = order.quantity - undone
    return Stage(IN_PROGRESS, order.quantity - todo * _steps_done(order) // _steps(order))


def _steps(order: Order) -> int:
    return STEPS * (order.runs or 1)


def _steps_done(order: Order) -> int:
    """Whole steps done; a drip-feed rests between its runs."""
    at = order.worked - ready_seconds()
    run = WORK_S * outcome_of(order).slower
    pitch = run_seconds(order)
    runs_done = min(int(at // pitch), order.runs - 1) if order.runs else 0
    step = min(int((at - runs_done * pitch) / run * STEPS), STEPS)
    return runs_done * STEPS + step
