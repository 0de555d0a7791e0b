"""Ask providers how refills get on, a hundred at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.provider import ProviderError
from domain.turns import turn_by_refill
from services.ordering.aftercare.turns import take_turn
from services.providers.health import Proof, ProviderHealth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Database
    from domain.aftercare import Ask
    from domain.ids import ProviderName, UserId
    from domain.pacing import Pacing
    from domain.ports import Clock
    from domain.provider import RefillAnswers
    from services.providers.provider import Providers

BATCH: Final = 100
LEASE: Final = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class PollRefills:
    """Ask about one provider's due refills. Commits; any number of workers may run it."""

    database: Database
    clock: Clock
    owners: frozenset[UserId]
    providers: Providers
    pacing: Pacing

    async def __call__(self, *, provider: ProviderName, limit: int) -> int:
        """Ask about up to `limit` refills; returns how many were asked about."""
        asks = await self._claim(provider, min(limit, BATCH))
        if not asks:
            return 0
        health = ProviderHealth(self.database, self.clock, self.owners)
        numbers = [ask.refill_id for ask in asks if ask.refill_id]
        try:
            answers = await self.providers[provider].client.refill_status(numbers)
        except ProviderError as error:
            await health.read_failed(provider, error)
            await self._record(asks, {})
            return 0
        await self._record(asks, answers)
        await health.answered(provider, Proof.READ)
        return len(asks)

    async def _claim(self, provider: ProviderName, limit: int) -> list[Ask]:
        async with self.database.read() as reads:
            state = await reads.providers.find(provider)
            due = await reads.asks.has_due(provider, self.clock.now())
        if not due or (state is not None and not state.may_ask(self.clock.now())):
            return []
        async with self.database.write() as uow:
            now = self.clock.now()
            claimed = await uow.asks.claim_to_look(provider, limit, at=now, until=now + LEASE)
            if claimed:
                await uow.commit()
        return claimed

    async def _record(self, asks: Sequence[Ask], answers: RefillAnswers) -> None:
        async with self.database.write() as uow:
            now = self.clock.now()
            for ask in asks:
                answer = answers.get(ask.refill_id) if ask.refill_id else None
                await take_turn(uow, ask, turn_by_refill(ask, answer, self.pacing, now), now)
            await uow.commit()
