"""The inbox as operators read it: open cases, and all the evidence about one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from domain.evidence import fall_of, likely_for
from domain.reviews import Likely, ReviewKind

if TYPE_CHECKING:
    from datetime import datetime

    from domain.accounts import User
    from domain.ids import ReviewId, UpstreamId, UserId
    from domain.orders import Order
    from domain.pacing import Pacing
    from domain.reviews import Attempt, Decision, Review
    from services.operators.desk import Desk
    from services.ordering.decide import DecideReview

PAGE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A page of open cases with their orders, oldest first."""

    cases: tuple[tuple[Review, Order], ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ReadInbox:
    """Read the open cases."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, page: int = 1) -> InboxPage:
        """Return a page, the nearest there is.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            total = await reads.reviews.count_open()
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 1), pages)
            found = await reads.reviews.list_open(limit=PAGE, offset=(page - 1) * PAGE)
            cases = [(review, await reads.orders.get(review.order_id)) for review in found]
        return InboxPage(cases=tuple(cases), page=page, pages=pages, total=total)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case with its evidence. `fall` and balances are in the provider's `currency`."""

    review: Review
    order: Order
    customer: User
    attempt: Attempt | None
    likely: Likely
    fall: Decimal | None
    currency: str
    unlocked_at: datetime | None
    """When "not there" may be decided; None when it may be now."""
    locked_s: int
    """Seconds until then."""

    @property
    def is_unconfirmed(self) -> bool:
        """Whether nobody knows if the order was placed."""
        return self.review.kind is ReviewKind.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class ReadCase:
    """Read one case."""

    desk: Desk
    pacing: Pacing

    async def __call__(self, *, actor_id: UserId, review_id: ReviewId) -> CaseCard:
        """Return it, decided or not.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such case.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            review = await reads.reviews.get(review_id)
            order = await reads.orders.get(review.order_id)
            customer = await reads.users.get(order.user_id)
            attempt = await reads.attempts.latest(order.id)
            state = await reads.providers.find(order.provider)
        locked_s = self._locked_s(attempt)
        return CaseCard(
            review=review,
            order=order,
            customer=customer,
            attempt=attempt,
            likely=likely_for(attempt) if attempt else Likely.UNCLEAR,
            fall=fall_of(attempt) if attempt else None,
            currency=(state.currency if state else None) or "",
            unlocked_at=self._unlocked_at(attempt) if locked_s else None,
            locked_s=locked_s,
        )

    def _unlocked_at(self, attempt: Attempt | None) -> datetime:
        since = attempt.started_at if attempt else self.desk.clock.now()
        return since + timedelta(seconds=self.pacing.settle_s)

    def _locked_s(self, attempt: Attempt | None) -> int:
        if attempt is None:
            return 0
        left = (self._unlocked_at(attempt) - self.desk.clock.now()).total_seconds()
        return max(math.ceil(left), 0)


@dataclass(frozen=True, slots=True)
class DecideCase:
    """Decide a case as an owner; see `DecideReview` for what is refused. Commits."""

    desk: Desk
    decide: DecideReview

    async def __call__(
        self,
        *,
        actor_id: UserId,
        review_id: ReviewId,
        decision: Decision,
        upstream_id: UpstreamId | None = None,
        certain: bool = False,
    ) -> Order:
        """Return the order as it stands afterwards.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such case.
            DecisionError: as `DecideReview` says.
        """
        self.desk.admit(actor_id)
        return await self.decide(
            actor_id=actor_id,
            review_id=review_id,
            decision=decision,
            upstream_id=upstream_id,
            certain=certain,
        )
