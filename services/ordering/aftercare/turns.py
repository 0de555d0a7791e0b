"""One step of a request written down: its row, the order's card, what its customer must hear."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from domain.aftercare import ENDED, AskKind, AskState
from domain.notices import NoticeKind
from domain.orders import RUNNING

if TYPE_CHECKING:
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.aftercare import Ask, Turn
    from domain.orders import Order

log = structlog.get_logger()

SOON = timedelta(seconds=5)
"""An order whose cancellation was taken is asked about after this; at once where it is done."""


async def take_turn(uow: UnitOfWork, ask: Ask, turn: Turn, at: datetime) -> bool:
    """Move a request that is still as it was seen; does not commit.

    Its end is told once. A cancellation that was taken brings the order's next question forward:
    only its status says what became of it.
    """
    moved = await uow.asks.move(ask, turn, at)
    if moved is None:
        return False
    order = await uow.orders.get(ask.order_id)
    if turn.state is AskState.TAKEN and ask.kind is AskKind.CANCEL and order.status in RUNNING:
        await uow.order_moves.mark(order.id, {"poll_at": at if turn.at_once else at + SOON})
    if turn.state is not ask.state:
        await uow.outbox.touch_card(order.user_id, order.id, at)
        kind, state = ask.kind.value, turn.state.value
        log.info("ask.moved", order=order.id, kind=kind, state=state, why=turn.why)
    if turn.state in ENDED and order.api_key_id is None:
        await _tell(uow, order, ask, at)
    return True


async def _tell(uow: UnitOfWork, order: Order, ask: Ask, at: datetime) -> None:
    kinds = {AskKind.REFILL: NoticeKind.REFILL_ENDED, AskKind.CANCEL: NoticeKind.CANCEL_DECLINED}
    await uow.outbox.add(
        chat_id=order.user_id,
        kind=kinds[ask.kind],
        payload={"order_id": order.id, "ask_id": ask.id},
        dedupe_key=f"ask:{ask.id}",
        at=at,
    )
