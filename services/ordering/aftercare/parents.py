"""Orders that a provider splits: the parent's answers, and its end once all parts are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog

from domain.money import ZERO
from domain.orders import RUNNING, OrderStatus
from domain.pacing import next_check, next_poll
from domain.reviews import ReviewKind
from domain.settlement import MAX_WORD, refund_for
from domain.subscriptions import (
    ENDED,
    delivered_by,
    ending_of,
    is_settled,
    is_short,
    plan_of,
    plan_of_parent,
    stage_of,
)
from services.ordering.inbox import Case, open_case
from services.ordering.moves import finish, pay_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import OrderId, UpstreamId, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import UpstreamStatus
    from domain.subscriptions import Post

log = structlog.get_logger()

AT_ONCE: Final = 500
"""New posts that are taken from one answer; further ones wait for the next."""


async def parents_among(
    database: Database, answered: Sequence[tuple[Order, UpstreamStatus]]
) -> frozenset[OrderId]:
    """Which of these orders are settled by their parts.

    Every subscription is, and each drip-feed whose provider ever named the orders of its runs.
    """
    drips = {order.id for order, _ in answered if order.request.runs is not None}
    split = {order.id for order, answer in answered if order.id in drips and answer.posts}
    subscribed = {order.id for order, _ in answered if plan_of(order.request) is not None}
    if unsure := drips - split:
        async with database.read() as reads:
            split |= await reads.posts.parents_among(unsure)
    return frozenset(split | subscribed)


@dataclass(frozen=True, slots=True)
class SettleParents:
    """Act on answers about orders that have parts, each in a transaction of its own. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    pacing: Pacing

    async def __call__(self, answers: Sequence[tuple[Order, UpstreamStatus]]) -> None:
        """Write everything down; one that changed since it was read is left to its next turn."""
        for order, answer in answers:
            async with self.database.write() as uow:
                await self._settle(uow, order, answer)
                await uow.commit()

    async def _settle(self, uow: UnitOfWork, seen: Order, answer: UpstreamStatus) -> None:
        now = self.clock.now()
        await uow.order_polls.schedule({seen.id: next_poll(seen, self.pacing, now)}, asked_at=now)
        known = {post.upstream_id for post in await uow.posts.of_order(seen.id)}
        fresh = [ident for ident in answer.posts if ident not in known][:AT_ONCE]
        if seen.status not in RUNNING:
            await self._look_back(uow, seen, answer, fresh)
            return
        added = await uow.posts.add_new(seen, fresh, now)
        word = answer.word[:MAX_WORD]
        if added or word != seen.upstream_status:
            await uow.order_moves.mark(seen.id, {"upstream_status": word})
            await uow.outbox.touch_card(seen.user_id, seen.id, now)
        if stage_of(word) is None:
            facts = {"word": answer.word}
            await open_case(uow, self.owners, Case(seen.id, ReviewKind.UNKNOWN_STATUS, facts), now)
        order = await begin(uow, await uow.orders.get(seen.id), now)
        await close(uow, order, self.owners, now)

    async def _look_back(
        self, uow: UnitOfWork, seen: Order, answer: UpstreamStatus, fresh: Sequence[UpstreamId]
    ) -> None:
        """What lives on after money went back is a loss to look at, never a second charge."""
        goes_on = stage_of(answer.word) not in {*ENDED, None}
        if not fresh and not (goes_on and seen.refunded):
            return
        facts = {"word": answer.word, "posts": len(fresh)}
        case = Case(seen.id, ReviewKind.BACKWARDS_MONEY, facts)
        await open_case(uow, self.owners, case, self.clock.now())


async def begin(uow: UnitOfWork, order: Order, at: datetime) -> Order:
    """Pending -> in progress with the first sign of life; does not commit."""
    if order.status is OrderStatus.IN_PROGRESS or stage_of(order.upstream_status) is None:
        return order
    to, values = OrderStatus.IN_PROGRESS, {"started_at": order.started_at or at}
    moved = await uow.order_moves.settle(order, to, ZERO, values)
    return moved or order


async def close(
    uow: UnitOfWork, order: Order, owners: frozenset[UserId], at: datetime
) -> Order | None:
    """End an order whose parts are all known, and pay back what they did not use.

    Odd figures go to a person, and no money moves. Does not commit; None while it goes on.
    """
    plan, stage = plan_of_parent(order.request), stage_of(order.upstream_status)
    if plan is None or order.status not in RUNNING or order.review:
        return None
    posts = await uow.posts.of_order(order.id)
    if not is_settled(stage, posts):
        return None
    if is_short(stage, plan, posts):
        facts = {"word": order.upstream_status, "posts": len(posts), "wanted": plan.new}
        await open_case(uow, owners, Case(order.id, ReviewKind.PARTIAL_ODD, facts), at)
        return None
    return await _end(uow, order, posts, at)


def remains_of(order: Order, posts: Sequence[Post]) -> int:
    """What the parts have not used yet of an order's units."""
    return max(order.request.units - delivered_by(posts), 0)


async def _end(uow: UnitOfWork, order: Order, posts: Sequence[Post], at: datetime) -> Order | None:
    to, remains = ending_of(order, posts)
    refund = refund_for(order, to, remains)
    moved = await uow.order_moves.settle(order, to, refund, _columns(order, remains, at))
    if moved is None:
        return None
    if refund:
        await pay_back(uow, order, refund, at=at)
    await finish(uow, moved, to, at)
    await uow.outbox.touch_card(order.user_id, order.id, at)
    used, money = order.request.units - remains, refund.micros
    log.info("parent.ended", order=order.id, used=used, refund_micros=money)
    return moved


def _columns(order: Order, remains: int, at: datetime) -> dict[str, Any]:
    ended_at = order.finished_at or at
    return {"remains": remains, "finished_at": ended_at, "poll_at": next_check(ended_at, at)}
