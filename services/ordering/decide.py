"""A person decides what nobody could know: found, not placed, or seen. The first decision wins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy.exc import IntegrityError

from domain.errors import DecisionError
from domain.evidence import can_be
from domain.operators import Act
from domain.orders import OrderStatus, ReleaseReason
from domain.provider import ProviderError, UpstreamStatus
from domain.reviews import Decision, ReviewKind
from services.ordering.inbox import BLOCKING
from services.ordering.moves import capture, release

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads, UnitOfWork
    from domain.ids import ReviewId, TransferId, UpstreamId, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.reviews import Attempt, Review
    from services.providers.provider import Providers

log = structlog.get_logger()

NOT_PLACED: Final = frozenset({Decision.SEND_AGAIN, Decision.REFUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Who decided what about which case; `certain` waives the comparison of figures."""

    actor_id: UserId
    review_id: ReviewId
    decision: Decision
    upstream_id: UpstreamId | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class DecideReview:
    """Carry out an operator's decision. Commits; of two at once the first is carried out.

    Raises `DecisionError` with one of these problems, after which nothing has changed:
    `decided` somebody was faster; `wrong_kind` not a decision for this case; `locked` the try may
    still arrive (`seconds` to go); `id_needed`; `unknown_id` the provider does not know it;
    `unreadable` the provider could not be asked; `other_order` charge or remains do not fit
    (`charge`, `expected`); `taken_id` the id belongs to another order (`order_id` where known).
    """

    database: Database
    clock: Clock
    providers: Providers
    pacing: Pacing

    async def __call__(
        self,
        *,
        actor_id: UserId,
        review_id: ReviewId,
        decision: Decision,
        upstream_id: UpstreamId | None = None,
        certain: bool = False,
    ) -> Order:
        """Decide; returns the order as it stands afterwards.

        Raises:
            NotFoundError: no such case.
            DecisionError: as the class says.
        """
        ruling = Ruling(
            actor_id=actor_id,
            review_id=review_id,
            decision=decision,
            upstream_id=upstream_id,
            certain=certain,
        )
        async with self.database.read() as reads:
            review, order, attempt = await _case(reads, review_id)
        self._ensure_possible(ruling, review, attempt)
        if decision is Decision.FOUND:
            await self._ensure_found(ruling, order, attempt)
        try:
            return await self._apply(ruling)
        except IntegrityError as error:
            raise DecisionError("taken_id") from error

    def _ensure_possible(self, ruling: Ruling, review: Review, attempt: Attempt | None) -> None:
        if review.decision is not None:
            raise DecisionError("decided", by=review.decided_by, decision=review.decision)
        is_unconfirmed = review.kind is ReviewKind.UNCONFIRMED
        if not is_unconfirmed and ruling.decision is not Decision.SEEN:
            raise DecisionError("wrong_kind")
        if ruling.decision in NOT_PLACED and attempt is not None:
            unlocked_at = attempt.started_at + timedelta(seconds=self.pacing.settle_s)
            seconds = (unlocked_at - self.clock.now()).total_seconds()
            if seconds > 0:
                raise DecisionError("locked", seconds=int(seconds) + 1)
        if ruling.decision is Decision.FOUND and not ruling.upstream_id:
            raise DecisionError("id_needed")

    async def _ensure_found(self, ruling: Ruling, order: Order, attempt: Attempt | None) -> None:
        """Ask the provider about the id, with no transaction open."""
        if ruling.upstream_id is None or order.provider not in self.providers:
            raise DecisionError("unreadable")
        await self._ensure_free(order, ruling.upstream_id)
        provider = self.providers[order.provider]
        try:
            answers = await provider.client.status([ruling.upstream_id])
        except ProviderError as error:
            problem = "unreadable" if error.refusal is None else "unknown_id"
            raise DecisionError(problem) from error
        answer = answers.get(ruling.upstream_id)
        if not isinstance(answer, UpstreamStatus):
            raise DecisionError("unknown_id")
        expected = attempt.expected_cost if attempt else provider.own(order.cost)
        if not ruling.certain and not can_be(order, expected, answer):
            raise DecisionError("other_order", charge=answer.charge, expected=expected.decimal)

    async def _ensure_free(self, order: Order, upstream_id: UpstreamId) -> None:
        async with self.database.read() as reads:
            known = await reads.order_polls.find_upstream(order.provider, upstream_id)
        if known is not None:
            raise DecisionError("taken_id", order_id=known.id)

    async def _apply(self, ruling: Ruling) -> Order:
        async with self.database.write() as uow:
            review, order, _ = await _case(uow, ruling.review_id)
            waits = ruling.decision is Decision.SEEN and review.kind is ReviewKind.UNCONFIRMED
            if waits:
                await uow.reviews.count_reminder(review)
            else:
                await self._close(uow, ruling)
            transfer_id = None if waits else await self._move(uow, ruling, order)
            after = await uow.orders.get(order.id)
            await self._write_down(uow, ruling, order, after, transfer_id)
            await uow.commit()
        log.info("review.decided", review=review.id, decision=ruling.decision.value)
        return after

    async def _close(self, uow: UnitOfWork, ruling: Ruling) -> None:
        now = self.clock.now()
        closed = await uow.reviews.decide(ruling.review_id, ruling.decision, ruling.actor_id, now)
        if not closed:
            raise DecisionError("decided")

    async def _move(self, uow: UnitOfWork, ruling: Ruling, order: Order) -> TransferId | None:
        """Do to the order what was decided; its hold goes one way or the other, or stays."""
        now = self.clock.now()
        if ruling.decision is Decision.SEEN:
            await self._unblock(uow, order)
            return None
        if order.status is not OrderStatus.UNCONFIRMED:
            raise DecisionError("decided")
        if ruling.decision is Decision.REFUND:
            reason = ReleaseReason.OPERATOR
            transfer = await release(uow, order, reason, at=now, actor_id=ruling.actor_id)
            if transfer is None:
                raise DecisionError("decided")
            return transfer
        if not await self._go_on(uow, ruling, order, now):
            raise DecisionError("decided")
        return None

    async def _go_on(self, uow: UnitOfWork, ruling: Ruling, order: Order, at: datetime) -> bool:
        """Adopt the order under its id, or send it again; False when it is no longer waiting."""
        if ruling.upstream_id is not None and ruling.decision is Decision.FOUND:
            return await capture(uow, order, ruling.upstream_id, at=at, pacing=self.pacing)
        if await uow.order_moves.send_again(order.id, at) is None:
            return False
        await uow.outbox.touch_card(order.user_id, order.id, at)
        return True

    async def _unblock(self, uow: UnitOfWork, order: Order) -> None:
        """Let answers count again once no case holds the order back; ask at once."""
        if await uow.reviews.has_open(order.id, BLOCKING):
            return
        values: dict[str, object] = {"review": False, "odd_polls": 0}
        if order.poll_at is not None:
            values["poll_at"] = self.clock.now()
        await uow.order_moves.mark(order.id, values)

    async def _write_down(
        self,
        uow: UnitOfWork,
        ruling: Ruling,
        before: Order,
        after: Order,
        transfer_id: TransferId | None,
    ) -> None:
        await uow.journal.add(
            actor_id=ruling.actor_id,
            act=Act.REVIEW,
            target=f"order:{before.id}",
            before=before.status.value,
            after=after.status.value,
            reason=": ".join(filter(None, (ruling.decision.value, ruling.upstream_id))),
            at=self.clock.now(),
            transfer_id=transfer_id,
        )


async def _case(reads: Reads, review_id: ReviewId) -> tuple[Review, Order, Attempt | None]:
    review = await reads.reviews.get(review_id)
    order = await reads.orders.get(review.order_id)
    return review, order, await reads.attempts.latest(order.id)
