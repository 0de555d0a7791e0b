"""A provider's services read on an operator's word: written to the journal, at once on sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import DecisionError
from domain.operators import Act

if TYPE_CHECKING:
    from domain.ids import ProviderName, UserId
    from domain.sync_report import SyncReport
    from services.catalogue.refresh import RefreshCatalogue
    from services.catalogue.sync import Progress, SyncCatalogue
    from services.operators.desk import Desk


@dataclass(frozen=True, slots=True)
class SyncByHand:
    """Synchronise providers. Commits; may be repeated."""

    desk: Desk
    sync: SyncCatalogue
    refresh: RefreshCatalogue

    @property
    def names(self) -> tuple[ProviderName, ...]:
        """Every provider of the settings."""
        return tuple(sorted(self.sync.providers))

    async def __call__(
        self,
        *,
        actor_id: UserId,
        provider: ProviderName,
        progress: Progress,
        sure: bool = False,
    ) -> SyncReport:
        """Read one provider's services; `sure` accepts that many of them are gone.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_provider`.
        """
        self.desk.admit(actor_id)
        if provider not in self.sync.providers:
            raise DecisionError("no_provider")
        report = await self.sync(
            provider=provider, progress=progress, confirmed=sure, asker=actor_id
        )
        await self.refresh()
        async with self.desk.database.write() as uow:
            await uow.journal.add(
                actor_id=actor_id,
                act=Act.SYNC,
                target=f"provider:{provider}",
                after=f"{report.outcome}: {report.on_sale} on sale, {report.lost} lost",
                reason="accepted as gone" if sure else None,
                at=self.desk.clock.now(),
            )
            await uow.commit()
        return report
