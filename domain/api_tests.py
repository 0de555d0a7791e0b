"""Orders of test mode: they cost nothing, go nowhere, and are worked off by the clock alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.aftercare import AskState
from domain.api_orders import ApiOrder, ApiRefill
from domain.ids import AskId, OrderId
from domain.money import ZERO, refund_due
from domain.orders import OrderStatus

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import ServiceId, UserId
    from domain.money import Money

TEST_NUMBERS: Final = 2_000_000_000
"""Numbers of test orders begin here, so that nobody takes one for a real one."""
STARTS_AFTER: Final = timedelta(seconds=15)
ENDS_AFTER: Final = timedelta(seconds=75)
REFILL_STARTS_AFTER: Final = timedelta(seconds=15)
REFILL_ENDS_AFTER: Final = timedelta(seconds=45)

_ENDINGS: Final = {"partial": OrderStatus.PARTIAL, "cancel": OrderStatus.CANCELED}
"""Words in a link that choose how its test order ends."""
_LEAST_COUNT: Final = 100
_COUNTS: Final = 9_900


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOrder:
    """A test order as it is kept; where it stands, only the clock says."""

    __test__ = False

    id: int
    user_id: UserId
    service_id: ServiceId
    link: str
    charge: Money
    units: int
    may_cancel: bool
    may_refill: bool
    created_at: datetime
    canceled_at: datetime | None = None
    refill_at: datetime | None = None

    @property
    def number(self) -> OrderId:
        """The number that its customer knows it by; its refill has the same."""
        return OrderId(TEST_NUMBERS + self.id)

    def seen(self, now: datetime) -> ApiOrder:
        """The order as it is told at this moment."""
        status = self.status(now)
        begun = status not in {OrderStatus.PENDING, OrderStatus.CANCELED}
        remains = self._remains(status, now)
        delivered = self.units - remains
        return ApiOrder(
            id=self.number,
            status=status,
            charge=self.charge,
            returned=self._returned(status, delivered),
            units=self.units,
            start_count=_LEAST_COUNT + self.id * 37 % _COUNTS if begun else None,
            remains=remains,
        )

    def status(self, now: datetime) -> OrderStatus:
        """Where it stands."""
        if self.canceled_at is not None:
            return OrderStatus.CANCELED
        age = now - self.created_at
        if age < STARTS_AFTER:
            return OrderStatus.PENDING
        if age < ENDS_AFTER:
            return OrderStatus.IN_PROGRESS
        endings = (end for word, end in _ENDINGS.items() if word in self.link.lower())
        return next(endings, OrderStatus.COMPLETED)

    def refill(self, now: datetime) -> ApiRefill | None:
        """Its refill as it is told at this moment; None where none was asked for."""
        if self.refill_at is None:
            return None
        age, state = now - self.refill_at, AskState.TAKEN
        if age >= REFILL_STARTS_AFTER:
            state = AskState.DONE if age >= REFILL_ENDS_AFTER else AskState.IN_PROGRESS
        return ApiRefill(id=AskId(self.number), state=state, why=None)

    def _remains(self, status: OrderStatus, now: datetime) -> int:
        match status:
            case OrderStatus.COMPLETED:
                return 0
            case OrderStatus.PARTIAL:
                return self.units - self.units // 2
            case OrderStatus.IN_PROGRESS:
                worked = (now - self.created_at - STARTS_AFTER) // timedelta(seconds=1)
                whole = (ENDS_AFTER - STARTS_AFTER) // timedelta(seconds=1)
                return self.units - self.units * worked // whole
            case _:
                return self.units

    def _returned(self, status: OrderStatus, delivered: int) -> Money:
        if status is OrderStatus.CANCELED:
            return self.charge
        if status is OrderStatus.PARTIAL:
            return refund_due(self.charge, self.units, delivered)
        return ZERO
