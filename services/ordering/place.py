"""Place an order: one confirm makes one order and puts its charge on hold, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.errors import InsufficientFundsError, QuoteStaleError
from domain.forms import ensure_fits
from services.ordering.admission import admit
from services.ordering.quote import quote_for

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.catalogue import Service
    from domain.ids import QuoteId, UserId
    from domain.money import Money
    from domain.orders import Order, Quote
    from domain.ports import Clock, Tokens

CARD_GRACE: Final = timedelta(seconds=10)
"""The tap's own answer shows the card; should it be lost, the outbox sends it after this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The quote's order. `created` is False when an earlier confirm had made it already."""

    order: Order
    created: bool
    available: Money


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Turn a quote into a queued order, its charge on hold. Commits; may be repeated."""

    database: Database
    clock: Clock
    tokens: Tokens

    async def __call__(self, *, user_id: UserId, quote_id: QuoteId) -> Placed:
        """Place the order, or show the one that this quote already became.

        Raises:
            NotFoundError: no such quote for this customer.
            InsufficientFundsError: the wallet has less than the charge.
            QuoteStaleError: the quote ran out or the price rose; a fresh quote is kept.
            BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        """
        async with self.database.write() as uow:
            quote = await uow.quotes.get_own(user_id, quote_id)
            placed = await self._earlier(uow, quote)
            if placed is not None:
                return placed
            _, service = await admit(uow, user_id, quote.service_id)
            ensure_fits(service, quote.request)
            placed = await self._place(uow, await self._honoured(uow, quote, service), service)
            await uow.commit()
        return placed

    async def _place(self, uow: UnitOfWork, quote: Quote, service: Service) -> Placed:
        now = self.clock.now()
        order = await uow.orders.add(quote, service, now)
        if order is None:
            return await self._lost_race(uow, quote)
        if await uow.ledger.move(_hold(order)) is None:
            available = await uow.ledger.balance(wallet_of(quote.user_id))
            raise InsufficientFundsError(charge=quote.charge, available=available)
        await uow.drafts.drop(quote.user_id)
        await uow.outbox.touch_card(quote.user_id, order.id, at=now + CARD_GRACE)
        available = await uow.ledger.balance(wallet_of(quote.user_id))
        return Placed(order=order, created=True, available=available)

    async def _honoured(self, uow: UnitOfWork, quote: Quote, service: Service) -> Quote:
        """The quote at today's purchase cost, unless its price must be shown anew first.

        Within its ten minutes a quote holds, unless the shop would pay more than it gets. Later it
        holds only where today's price is the same.
        """
        now = self.clock.now()
        fresh = quote_for(
            service, quote.request, user_id=quote.user_id, number=self.tokens(), at=now
        )
        in_time = now < quote.expires_at and fresh.cost <= quote.charge
        if in_time or fresh.charge == quote.charge:
            return replace(quote, cost=fresh.cost)
        await uow.quotes.add(fresh)
        await uow.commit()
        raise QuoteStaleError(old_charge=quote.charge, fresh=fresh)

    async def _earlier(self, uow: UnitOfWork, quote: Quote) -> Placed | None:
        order = await uow.orders.find_by_quote(quote.user_id, quote.id)
        if order is None:
            return None
        available = await uow.ledger.balance(wallet_of(quote.user_id))
        return Placed(order=order, created=False, available=available)

    async def _lost_race(self, uow: UnitOfWork, quote: Quote) -> Placed:
        earlier = await self._earlier(uow, quote)
        if earlier is None:  # the conflict says that the order stands; only damage can hide it
            raise RuntimeError("a quote has an order that cannot be read")
        return earlier


def _hold(order: Order) -> Movement:
    return Movement(
        kind=TransferKind.HOLD,
        ref=str(order.id),
        source=wallet_of(order.user_id),
        destination=hold_of(order.user_id),
        amount=order.charge,
        user_id=order.user_id,
        order_id=order.id,
        at=order.created_at,
    )
