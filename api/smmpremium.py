"""The style of smmpremium.in: codes for orders, an R before refills, HTTP statuses for errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.refusals import Refusal
from api.standard import Answer, Standard, amount
from domain.api_codes import code_of, refill_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from domain.api_orders import ApiOrder
    from domain.catalogue import Service
    from domain.ids import AskId, OrderId


@dataclass(frozen=True, slots=True)
class Smmpremium(Standard):
    """What differs from the standard style."""

    def refusal(self, refusal: Refusal, retry_after_s: int | None = None) -> Answer:
        """An error, with its HTTP status."""
        return Answer({"error": refusal.text}, refusal.status, retry_after_s)

    def service(self, service: Service) -> Mapping[str, object]:
        """One entry of the list: limits are numbers, the rate has four decimals."""
        plain = Standard.service(self, service)
        return {**plain, "rate": amount(service.rate, 4), "min": service.min, "max": service.max}

    def added(self, number: OrderId) -> Answer:
        """A new order."""
        return Answer({"order": code_of(number)})

    def status(self, order: ApiOrder) -> Mapping[str, object]:
        """How an order stands; the start count is a number, and left out while it is unknown."""
        plain = dict(Standard.status(self, order))
        plain["start_count"] = order.start_count
        return {name: value for name, value in plain.items() if value is not None}

    def refill(self, number: AskId) -> object:
        """A refill's number where it is one of many."""
        return refill_code(number)

    def refilled(self, number: AskId) -> Answer:
        """A refill that was asked for."""
        return Answer({"refill": refill_code(number)})

    def canceled(self, asked: Sequence[tuple[str, Refusal | None]]) -> Answer:
        """Cancellations that were asked for: an object for one, a list for several."""
        if len(asked) > 1:
            return Answer([_canceled(name, no) for name, no in asked])
        name, no = asked[0]
        return self.refusal(no) if no else Answer(_canceled(name, no))


def _canceled(name: str, no: Refusal | None) -> Mapping[str, object]:
    return {"order": name, "cancel": {"error": no.text} if no else {"status": "success"}}
