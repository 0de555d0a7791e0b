"""An operator gives money back: previewed as figures, applied once, never above what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from db.repositories.ledger import wallet_of
from domain.errors import DecisionError
from domain.money import ZERO, Money
from domain.operators import Act
from domain.orders import OrderStatus, ReleaseReason
from services.ordering.moves import pay_back, release, tell_returned

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads, UnitOfWork
    from domain.ids import OrderId, TransferId, UserId
    from domain.orders import Order
    from domain.ports import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """What a refund does: `amount` from `most` possible, and the wallet before and after."""

    order: Order
    amount: Money
    most: Money
    wallet_before: Money

    @property
    def wallet_after(self) -> Money:
        """The wallet once it is done."""
        return self.wallet_before + self.amount


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Give back a part or all that is left of an order's charge.

    An order that runs goes on running; one still in the queue is released. Raises `DecisionError`
    with one of these problems, after which nothing has changed: `in_the_air` the order is being
    sent; `unconfirmed` its case in the inbox must be decided; `nothing_left`; `too_much` (`most`);
    `not_partial` a queued order is released whole (`most`); `changed` somebody was faster.
    """

    database: Database
    clock: Clock

    async def preview(self, *, order_id: OrderId, amount: Money | None = None) -> RefundPreview:
        """Compute what would happen; `amount` None is all that is left. Reads only.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        async with self.database.read() as reads:
            return await _preview(reads, order_id, amount)

    async def __call__(
        self, *, actor_id: UserId, order_id: OrderId, amount: Money | None = None, reason: str
    ) -> RefundPreview:
        """Do it; returns the figures as they were carried out. Commits.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        async with self.database.write() as uow:
            plan = await self.apply(
                uow, actor_id=actor_id, order_id=order_id, amount=amount, reason=reason
            )
            await uow.commit()
        log.info("order.refunded", order=order_id, amount_micros=plan.amount.micros)
        return plan

    async def apply(
        self,
        uow: UnitOfWork,
        *,
        actor_id: UserId,
        order_id: OrderId,
        amount: Money | None,
        reason: str,
    ) -> RefundPreview:
        """Do it in the caller's transaction; does not commit.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        plan = await _preview(uow, order_id, amount)
        transfer_id = await self._pay(uow, plan, actor_id)
        await uow.journal.add(
            actor_id=actor_id,
            act=Act.REFUND,
            target=f"order:{order_id}",
            before=f"returned {plan.order.returned.decimal}",
            after=f"returned {(plan.order.returned + plan.amount).decimal}",
            reason=reason,
            at=self.clock.now(),
            transfer_id=transfer_id,
        )
        return plan

    async def _pay(self, uow: UnitOfWork, plan: RefundPreview, actor_id: UserId) -> TransferId:
        order, now = plan.order, self.clock.now()
        if order.status is OrderStatus.QUEUED:
            reason = ReleaseReason.OPERATOR
            released = await release(uow, order, reason, at=now, actor_id=actor_id)
            if released is None:
                raise DecisionError("changed")
            return released
        if await uow.order_moves.refund(order, plan.amount) is None:
            raise DecisionError("changed")
        transfer_id = await pay_back(uow, order, plan.amount, at=now, actor_id=actor_id)
        await tell_returned(uow, order, plan.amount, now)
        await uow.outbox.touch_card(order.user_id, order.id, now)
        return transfer_id


def ensure_settled(order: Order) -> None:
    """Refuse to touch the money of an order whose outcome is not known.

    Raises:
        DecisionError: `in_the_air` or `unconfirmed`.
    """
    if order.status is OrderStatus.SUBMITTING:
        raise DecisionError("in_the_air")
    if order.status is OrderStatus.UNCONFIRMED:
        raise DecisionError("unconfirmed")


async def _preview(reads: Reads, order_id: OrderId, amount: Money | None) -> RefundPreview:
    order = await reads.orders.get(order_id)
    ensure_settled(order)
    queued = order.status is OrderStatus.QUEUED
    most = order.held if queued else order.captured - order.refunded
    wanted = most if amount is None else amount
    if not most:
        raise DecisionError("nothing_left")
    if not ZERO < wanted <= most:
        raise DecisionError("too_much", most=most)
    if queued and wanted != most:
        raise DecisionError("not_partial", most=most)
    wallet = await reads.ledger.balance(wallet_of(order.user_id))
    return RefundPreview(order=order, amount=wanted, most=most, wallet_before=wallet)
