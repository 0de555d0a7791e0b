"""What clients of the served API are told about orders and refills, in their trade's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.aftercare import AskState
from domain.orders import FINAL, OrderStatus
from domain.provider import Decline

if TYPE_CHECKING:
    from domain.ids import AskId, OrderId
    from domain.money import Money

MOST_IDS: Final = 100
"""Orders or refills that one call may name."""


class StatusWord(StrEnum):
    """The six words for an order that every client knows."""

    PENDING = "Pending"
    IN_PROGRESS = "In progress"
    PROCESSING = "Processing"
    COMPLETED = "Completed"
    PARTIAL = "Partial"
    CANCELED = "Canceled"


class RefillWord(StrEnum):
    """The words for a refill."""

    PENDING = "Pending"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"
    REJECTED = "Rejected"
    ERROR = "Error"


_STATUSES: Final = {
    OrderStatus.QUEUED: StatusWord.PENDING,
    OrderStatus.SUBMITTING: StatusWord.PENDING,
    OrderStatus.UNCONFIRMED: StatusWord.PENDING,
    OrderStatus.PENDING: StatusWord.PENDING,
    OrderStatus.PROCESSING: StatusWord.PROCESSING,
    OrderStatus.IN_PROGRESS: StatusWord.IN_PROGRESS,
    OrderStatus.COMPLETED: StatusWord.COMPLETED,
    OrderStatus.PARTIAL: StatusWord.PARTIAL,
    OrderStatus.CANCELED: StatusWord.CANCELED,
    OrderStatus.RELEASED: StatusWord.CANCELED,
}
_REFILLS: Final = {
    AskState.IN_PROGRESS: RefillWord.IN_PROGRESS,
    AskState.DONE: RefillWord.COMPLETED,
    AskState.DECLINED: RefillWord.REJECTED,
}
_BROKEN_OFF: Final = frozenset({Decline.NOT_REACHED, Decline.NO_ANSWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOrder:
    """An order as far as its status is told.

    Attributes:
        charge: what was taken for it at first.
        returned: what of that went back to the wallet since.
    """

    id: OrderId
    status: OrderStatus
    charge: Money
    returned: Money
    units: int
    start_count: int | None
    remains: int | None

    @property
    def word(self) -> StatusWord:
        """Its status."""
        return _STATUSES[self.status]

    @property
    def paid(self) -> Money:
        """What it costs by now."""
        return self.charge - self.returned

    @property
    def left(self) -> int:
        """Units that are not delivered, as far as is known; never below zero."""
        if self.remains is not None:
            return max(self.remains, 0)
        return 0 if self.status is OrderStatus.COMPLETED else self.units

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more comes of it."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRefill:
    """A request for a refill as far as it is told."""

    id: AskId
    state: AskState
    why: Decline | None

    @property
    def word(self) -> RefillWord:
        """Where it stands."""
        if self.why in _BROKEN_OFF:
            return RefillWord.ERROR
        return _REFILLS.get(self.state, RefillWord.PENDING)
