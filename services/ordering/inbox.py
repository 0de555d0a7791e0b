"""Cases for the inbox: opened with an alert to every owner, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.notices import NoticeKind
from domain.reviews import ReviewKind
from services.alerts import Alert, alert_owners

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.ids import OrderId, UserId

BLOCKING = frozenset({ReviewKind.UNCONFIRMED, ReviewKind.PARTIAL_ODD, ReviewKind.UPSTREAM_LOST})
"""While one of these is open, no money of the order moves by itself."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a person has to look at. `facts` are for operators' eyes, never shown to customers."""

    order_id: OrderId
    kind: ReviewKind
    facts: Mapping[str, object] = field(default_factory=dict)


async def open_case(uow: UnitOfWork, owners: Iterable[UserId], case: Case, at: datetime) -> None:
    """Open a case and tell the owners; one that was there before changes nothing. Does not commit.

    An unconfirmed order may come back after it was sent again; any other kind is raised once.
    """
    again = case.kind is ReviewKind.UNCONFIRMED
    opening = uow.reviews.open if again else uow.reviews.open_once
    review_id = await opening(case.order_id, case.kind, case.facts, at)
    if review_id is None:
        return
    if case.kind in BLOCKING:
        await uow.order_moves.mark(case.order_id, {"review": True})
    payload = {"review_id": review_id}
    alert = Alert(NoticeKind.ALERT_REVIEW, payload, f"review:{review_id}:0")
    await alert_owners(uow, owners, alert, at)
