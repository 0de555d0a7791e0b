"""What nobody knows yet: interrupted tries found, evidence gathered, people reminded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog

from domain.notices import NoticeKind
from domain.pacing import EVIDENCE_S, REMINDERS
from domain.provider_state import BALANCE_FRESH_S
from domain.reviews import AttemptOutcome
from services.alerts import Alert, alert_owners
from services.ordering.inbox import BLOCKING
from services.ordering.outcomes import park
from services.providers.balance import ReadBalance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ids import ProviderName, UserId
    from domain.ports import Clock
    from domain.reviews import Attempt, Review
    from services.providers.provider import Providers

log = structlog.get_logger()

BATCH: Final = 100
EVIDENCE_WINDOW: Final = timedelta(minutes=10)
"""A balance read later than this after a try says nothing about it any more."""

INTERRUPTED: Final = "interrupted before the answer was written down"


@dataclass(frozen=True, slots=True)
class RecoverAttempts:
    """Find orders whose sender died in the middle: unconfirmed, for nothing can be proved.

    Commits. May run at start and at any time, in any number of processes: a try that may still
    be under way is left alone until its deadline has passed.
    """

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self) -> int:
        """Return how many orders now wait for a person."""
        async with self.database.read() as reads:
            expired = await reads.attempts.list_expired(self.clock.now(), BATCH)
        return sum([await self._recover(attempt) for attempt in expired])

    async def _recover(self, attempt: Attempt) -> bool:
        async with self.database.write() as uow:
            now = self.clock.now()
            unconfirmed = AttemptOutcome.UNCONFIRMED
            if not await uow.attempts.close(attempt.id, unconfirmed, INTERRUPTED, now):
                return False
            order = await uow.orders.get(attempt.order_id)
            parked = await park(uow, self.owners, order, INTERRUPTED, now)
            await uow.commit()
        log.warning("attempt.interrupted", order=attempt.order_id)
        return parked


@dataclass(frozen=True, slots=True)
class GatherEvidence:
    """Read balances some seconds after unconfirmed tries and keep them for a person. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers

    async def __call__(self) -> int:
        """Return how many tries got a figure more."""
        async with self.database.read() as reads:
            unproved = await reads.attempts.list_unproved(self.clock.now() - EVIDENCE_WINDOW)
        due: Mapping[ProviderName, list[Attempt]] = defaultdict(list)
        for attempt in unproved:
            if attempt.provider in self.providers and _is_due(attempt, self.clock.now()):
                due[attempt.provider].append(attempt)
        return sum([await self._gather(provider, tries) for provider, tries in due.items()])

    async def _gather(self, provider: ProviderName, tries: list[Attempt]) -> int:
        read = ReadBalance(self.database, self.clock, self.owners)
        balance = await read(self.providers[provider])
        if balance is None:
            return 0
        async with self.database.write() as uow:
            for attempt in tries:
                since = attempt.started_at - timedelta(seconds=BALANCE_FRESH_S)
                others = await uow.attempts.count_near(provider, since) - 1
                near = max(attempt.in_flight, others)
                await uow.attempts.add_evidence(attempt, f"{balance.amount:f}", in_flight=near)
            await uow.commit()
        return len(tries)


@dataclass(frozen=True, slots=True)
class RemindReviews:
    """Remind the owners of cases that hold money, after 15 minutes and two hours. Commits."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self) -> int:
        """Return how many cases were named again."""
        now = self.clock.now()
        async with self.database.read() as reads:
            waiting = [
                review
                for number, delay in enumerate(REMINDERS)
                for review in await reads.reviews.list_to_remind(number, now - delay, BLOCKING)
            ]
        return sum([await self._remind(review) for review in waiting])

    async def _remind(self, review: Review) -> bool:
        number = review.reminded + 1
        payload = {"review_id": review.id, "reminder": number}
        alert = Alert(NoticeKind.ALERT_REVIEW, payload, f"review:{review.id}:{number}")
        async with self.database.write() as uow:
            if not await uow.reviews.count_reminder(review):
                return False
            await alert_owners(uow, self.owners, alert, self.clock.now())
            await uow.commit()
        return True


def _is_due(attempt: Attempt, at: datetime) -> bool:
    read = len(attempt.balances_after)
    if attempt.finished_at is None or read >= len(EVIDENCE_S):
        return False
    return at - attempt.finished_at >= timedelta(seconds=EVIDENCE_S[read])
