"""An order and its money moved together, in the caller's transaction: capture, release, refund."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from db.repositories.ledger import REVENUE, Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.notices import NoticeKind
from domain.orders import OrderStatus, ReleaseReason
from domain.turns import turn_at_end

if TYPE_CHECKING:
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.ids import OrderId, TransferId, UpstreamId, UserId
    from domain.money import Money
    from domain.orders import Order
    from domain.pacing import Pacing


async def capture(
    uow: UnitOfWork, order: Order, upstream_id: UpstreamId, *, at: datetime, pacing: Pacing
) -> bool:
    """Held -> pending under a provider's id; the hold becomes revenue. Does not commit.

    Returns False when the order is no longer as it was given.

    Raises:
        IntegrityError: another order has this id; the transaction is of no more use.
    """
    poll_at = at + timedelta(seconds=pacing.poll_first_s)
    if await uow.order_moves.capture(order, upstream_id, at=at, poll_at=poll_at) is None:
        return False
    await _move(uow, _of_hold(order, TransferKind.CAPTURE, REVENUE, at))
    await uow.outbox.touch_card(order.user_id, order.id, at)
    return True


async def release(
    uow: UnitOfWork,
    order: Order,
    reason: ReleaseReason,
    *,
    at: datetime,
    actor_id: UserId | None = None,
) -> TransferId | None:
    """Held -> released; the hold goes back. Does not commit.

    The customer is told, but for a release that they tapped for, or where the order came by the
    served API: its sender asks. Returns None when the order is
    no longer as it was given.
    """
    if await uow.order_moves.release(order, reason, at) is None:
        return None
    wallet = wallet_of(order.user_id)
    transfer = await _move(uow, _of_hold(order, TransferKind.RELEASE, wallet, at, actor_id))
    if reason is not ReleaseReason.CUSTOMER and order.api_key_id is None:
        await uow.outbox.add(
            chat_id=order.user_id,
            kind=NoticeKind.ORDER_RELEASED,
            payload={"order_id": order.id},
            dedupe_key=f"released:{order.id}",
            at=at,
        )
    await uow.outbox.touch_card(order.user_id, order.id, at)
    return transfer


async def pay_back(
    uow: UnitOfWork,
    order: Order,
    amount: Money,
    *,
    at: datetime,
    actor_id: UserId | None = None,
) -> TransferId:
    """Revenue -> wallet, after the order's row counts the amount. Does not commit."""
    ref = await refund_ref(uow, order.id)
    refund = Movement(
        kind=TransferKind.REFUND,
        ref=ref,
        source=REVENUE,
        destination=wallet_of(order.user_id),
        amount=amount,
        user_id=order.user_id,
        order_id=order.id,
        actor_id=actor_id,
        at=at,
    )
    return await _move(uow, refund)


async def refund_ref(uow: UnitOfWork, order_id: OrderId) -> str:
    """The next refund's unique reference; the order's row must be locked by an update before."""
    earlier = await uow.ledger.of_order(order_id)
    number = 1 + sum(transfer.kind is TransferKind.REFUND for transfer in earlier)
    return f"{order_id}:{number}"


async def finish(uow: UnitOfWork, order: Order, to: OrderStatus, at: datetime) -> None:
    """Tell the customer of an ending, once for each, and end requests to cancel. Does not commit.

    Where everything was delivered no money comes back: the payload says so, for quiet hours. Who
    ordered by the served API asks by it, and would be rung up a thousand times a day.
    """
    await uow.asks.end_cancels(order.id, turn_at_end(to), at)
    if order.api_key_id is not None:
        return
    in_full = {"completed": True} if to is OrderStatus.COMPLETED else {}
    await uow.outbox.add(
        chat_id=order.user_id,
        kind=NoticeKind.ORDER_FINISHED,
        payload={"order_id": order.id, **in_full},
        dedupe_key=f"finished:{order.id}:{to.value}",
        at=at,
    )


async def tell_returned(uow: UnitOfWork, order: Order, amount: Money, at: datetime) -> None:
    """Tell the customer of money that came back apart from an ending. Does not commit."""
    returned = (order.refunded + amount).micros
    await uow.outbox.add(
        chat_id=order.user_id,
        kind=NoticeKind.MONEY_RETURNED,
        payload={"order_id": order.id, "amount_micros": amount.micros},
        dedupe_key=f"returned:{order.id}:{returned}",
        at=at,
    )


def _of_hold(
    order: Order,
    kind: TransferKind,
    destination: str,
    at: datetime,
    actor_id: UserId | None = None,
) -> Movement:
    return Movement(
        kind=kind,
        ref=str(order.id),
        source=hold_of(order.user_id),
        destination=destination,
        amount=order.held,
        user_id=order.user_id,
        order_id=order.id,
        actor_id=actor_id,
        at=at,
    )


async def _move(uow: UnitOfWork, movement: Movement) -> TransferId:
    transfer = await uow.ledger.move(movement)
    if transfer is None:  # the order's own columns say that the money is there
        raise RuntimeError(
            f"account {movement.source} lacks the money of order {movement.order_id}"
        )
    return transfer
