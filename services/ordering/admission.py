"""Who may order what right now: the checks that quoting and placing share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from domain.errors import (
    BlockedUserError,
    NotFoundError,
    OrdersPausedError,
    ServiceUnavailableError,
    TermsError,
)

if TYPE_CHECKING:
    from db.unit_of_work import Reads
    from domain.accounts import User
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId

PAUSED: Final = "paused"
"""Key of the shop's state under which `/pause` leaves its text."""

TERMS_VERSION: Final = 1
"""The terms that a customer must have accepted before paying; raise it when they change."""


async def admit(reads: Reads, user_id: UserId, service_id: ServiceId) -> tuple[User, Service]:
    """Check that this customer may order this service now.

    Raises:
        NotFoundError: nobody by this number has written to the bot.
        BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
    """
    user = await reads.users.find(user_id)
    if user is None:
        raise NotFoundError
    ensure_may_order(user)
    await ensure_open(reads)
    service = await reads.services.find(service_id)
    if service is None or not service.orderable:
        raise ServiceUnavailableError(service_id)
    return user, service


def ensure_may_order(user: User) -> None:
    """Refuse blocked customers and those who have not accepted today's terms."""
    if user.blocked_reason is not None:
        raise BlockedUserError(user.blocked_reason)
    if (user.terms_version or 0) < TERMS_VERSION:
        raise TermsError


async def ensure_open(reads: Reads) -> None:
    """Refuse while the operators have paused ordering."""
    paused = await reads.shop.get(PAUSED)
    if paused is not None:
        raise OrdersPausedError(json.loads(paused).get("text", ""))
