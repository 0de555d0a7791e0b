"""The shop's books as a whole: opened in one currency at start, watched while it runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from db.repositories.ledger import REVENUE
from domain.errors import ShopError
from domain.notices import NoticeKind
from services.alerts import Alert, alert_owners
from services.ordering.admission import PAUSED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.ports import Clock
    from services.audit import AuditLedger, AuditReport

CURRENCY: Final = "currency"
"""Key of the shop's state that holds the currency of every account."""

MANUAL_TOPUPS: Final = "world:topup:manual"
"""The account from which money comes that an operator adds by hand."""

logger = structlog.get_logger(__name__)


class CurrencyError(ShopError):
    """The books are kept in another currency than the one that is set."""

    def __init__(self, *, kept: str, wanted: str) -> None:
        super().__init__(
            f"this database keeps its books in {kept}, and CURRENCY is {wanted}. "
            f"Set CURRENCY={kept}, or DATABASE_URL to a new database."
        )


@dataclass(frozen=True, slots=True)
class OpenBooks:
    """Settle the currency for good and open the common accounts. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, currency: str) -> None:
        """Open the books.

        Raises:
            CurrencyError: they are kept in another currency.
        """
        async with self.database.write() as uow:
            kept = await uow.shop.settle(CURRENCY, currency)
            if kept != currency:
                raise CurrencyError(kept=kept, wanted=currency)
            for account in (REVENUE, MANUAL_TOPUPS):
                await uow.ledger.open_common(account, currency)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class StopTheShop:
    """Stop taking orders because the ledger does not add up, and tell the owners. Commits.

    May be repeated: each broken invariant is told once a day.
    """

    database: Database
    clock: Clock
    owners: frozenset[UserId]

    async def __call__(self, *, broken: Sequence[str]) -> None:
        """Stop; `broken` names invariants."""
        logger.error("ledger.broken", checks=list(broken))
        now = self.clock.now()
        async with self.database.write() as uow:
            await self._alert(uow, broken, now)
            pause = {"text": "", "by": "audit", "at": now.isoformat()}
            await uow.shop.settle(PAUSED, json.dumps(pause))
            await uow.commit()

    async def _alert(self, uow: UnitOfWork, broken: Sequence[str], now: datetime) -> None:
        for check in broken:
            key = f"ledger:{check}:{now:%Y%m%d}"
            alert = Alert(NoticeKind.ALERT_LEDGER, {"check": check}, key)
            await alert_owners(uow, self.owners, alert, now)


@dataclass(frozen=True, slots=True)
class WatchLedger:
    """Audit the ledger; when it does not add up, stop taking orders and tell the owners.

    Commits. May be repeated: each broken invariant is told once a day, and a pause that an
    operator lifted is set again only by a new audit that fails.
    """

    audit: AuditLedger
    stop: StopTheShop

    async def __call__(self) -> AuditReport:
        """Audit once and return the report."""
        report = await self.audit()
        broken = [check.id for check in report.checks if not check.holds]
        if broken:
            await self.stop(broken=broken)
        return report
