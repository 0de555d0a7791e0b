"""Who may order what right now: the checks that quoting and placing share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from domain.errors import (
    BlockedUserError,
    OrdersPausedError,
    ServiceUnavailableError,
    TermsError,
)

if TYPE_CHECKING:
    from db.unit_of_work import Reads
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId

PAUSED: Final = "paused"
"""Key of the shop's state under which `/pause` leaves its text."""

TERMS_VERSION: Final = 1
"""The terms that a customer must have accepted before paying; raise it when they change."""


async def admit(reads: Reads, user_id: UserId, service_id: ServiceId) -> Service:
    """Check that this customer may order this service now.

    Raises:
        NotFoundError: nobody by this number has written to the bot.
        BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
    """
    user = await reads.users.get(user_id)
    ensure_may_order(terms_version=user.terms_version, blocked_reason=user.blocked_reason)
    ensure_open(await reads.shop.get(PAUSED))
    service = await reads.services.find(service_id)
    if service is not None:
        service = await reads.routes.sold(service)
    if service is None or not service.orderable:
        raise ServiceUnavailableError(service_id)
    return service


def ensure_may_order(*, terms_version: int | None, blocked_reason: str | None) -> None:
    """Refuse blocked customers and those who have not accepted today's terms."""
    if blocked_reason is not None:
        raise BlockedUserError(blocked_reason)
    if (terms_version or 0) < TERMS_VERSION:
        raise TermsError


def ensure_open(paused: str | None) -> None:
    """Refuse while the operators have paused ordering; `paused` is what stands under PAUSED."""
    if paused is not None:
        raise OrdersPausedError(json.loads(paused).get("text", ""))
