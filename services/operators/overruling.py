"""Orders by hand: a status set, money given back; both previewed on a confirm card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from domain.errors import DecisionError
from domain.ids import OrderId
from domain.money import Money
from domain.operators import Act
from domain.orders import OrderStatus
from services.operators.desk import currency_of, read_amount, read_reason
from services.ordering.overrule import SetStatus, StatusPreview
from services.ordering.refund import RefundOrder, RefundPreview

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.accounts import User
    from domain.ids import UserId
    from services.operators.desk import Approved, Desk

ALL: Final = "all"
"""Said in place of an amount."""

_ALSO: Final[Mapping[str, OrderStatus]] = {
    "cancelled": OrderStatus.CANCELED,
    "cancel": OrderStatus.CANCELED,
    "complete": OrderStatus.COMPLETED,
    "done": OrderStatus.COMPLETED,
    "inprogress": OrderStatus.IN_PROGRESS,
    "progress": OrderStatus.IN_PROGRESS,
    "release": OrderStatus.RELEASED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCard:
    """What setting a status will do."""

    nonce: str
    customer: User
    preview: StatusPreview
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundCard:
    """What a refund will do."""

    nonce: str
    customer: User
    preview: RefundPreview
    reason: str


@dataclass(frozen=True, slots=True)
class ProposeStatus:
    """Prepare to set a status; the effect on money is computed first. Commits the card."""

    desk: Desk

    async def __call__(
        self, *, actor_id: UserId, order_id: OrderId, status: str, reason: str
    ) -> StatusCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: no such order.
            DecisionError: `bad_status`, `no_reason`, or as `SetStatus` says.
        """
        self.desk.admit(actor_id)
        reason, to = read_reason(reason), read_status(status)
        setting = SetStatus(self.desk.database, self.desk.clock)
        preview = await setting.preview(order_id=order_id, status=to)
        params = {
            "order": order_id,
            "user": preview.order.user_id,
            "status": to.value,
            "returns": preview.returns.micros,
            "reason": reason,
        }
        async with self.desk.database.write() as uow:
            customer = await uow.users.get(preview.order.user_id)
            nonce = await self.desk.issue(uow, actor_id, Act.SETSTATUS, params)
            await uow.commit()
        return StatusCard(nonce=nonce, customer=customer, preview=preview, reason=reason)


@dataclass(frozen=True, slots=True)
class ProposeRefund:
    """Prepare to give money of an order back, some or all that is left. Commits the card."""

    desk: Desk

    async def __call__(
        self, *, actor_id: UserId, order_id: OrderId, amount: str, reason: str
    ) -> RefundCard:
        """Make the card; `amount` is a number, or `all`.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: no such order.
            DecisionError: `amount`, `zero`, `too_big`, `no_reason`, or as `RefundOrder` says.
        """
        self.desk.admit(actor_id)
        reason = read_reason(reason)
        wanted = await self._amount(amount)
        refunding = RefundOrder(self.desk.database, self.desk.clock)
        preview = await refunding.preview(order_id=order_id, amount=wanted)
        params = {
            "order": order_id,
            "user": preview.order.user_id,
            "amount": preview.amount.micros,
            "reason": reason,
        }
        async with self.desk.database.write() as uow:
            customer = await uow.users.get(preview.order.user_id)
            nonce = await self.desk.issue(uow, actor_id, Act.REFUND, params)
            await uow.commit()
        return RefundCard(nonce=nonce, customer=customer, preview=preview, reason=reason)

    async def _amount(self, text: str) -> Money | None:
        if text.lower() == ALL:
            return None
        async with self.desk.database.read() as reads:
            return read_amount(text, await currency_of(reads))


async def set_status(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Set the card's status if its effect is still the one that was shown. Does not commit."""
    setting = SetStatus(approved.desk.database, approved.desk.clock)
    done = await setting.apply(
        uow,
        actor_id=approved.actor_id,
        order_id=OrderId(approved.params["order"]),
        status=OrderStatus(approved.params["status"]),
        reason=approved.params["reason"],
        returns=Money(approved.params["returns"]),
    )
    return {
        "status": done.to.value,
        "amount": done.returns.micros,
        "balance": done.wallet_after.micros,
        "added": True,
    }


async def refund(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Give the card's amount back. Does not commit."""
    refunding = RefundOrder(approved.desk.database, approved.desk.clock)
    done = await refunding.apply(
        uow,
        actor_id=approved.actor_id,
        order_id=OrderId(approved.params["order"]),
        amount=approved.amount,
        reason=approved.params["reason"],
    )
    return {
        "amount": done.amount.micros,
        "balance": done.wallet_after.micros,
        "added": True,
    }


def read_status(text: str) -> OrderStatus:
    """A status as an operator types it.

    Raises:
        DecisionError: `bad_status` (`text`).
    """
    word = text.strip().lower().replace(" ", "_").replace("-", "_")
    if word in _ALSO:
        return _ALSO[word]
    try:
        return OrderStatus(word)
    except ValueError as error:
        raise DecisionError("bad_status", text=text) from error
