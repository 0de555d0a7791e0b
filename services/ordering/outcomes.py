"""The answer to an `add` written down: the order, its money and its attempt in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, assert_never

import structlog
from sqlalchemy.exc import IntegrityError

from domain.catalogue import Hidden
from domain.errors import BusyError
from domain.multiples import multiple_in
from domain.pacing import waited_s
from domain.provider import Accepted, Refusal, Refused, Unconfirmed
from domain.reviews import ReviewKind
from domain.submission import (
    Adopt,
    Move,
    Park,
    Release,
    Wait,
    attempt_outcome_for,
    detail_of,
    may_go_elsewhere,
    step_after,
)
from services.ordering.inbox import Case, open_case
from services.ordering.moves import capture, release
from services.ordering.patience import patiently
from services.ordering.ways import Standing

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import AddOutcome
    from domain.submission import Step
    from services.ordering.claims import Claim
    from services.ordering.ways import Choice, Way, WayFinder

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """Act on the answer for a claimed order, once. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    pacing: Pacing
    find_ways: WayFinder

    async def __call__(self, claim: Claim, outcome: AddOutcome) -> Step:
        """Write down what was answered; returns what followed from it.

        Raises:
            BusyError: the database stayed locked for long; the order will be found unconfirmed.
        """
        try:
            return await self._patiently(claim, outcome)
        except IntegrityError:
            if not isinstance(outcome, Accepted):
                raise
            return await self._patiently(claim, _known(outcome))

    async def _patiently(self, claim: Claim, outcome: AddOutcome) -> Step:
        try:
            return await patiently(partial(self._record, claim, outcome))
        except BusyError:
            log.exception("attempt.unrecorded", order=claim.order.id, seen=detail_of(outcome))
            raise

    async def _record(self, claim: Claim, outcome: AddOutcome) -> Step:
        async with self.database.write() as uow:
            if isinstance(outcome, Accepted):
                outcome = await self._unless_known(uow, claim.order, outcome)
            now = self.clock.now()
            waited = waited_s(claim.order, now)
            step = step_after(outcome, attempts=claim.order.attempts, waited_s=waited)
            ending = attempt_outcome_for(outcome, step)
            if await uow.attempts.close(claim.attempt.id, ending, detail_of(outcome), now):
                await _learn(uow, claim.order, outcome, now)
                if may_go_elsewhere(outcome):
                    step = await self._elsewhere(uow, claim.order, step, now)
                else:
                    await self._act(uow, claim.order, step, now)
            else:
                await self._note_late(uow, claim, outcome)
            await uow.commit()
        return step

    async def _unless_known(
        self, uow: UnitOfWork, order: Order, outcome: Accepted
    ) -> Accepted | Unconfirmed:
        known = await uow.order_polls.find_upstream(order.provider, outcome.upstream_id)
        return outcome if known is None else _known(outcome)

    async def _act(self, uow: UnitOfWork, order: Order, step: Step, at: datetime) -> None:
        match step:
            case Adopt(upstream_id):
                moved = await capture(uow, order, upstream_id, at=at, pacing=self.pacing)
            case Wait(after_s):
                until = at + timedelta(seconds=after_s)
                moved = await uow.order_moves.requeue(order, until, step.why) is not None
                if step.why is not None:
                    await uow.outbox.touch_card(order.user_id, order.id, at)
            case Release(reason):
                moved = await release(uow, order, reason, at=at) is not None
            case Park(cause):
                moved = await park(uow, self.owners, order, cause, at)
            case Move():
                raise TypeError("only another way makes an order move")
            case _:
                assert_never(step)
        if not moved:  # an open attempt and a submitting order belong together
            raise RuntimeError(f"order {order.id} moved while its attempt was open")

    async def _elsewhere(self, uow: UnitOfWork, order: Order, step: Step, at: datetime) -> Step:
        """Hand an order that certainly did not go out to another provider, where there is one."""
        choice = (await self.find_ways(uow, [order], at)).of(order)
        way = _other_way(choice, step)
        if way is None:
            await self._act(uow, order, step, at)
            return step
        # Once each provider had its turn, the next round is not begun at once.
        is_round = order.attempts >= len(choice.ways)
        after_s = step.after_s if is_round and isinstance(step, Wait) else 0.0
        move = Move(way.via.provider, after_s)
        until = at + timedelta(seconds=move.after_s)
        if await uow.order_moves.reroute(order, way.via, at=until) is None:
            raise RuntimeError(f"order {order.id} moved while its attempt was open")
        return move

    async def _note_late(self, uow: UnitOfWork, claim: Claim, outcome: AddOutcome) -> None:
        """Keep what came after the case went to a person, who alone decides now."""
        seen = f"late answer: {detail_of(outcome)}"
        log.error("attempt.late", order=claim.order.id, seen=seen)
        await uow.attempts.note(claim.attempt.id, seen)


async def park(
    uow: UnitOfWork, owners: frozenset[UserId], order: Order, cause: str, at: datetime
) -> bool:
    """Submitting -> unconfirmed with a case for a person; the hold stays. Does not commit."""
    if await uow.order_moves.park(order.id) is None:
        return False
    case = Case(order.id, ReviewKind.UNCONFIRMED, {"cause": cause})
    await open_case(uow, owners, case, at)
    await uow.outbox.touch_card(order.user_id, order.id, at)
    return True


def _other_way(choice: Choice, step: Step) -> Way | None:
    """One that is open; to an order that would else be given up, one that will be."""
    is_last_hope = isinstance(step, Release)
    ready = choice.other(Standing.READY, of_provider=is_last_hope)
    if ready is None and is_last_hope:
        return choice.other(Standing.LATER, of_provider=True)
    return ready


def _known(outcome: Accepted) -> Unconfirmed:
    return Unconfirmed(f"answered with the id of another order: {outcome.upstream_id}")


async def _learn(uow: UnitOfWork, order: Order, outcome: AddOutcome, at: datetime) -> None:
    """Keep what a refusal tells of a listing, so that the next customer is told beforehand."""
    if not isinstance(outcome, Refused):
        return
    via = await uow.routes.listing(order.provider, order.upstream_service_id)
    multiple = multiple_in(outcome.text) if outcome.refusal is Refusal.QUANTITY else None
    if via is None:
        return
    if outcome.refusal is Refusal.SERVICE:
        await uow.services.hide_all([via.id], Hidden.PROVIDER_REFUSED, at)
    elif multiple is not None:
        await uow.services.learn_multiple(via.id, multiple, at)
    else:
        return
    await uow.services.bump_version()
