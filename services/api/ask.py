"""What resellers ask for by the served API after ordering: refills and cancellations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.aftercare import Closed
from domain.errors import NotFoundError
from services.ordering.aftercare.cancel import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.api_keys import ApiCaller
    from domain.ids import AskId, OrderId
    from services.api.read import ReadStatuses
    from services.api.testing import TestDesk
    from services.ordering.aftercare.cancel import CancelOrder
    from services.ordering.aftercare.refill import AskRefill


@dataclass(frozen=True, slots=True)
class AskRefills:
    """Ask for refills of a caller's orders, one after another. Commits each."""

    refill: AskRefill
    statuses: ReadStatuses
    desk: TestDesk

    async def __call__(
        self, *, caller: ApiCaller, numbers: Sequence[OrderId]
    ) -> dict[OrderId, AskId | Closed]:
        """Return each refill's number, or why there is none.

        Orders that are absent or someone else's are left out.
        """
        own = await self.statuses(caller=caller, numbers=numbers)
        answers = {number: await self._ask(caller, number) for number in numbers if number in own}
        return {number: answer for number, answer in answers.items() if answer is not None}

    async def _ask(self, caller: ApiCaller, number: OrderId) -> AskId | Closed | None:
        if caller.test_mode:
            return await self.desk.ask_refill(caller.user_id, number)
        try:
            view = await self.refill(user_id=caller.user_id, order_id=number)
        except NotFoundError:
            return None
        if view.asked and view.care.refill is not None:
            return view.care.refill.id
        return view.gate.closed


@dataclass(frozen=True, slots=True)
class AskCancels:
    """Cancel a caller's orders, one after another. Commits each."""

    cancel: CancelOrder
    statuses: ReadStatuses
    desk: TestDesk

    async def __call__(
        self, *, caller: ApiCaller, numbers: Sequence[OrderId]
    ) -> dict[OrderId, Closed | None]:
        """Return for each order None where it is canceled or its provider was asked, or why not.

        Orders that are absent or someone else's are left out.
        """
        own = await self.statuses(caller=caller, numbers=numbers)
        answers = {number: await self._ask(caller, number) for number in numbers if number in own}
        return {
            number: None if answer is True else answer
            for number, answer in answers.items()
            if answer is not False
        }

    async def _ask(self, caller: ApiCaller, number: OrderId) -> Closed | bool:
        if caller.test_mode:
            return await self.desk.ask_cancel(caller.user_id, number)
        try:
            canceling = await self.cancel(user_id=caller.user_id, order_id=number)
        except NotFoundError:
            return False
        if canceling.outcome is not Outcome.CLOSED:
            return True
        # An open gate that did not let through: its sender was quicker.
        return canceling.care.cancel_gate.closed or Closed.BEING_SENT
