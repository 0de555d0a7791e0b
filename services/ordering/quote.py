"""Quote an order: today's exact price, kept for ten minutes under an unguessable number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import wallet_of
from domain.forms import ensure_fits
from domain.ids import QuoteId
from domain.money import ZERO, Money
from domain.orders import Quote
from domain.pricing import price_of
from services.ordering.admission import admit

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId
    from domain.orders import OrderRequest
    from domain.ports import Clock, Tokens

VALIDITY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A quote beside the customer's wallet; `missing` is zero when the wallet suffices."""

    quote: Quote
    service: Service
    available: Money

    @property
    def missing(self) -> Money:
        """What has to be added before this can be paid."""
        return max(self.quote.charge - self.available, ZERO)


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """Price a request and keep the offer. Commits; moves no money; may be repeated."""

    database: Database
    clock: Clock
    tokens: Tokens

    async def __call__(
        self, *, user_id: UserId, service_id: ServiceId, request: OrderRequest
    ) -> Offer:
        """Make an offer.

        Raises:
            FormError: the request does not fit the service as it is today.
            BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        """
        async with self.database.write() as uow:
            service = await admit(uow, user_id, service_id)
            ensure_fits(service, request)
            quote = quote_for(
                service, request, user_id=user_id, number=self.tokens(), at=self.clock.now()
            )
            await uow.quotes.add(quote)
            available = await uow.ledger.balance(wallet_of(user_id))
            await uow.commit()
        return Offer(quote=quote, service=service, available=available)


def quote_for(
    service: Service, request: OrderRequest, *, user_id: UserId, number: str, at: datetime
) -> Quote:
    """Today's offer for a request that fits."""
    price = price_of(service, request.units)
    return Quote(
        id=QuoteId(number),
        user_id=user_id,
        service_id=service.id,
        request=request,
        rate=service.rate,
        charge=price.charge,
        cost=price.cost,
        created_at=at,
        expires_at=at + VALIDITY,
    )
