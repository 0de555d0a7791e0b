"""What owners hear after a synchronisation that moved prices: one message, however many moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.notices import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.sync_report import SyncReport


async def tell_prices(
    uow: UnitOfWork, report: SyncReport, owners: Iterable[UserId], at: datetime
) -> None:
    """Write the price report into the outbox, where there is something to say. Does not commit."""
    if not report.moved_prices:
        return
    payload = payload_of(report)
    for owner in sorted(owners):
        await uow.outbox.add(
            chat_id=owner,
            kind=NoticeKind.PRICE_REPORT,
            payload=payload,
            dedupe_key=f"prices:{report.provider}:{at:%Y%m%d%H%M%S}:{owner}",
            at=at,
        )


def payload_of(report: SyncReport) -> dict[str, object]:
    """What a price report tells, in counts and numbers of services."""
    return {
        "provider": report.provider,
        "up": report.raised,
        "down": report.lowered,
        "gone": report.gone,
        "new": report.added,
        "held": report.held,
        "paused": report.paused,
        "reused": report.reused,
        "samples": [
            [move.service_id, move.before.micros, move.now.micros] for move in report.samples
        ],
    }
