"""Alerts: what every owner is told, one outbox row each, once for each key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.notices import NoticeKind


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that owners must hear; `key` (at most 70 characters) makes it happen once."""

    kind: NoticeKind
    payload: Mapping[str, object]
    key: str


async def alert_owners(
    uow: UnitOfWork, owners: Iterable[UserId], alert: Alert, at: datetime
) -> None:
    """Write the rows in the caller's transaction; does not commit."""
    for owner in sorted(owners):
        await uow.outbox.add(
            chat_id=owner,
            kind=alert.kind,
            payload=alert.payload,
            dedupe_key=f"{alert.key}:{owner}",
            at=at,
        )
