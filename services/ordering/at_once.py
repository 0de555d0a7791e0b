"""Place an order whose price nobody waits to see: quoted and paid in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import ServiceUnavailableError
from domain.requests import ensure_fits
from services.ordering.admission import ensure_may_order, ensure_open
from services.ordering.place import hold_all
from services.ordering.quote import quote_for

if TYPE_CHECKING:
    from datetime import datetime

    from db.repositories.api_orders import AddingFacts
    from db.unit_of_work import UnitOfWork
    from domain.catalogue import Service
    from domain.ids import UserId
    from domain.orders import Order, OrderRequest, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody orders; `service` is as it was when the request was read."""

    user_id: UserId
    service: Service
    request: OrderRequest
    api_key_id: int


def ensure_possible(facts: AddingFacts, wish: Wish) -> None:
    """Check, where it counts, what a person is told before they see a price.

    Raises:
        BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        FormError: the request does not fit the service any more.
    """
    ensure_may_order(terms_version=facts.terms_version, blocked_reason=facts.blocked_reason)
    ensure_open(facts.paused)
    if not facts.service.orderable:
        raise ServiceUnavailableError(facts.service.id)
    if facts.service != wish.service:  # else it was read against the very same
        ensure_fits(facts.service, wish.request)


def offer_for(facts: AddingFacts, wish: Wish, *, number: str, at: datetime) -> Quote:
    """Today's price; it is never kept, for nobody looks at it first."""
    return quote_for(facts.service, wish.request, user_id=wish.user_id, number=number, at=at)


async def place_at_once(
    uow: UnitOfWork, quote: Quote, service: Service, wish: Wish, *, at: datetime
) -> Order:
    """Make the order and put its charge on hold. Does not commit.

    Raises:
        InsufficientFundsError: the wallet has less than the charge.
    """
    order = await uow.orders.add(quote, service, at, api_key_id=wish.api_key_id)
    if order is None:
        raise RuntimeError("a token was made twice")
    await hold_all(uow, [order])
    return order
