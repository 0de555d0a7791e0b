"""Quote an order: today's exact price, kept for ten minutes under an unguessable number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import wallet_of
from domain.consent import is_large
from domain.ids import QuoteId
from domain.money import ZERO, Money, total
from domain.orders import Quote
from domain.pricing import price_of
from domain.recent import twin_of
from domain.requests import ensure_fits
from services.ordering.admission import admit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId
    from domain.orders import OrderRequest
    from domain.ports import Clock, Tokens

VALIDITY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer beside the customer's wallet: one quote, or several that are placed together."""

    parts: tuple[Quote, ...]
    service: Service
    available: Money
    awaited: bool = False
    """Whether it is paid by itself as soon as the money is there."""

    @property
    def quote(self) -> Quote:
        """The first part, by whose number the whole is accepted."""
        return self.parts[0]

    @property
    def charge(self) -> Money:
        """What everything costs."""
        return total(part.charge for part in self.parts)

    @property
    def missing(self) -> Money:
        """What has to be added before this can be paid; zero when the wallet suffices."""
        return max(self.charge - self.available, ZERO)


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """Price a request and keep the offer. Commits; moves no money; may be repeated."""

    database: Database
    clock: Clock
    tokens: Tokens

    async def __call__(
        self, *, user_id: UserId, service_id: ServiceId, request: OrderRequest
    ) -> Offer:
        """Make an offer for one order.

        Raises:
            FormError: the request does not fit the service as it is today.
            BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        """
        return await self.together(user_id=user_id, service_id=service_id, requests=[request])

    async def together(
        self, *, user_id: UserId, service_id: ServiceId, requests: Sequence[OrderRequest]
    ) -> Offer:
        """Make one offer for several orders, all or none of which are placed.

        Raises:
            FormError: a request does not fit the service as it is today.
            BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        """
        async with self.database.write(brief=True) as uow:
            service = await admit(uow, user_id, service_id)
            for request in requests:
                ensure_fits(service, request)
            now = self.clock.now()
            parts = quotes_for(service, requests, user_id=user_id, tokens=self.tokens, at=now)
            parts = await looked_over(uow, parts)
            await uow.quotes.add_all(parts)
            available = await uow.ledger.balance(wallet_of(user_id))
            awaited = await is_awaited(uow, user_id, requests, now)
            await uow.commit()
        return Offer(parts=parts, service=service, available=available, awaited=awaited)


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


def quotes_for(
    service: Service,
    requests: Sequence[OrderRequest],
    *,
    user_id: UserId,
    tokens: Tokens,
    at: datetime,
) -> tuple[Quote, ...]:
    """Today's offer for requests that fit, one or several."""
    made = [
        quote_for(service, request, user_id=user_id, number=tokens(), at=at)
        for request in requests
    ]
    return bundled(made)


def bundled(parts: Sequence[Quote]) -> tuple[Quote, ...]:
    """Tie offers together under the number of the first; a single one stays as it is."""
    if len(parts) == 1:
        return tuple(parts)
    name = parts[0].id
    return tuple(
        replace(part, bundle=name, part=number) for number, part in enumerate(parts, start=1)
    )


async def looked_over(reads: Reads, parts: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The offer, its first part marked with what its customer should be asked about."""
    first = parts[0]
    latest = await reads.recent_orders.latest(first.user_id)
    large = is_large(total(part.charge for part in parts), [order.charge for order in latest])
    marked = replace(first, twin_of=twin_of(first, latest), large=large)
    return (marked, *parts[1:])


async def is_awaited(
    reads: Reads, user_id: UserId, requests: Sequence[OrderRequest], now: datetime
) -> bool:
    """Tell whether exactly this is to be placed as soon as the money is there."""
    awaited = await reads.drafts.awaited(user_id, now)
    if awaited is None:
        return False
    parts = await reads.quotes.list_parts(user_id, awaited.quote_id)
    return [part.request for part in parts] == list(requests)
