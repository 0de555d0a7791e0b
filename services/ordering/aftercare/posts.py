"""Ask about the orders that providers made for posts and runs, and write down what they took."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from domain.orders import RUNNING, OrderStatus
from domain.pacing import LOST_AFTER, next_check, poll_delay_s
from domain.pricing import price_of
from domain.provider import ProviderError, StatusRefused, UpstreamStatus
from domain.reviews import ReviewKind
from domain.settlement import ODD_POLLS, charge_of, figures_of
from domain.subscriptions import plan_of_parent, read_post
from services.ordering.aftercare.parents import begin, close, remains_of
from services.ordering.inbox import Case, open_case
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import OrderId, ProviderName, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import StatusAnswers
    from domain.subscriptions import Plan, Post, Reading
    from services.providers.provider import Provider, Providers

BATCH: Final = 100
LEASE: Final = timedelta(minutes=3)
PER_RATE: Final = 1000


@dataclass(frozen=True, slots=True)
class PollPosts:
    """Ask about one provider's due posts. Commits; any number of workers may run it."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Ask about up to `limit` posts; returns how many were asked about."""
        posts = await self._claim(provider, min(limit, BATCH))
        if not posts:
            return 0
        supplier = self.providers[provider]
        health = ProviderHealth(self.database, self.clock, self.owners)
        try:
            answers = await supplier.client.status([post.upstream_id for post in posts])
        except ProviderError as error:
            await health.read_failed(provider, error)
            return 0
        for order_id, group in _by_order(posts).items():
            await self._record(supplier, order_id, group, answers)
        await health.answered(provider, Proof.READ)
        return len(posts)

    async def _claim(self, provider: ProviderName, limit: int) -> list[Post]:
        async with self.database.read() as reads:
            now = self.clock.now()
            state = await reads.providers.find(provider)
            due = await reads.posts.has_due(provider, now)
        if not due or (state is not None and not state.may_ask(now)):
            return []
        async with self.database.write() as uow:
            claimed = await uow.posts.claim(provider, limit, at=now, until=now + LEASE)
            if claimed:
                await uow.commit()
        return claimed

    async def _record(
        self,
        supplier: Provider,
        order_id: OrderId,
        posts: Sequence[Post],
        answers: StatusAnswers,
    ) -> None:
        async with self.database.write() as uow:
            now = self.clock.now()
            order = await uow.orders.get(order_id)
            if plan := plan_of_parent(order.request):
                book = _Book(uow, supplier, order, plan, self.owners, self.pacing, now)
                for post in posts:
                    await book.enter(post, answers.get(post.upstream_id))
                await book.close()
            await uow.commit()


@dataclass(frozen=True, slots=True)
class _Book:
    """The parts of one order, in one transaction."""

    uow: UnitOfWork
    supplier: Provider
    order: Order
    plan: Plan
    owners: frozenset[UserId]
    pacing: Pacing
    at: datetime

    async def enter(self, post: Post, answer: UpstreamStatus | StatusRefused | None) -> None:
        """Write down what was said about a post; silence and refusals prove nothing."""
        if post.is_ended or self.order.status not in RUNNING:
            await self._look_back(post, answer)
            return
        if not isinstance(answer, UpstreamStatus):
            await self._silent(post)
            return
        reading = await self._read(post, answer)
        if reading is None:
            await self.uow.posts.note(post, {"poll_at": self._next(post), "seen_at": self.at})
            return
        if reading.is_odd and post.odd_polls < ODD_POLLS:
            odd = {"odd_polls": post.odd_polls + 1, "poll_at": self._next(post)}
            await self.uow.posts.note(post, odd)
            return
        await self.uow.posts.note(post, self._values(post, reading))
        if reading.is_odd:
            facts = {"post": post.upstream_id, "word": answer.word, "remains": answer.remains}
            await self._case(ReviewKind.PARTIAL_ODD, facts)

    async def close(self) -> None:
        """Show what is used by now, and end the order when all of it is known."""
        if self.order.status not in RUNNING:
            return
        remains = remains_of(self.order, await self.uow.posts.of_order(self.order.id))
        figures = replace(figures_of(self.order), remains=remains)
        await self.uow.order_polls.note_figures([(self.order, figures)])
        await self.uow.outbox.touch_card(self.order.user_id, self.order.id, self.at)
        fresh = await begin(self.uow, await self.uow.orders.get(self.order.id), self.at)
        await close(self.uow, fresh, self.owners, self.at)

    async def _look_back(self, post: Post, answer: UpstreamStatus | StatusRefused | None) -> None:
        """Hold a post that has ended against what is said of it now; money never follows."""
        again = None if post.ended_at is None else next_check(post.ended_at, self.at)
        await self.uow.posts.note(post, {"poll_at": again})
        if post.delivered is None or not isinstance(answer, UpstreamStatus):
            return
        reading = await self._read(replace(post, status=OrderStatus.PENDING), answer)
        if reading is None or reading.delivered in {None, post.delivered}:
            return
        facts = {"post": post.upstream_id, "word": answer.word, "remains": answer.remains}
        await self._case(ReviewKind.BACKWARDS_MONEY, facts)

    async def _read(self, post: Post, answer: UpstreamStatus) -> Reading | None:
        currency = self.supplier.client.currency
        charge = charge_of(answer, currency)
        unit_cost = await self._unit_cost()
        return read_post(
            post,
            answer,
            self.plan,
            charge=charge,
            unit_cost=unit_cost,
        )

    async def _unit_cost(self) -> Decimal | None:
        """What one unit costs at the provider; None where its price moved since the order."""
        service = await self.uow.services.find(self.order.service_id)
        if service is None or price_of(service, self.order.request.units).cost != self.order.cost:
            return None
        return service.cost.decimal / PER_RATE / self.supplier.fx

    async def _silent(self, post: Post) -> None:
        await self.uow.posts.note(post, {"poll_at": self._next(post)})
        if not post.is_ended and self.at - post.seen_at >= LOST_AFTER:
            await self._case(ReviewKind.UPSTREAM_LOST, {"upstream_id": post.upstream_id})

    def _values(self, post: Post, reading: Reading) -> Mapping[str, Any]:
        ended = reading.delivered is not None or reading.is_odd
        return {
            "status": reading.status,
            "quantity": reading.quantity,
            "remains": reading.remains,
            "delivered": reading.delivered,
            "seen_at": self.at,
            "poll_at": next_check(self.at, self.at) if ended else self._next(post),
            "ended_at": self.at if ended else None,
        }

    def _next(self, post: Post) -> datetime:
        since = self.order.accepted_at or post.seen_at
        age_s = (self.at - since).total_seconds()
        return self.at + timedelta(seconds=poll_delay_s(self.pacing, age_s))

    async def _case(self, kind: ReviewKind, facts: Mapping[str, object]) -> None:
        await open_case(self.uow, self.owners, Case(self.order.id, kind, facts), self.at)


def _by_order(posts: Sequence[Post]) -> dict[OrderId, list[Post]]:
    groups: dict[OrderId, list[Post]] = defaultdict(list)
    for post in posts:
        groups[post.order_id].append(post)
    return groups
