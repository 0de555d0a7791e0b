"""An operator sets a status by hand: along the same table, its effect on money shown first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from db.repositories.ledger import wallet_of
from domain.errors import DecisionError
from domain.money import ZERO, Money
from domain.operators import Act
from domain.orders import FINAL, OrderStatus, ReleaseReason, may_move
from domain.settlement import has_partial, refund_for
from services.ordering.moves import finish, pay_back, release
from services.ordering.refund import ensure_settled

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads, UnitOfWork
    from domain.ids import OrderId, TransferId, UserId
    from domain.orders import Order
    from domain.ports import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPreview:
    """What setting a status does: the step, what returns, the wallet before and after."""

    order: Order
    to: OrderStatus
    returns: Money
    wallet_before: Money

    @property
    def wallet_after(self) -> Money:
        """The wallet once it is done."""
        return self.wallet_before + self.returns


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Move an order by hand. A status set by a person is not asked about any more.

    Raises `DecisionError` with one of these problems, after which nothing has changed:
    `in_the_air` the order is being sent; `unconfirmed` its case in the inbox must be decided;
    `not_allowed` the table knows no such step; `remains_unknown` a Partial cannot be priced, use a
    refund; `changed` the order or the effect is no longer as previewed.
    """

    database: Database
    clock: Clock

    async def preview(self, *, order_id: OrderId, status: OrderStatus) -> StatusPreview:
        """Compute what would happen. Reads only.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        async with self.database.read() as reads:
            return await _preview(reads, order_id, status)

    async def __call__(
        self,
        *,
        actor_id: UserId,
        order_id: OrderId,
        status: OrderStatus,
        reason: str,
        returns: Money | None = None,
    ) -> StatusPreview:
        """Do it; `returns` is the amount that was previewed, where one was. Commits.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        async with self.database.write() as uow:
            plan = await self.apply(
                uow,
                actor_id=actor_id,
                order_id=order_id,
                status=status,
                reason=reason,
                returns=returns,
            )
            await uow.commit()
        log.info("order.overruled", order=order_id, status=status.value)
        return plan

    async def apply(  # noqa: PLR0913 - the call above, inside a transaction
        self,
        uow: UnitOfWork,
        *,
        actor_id: UserId,
        order_id: OrderId,
        status: OrderStatus,
        reason: str,
        returns: Money | None = None,
    ) -> StatusPreview:
        """Do it in the caller's transaction; does not commit.

        Raises:
            NotFoundError: no such order.
            DecisionError: as the class says.
        """
        plan = await _preview(uow, order_id, status)
        if returns is not None and returns != plan.returns:
            raise DecisionError("changed")
        transfer_id = await self._move(uow, plan, actor_id)
        await uow.journal.add(
            actor_id=actor_id,
            act=Act.SETSTATUS,
            target=f"order:{order_id}",
            before=plan.order.status.value,
            after=status.value,
            reason=reason,
            at=self.clock.now(),
            transfer_id=transfer_id,
        )
        return plan

    async def _move(
        self, uow: UnitOfWork, plan: StatusPreview, actor_id: UserId
    ) -> TransferId | None:
        order, now = plan.order, self.clock.now()
        if plan.to is OrderStatus.RELEASED:
            reason = ReleaseReason.OPERATOR
            released = await release(uow, order, reason, at=now, actor_id=actor_id)
            if released is None:
                raise DecisionError("changed")
            return released
        moved = await uow.order_moves.settle(order, plan.to, plan.returns, _columns(plan, now))
        if moved is None:
            raise DecisionError("changed")
        if plan.to in FINAL:
            await finish(uow, moved, plan.to, now)
        await uow.outbox.touch_card(order.user_id, order.id, now)
        if not plan.returns:
            return None
        return await pay_back(uow, order, plan.returns, at=now, actor_id=actor_id)


async def _preview(reads: Reads, order_id: OrderId, to: OrderStatus) -> StatusPreview:
    order = await reads.orders.get(order_id)
    ensure_settled(order)
    if not may_move(order.status, to) or to is OrderStatus.SUBMITTING:
        raise DecisionError("not_allowed", current=order.status, wanted=to)
    if to is OrderStatus.PARTIAL and (order.remains is None or not has_partial(order)):
        raise DecisionError("remains_unknown")
    released = to is OrderStatus.RELEASED
    returns = order.held if released else refund_for(order, to, order.remains)
    wallet = await reads.ledger.balance(wallet_of(order.user_id))
    return StatusPreview(order=order, to=to, returns=returns or ZERO, wallet_before=wallet)


def _columns(plan: StatusPreview, at: datetime) -> dict[str, object]:
    if plan.to in FINAL:
        return {"finished_at": plan.order.finished_at or at, "poll_at": None}
    return {"started_at": plan.order.started_at or at}
