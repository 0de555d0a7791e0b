"""Status answers written down: figures in bulk, moves one by one, each refund on its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from domain.catalogue import Hidden
from domain.evidence import is_cost_odd
from domain.orders import FINAL, OrderStatus
from domain.pacing import LOST_AFTER, next_poll
from domain.provider import UpstreamStatus
from domain.reviews import ReviewKind
from domain.routing import is_listed
from domain.settlement import (
    Figures,
    Settlement,
    charge_of,
    figures_after,
    figures_of,
    is_charge_odd,
    settlement_for,
)
from services.ordering.aftercare.parents import SettleParents, parents_among
from services.ordering.inbox import Case, open_case
from services.ordering.moves import finish, pay_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import StatusAnswers
    from services.providers.provider import Provider

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One order with its answer and what that answer means."""

    order: Order
    answer: UpstreamStatus
    settlement: Settlement
    figures: Figures
    is_cost_odd: bool
    is_dearer: bool
    """More was taken than the list had said, which had not been seen before."""

    @property
    def is_changed(self) -> bool:
        """Tell whether the card shows something new."""
        return self.figures != figures_of(self.order)


@dataclass(frozen=True, slots=True)
class SettleOrders:
    """Act on a provider's answers for orders that were asked about. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    pacing: Pacing

    async def __call__(
        self, provider: Provider, orders: Sequence[Order], answers: StatusAnswers
    ) -> None:
        """Write everything down: one transaction for all, and one for each refund.

        An order that changed since it was read is left to its next turn.
        """
        answered = [(order, answer) for order in orders if (answer := _answer(order, answers))]
        numbers = {order.id for order, _ in answered}
        missing = [order for order in orders if order.id not in numbers]
        parents = await parents_among(self.database, answered)
        split = [pair for pair in answered if pair[0].id in parents]
        verdicts = [_judge(provider, *pair) for pair in answered if pair[0].id not in parents]
        paying = [verdict for verdict in verdicts if verdict.settlement.refund]
        async with self.database.write() as uow:
            now = self.clock.now()
            await self._stay(uow, [item for item in verdicts if item.settlement.to is None], now)
            for verdict in verdicts:
                if verdict.settlement.to is not None and not verdict.settlement.refund:
                    await self._move(uow, verdict, now)
            await self._miss(uow, missing, now)
            await uow.commit()
        for verdict in paying:
            await self._pay(verdict)
        await SettleParents(self.database, self.clock, self.owners, self.pacing)(split)

    async def _pay(self, verdict: Verdict) -> None:
        async with self.database.write() as uow:
            now = self.clock.now()
            if await self._move(uow, verdict, now):
                await pay_back(uow, verdict.order, verdict.settlement.refund, at=now)
                await uow.commit()

    async def _stay(self, uow: UnitOfWork, verdicts: Sequence[Verdict], at: datetime) -> None:
        times = {item.order.id: next_poll(item.order, self.pacing, at) for item in verdicts}
        await uow.order_polls.schedule(times, asked_at=at)
        changed = [item for item in verdicts if item.is_changed]
        await uow.order_polls.note_figures([(item.order, item.figures) for item in changed])
        cards = [(item.order.user_id, item.order.id) for item in changed]
        await uow.outbox.touch_cards(cards, at)
        for item in verdicts:
            await self._raise_cases(uow, item, at)

    async def _move(self, uow: UnitOfWork, verdict: Verdict, at: datetime) -> bool:
        order, to = verdict.order, verdict.settlement.to
        if to is None:
            return False
        values = _columns(verdict, to, at)
        ended = replace(order, status=to, finished_at=values["finished_at"])
        values["poll_at"] = next_poll(ended, self.pacing, at)
        moved = await uow.order_moves.settle(order, to, verdict.settlement.refund, values)
        if moved is None:
            return False
        if to in FINAL:
            await finish(uow, moved, to, at)
        await uow.outbox.touch_card(order.user_id, order.id, at)
        await self._raise_cases(uow, verdict, at)
        refund = verdict.settlement.refund.micros
        log.info("order.moved", order=order.id, status=to.value, refund_micros=refund)
        return True

    async def _raise_cases(self, uow: UnitOfWork, verdict: Verdict, at: datetime) -> None:
        order, settlement = verdict.order, verdict.settlement
        if settlement.backwards:
            log.warning("status.backwards", order=order.id, word=verdict.answer.word)
        facts = _facts(verdict)
        if settlement.review is not None:
            await open_case(uow, self.owners, Case(order.id, settlement.review, facts), at)
        if verdict.is_cost_odd:
            await open_case(uow, self.owners, Case(order.id, ReviewKind.COST_ODD, facts), at)
        if verdict.is_dearer:
            await _take_off_sale(uow, order, at)

    async def _miss(self, uow: UnitOfWork, missing: Sequence[Order], at: datetime) -> None:
        """Infer nothing from silence; after an hour of it, ask a person."""
        times = {order.id: next_poll(order, self.pacing, at) for order in missing}
        await uow.order_polls.schedule(times, asked_at=None)
        await uow.order_polls.note_missing([order.id for order in missing], at)
        for order in _lost(missing, at):
            case = Case(order.id, ReviewKind.UPSTREAM_LOST, {"upstream_id": order.upstream_id})
            await open_case(uow, self.owners, case, at)


def _answer(order: Order, answers: StatusAnswers) -> UpstreamStatus | None:
    """An order's own answer; whatever else was sent along is ignored."""
    answer = None if order.upstream_id is None else answers.get(order.upstream_id)
    return answer if isinstance(answer, UpstreamStatus) else None


def _judge(provider: Provider, order: Order, answer: UpstreamStatus) -> Verdict:
    currency = provider.client.currency
    settlement = settlement_for(order, answer, currency)
    charge = charge_of(answer, currency)
    expected = order.expected or provider.own(order.cost)
    overcharged = charge is not None and is_cost_odd(expected, charge)
    return Verdict(
        order=order,
        answer=answer,
        settlement=settlement,
        figures=figures_after(order, answer, currency, settlement),
        is_cost_odd=overcharged or is_charge_odd(answer, currency),
        is_dearer=overcharged and charge != order.upstream_charge,
    )


async def _take_off_sale(uow: UnitOfWork, order: Order, at: datetime) -> None:
    """Sell nothing more by a listing that costs more than it says, until its list is read anew."""
    via = await uow.routes.listing(order.provider, order.upstream_service_id)
    if via is None or not is_listed(via):
        return
    log.warning("service.dearer", service=via.id, order=order.id)
    await uow.services.hide_all([via.id], Hidden.QUARANTINED, at)
    await uow.services.bump_version()


def _lost(missing: Iterable[Order], at: datetime) -> list[Order]:
    return [
        order
        for order in missing
        if order.status not in FINAL
        and order.missing_since is not None
        and at - order.missing_since >= LOST_AFTER
    ]


def _columns(verdict: Verdict, to: OrderStatus, at: datetime) -> dict[str, Any]:
    figures, order = verdict.figures, verdict.order
    started = order.started_at or (at if to is OrderStatus.IN_PROGRESS else None)
    return {
        "start_count": figures.start_count,
        "remains": figures.remains,
        "upstream_status": figures.upstream_status,
        "upstream_charge_micros": figures.upstream_charge,
        "odd_polls": figures.odd_polls,
        "started_at": started,
        "finished_at": (order.finished_at or at) if to in FINAL else None,
        "polls": order.polls + 1,
        "polled_at": at,
        "missing_since": None,
    }


def _facts(verdict: Verdict) -> dict[str, object]:
    answer, order = verdict.answer, verdict.order
    return {
        "status": order.status.value,
        "word": answer.word,
        "remains": answer.remains,
        "charge": None if answer.charge is None else f"{answer.charge:f}",
        "currency": answer.currency,
        "refund_micros": verdict.settlement.refund.micros,
    }
