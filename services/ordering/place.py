"""Place an order: one confirm makes one order and puts its charge on hold, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.errors import InsufficientFundsError, QuoteStaleError, ServiceUnavailableError
from domain.forms import ensure_fits
from services.ordering.admission import PAUSED, ensure_may_order, ensure_open
from services.ordering.quote import quote_for

if TYPE_CHECKING:
    from db.database import Database
    from db.repositories.placing import PlacingFacts
    from db.unit_of_work import UnitOfWork
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
            facts = await uow.placing.facts(user_id, quote_id, paused_key=PAUSED)
            if facts.placed:
                return await self._earlier(uow, facts.quote)
            _ensure_possible(facts)
            placed = await self._place(uow, await self._honoured(uow, facts), facts)
            await uow.commit()
        return placed

    async def _place(self, uow: UnitOfWork, quote: Quote, facts: PlacingFacts) -> Placed:
        now = self.clock.now()
        order = await uow.orders.add(quote, facts.service, now)
        if order is None:
            return await self._earlier(uow, quote)
        moved = await uow.ledger.move_leaving(_hold(order))
        if moved is None:
            available = await uow.ledger.balance(wallet_of(quote.user_id))
            raise InsufficientFundsError(charge=quote.charge, available=available)
        if facts.drafted:
            await uow.drafts.drop(quote.user_id)
        await uow.outbox.touch_card(quote.user_id, order.id, at=now + CARD_GRACE)
        return Placed(order=order, created=True, available=moved.left)

    async def _honoured(self, uow: UnitOfWork, facts: PlacingFacts) -> Quote:
        """The quote at today's purchase cost, unless its price must be shown anew first.

        Within its ten minutes a quote holds, unless the shop would pay more than it gets. Later it
        holds only where today's price is the same.
        """
        now, quote = self.clock.now(), facts.quote
        fresh = quote_for(
            facts.service, quote.request, user_id=quote.user_id, number=self.tokens(), at=now
        )
        in_time = now < quote.expires_at and fresh.cost <= quote.charge
        if in_time or fresh.charge == quote.charge:
            return replace(quote, cost=fresh.cost)
        await uow.quotes.add(fresh)
        await uow.commit()
        raise QuoteStaleError(old_charge=quote.charge, fresh=fresh)

    async def _earlier(self, uow: UnitOfWork, quote: Quote) -> Placed:
        order = await uow.orders.get_by_quote(quote.user_id, quote.id)
        available = await uow.ledger.balance(wallet_of(quote.user_id))
        return Placed(order=order, created=False, available=available)


def _ensure_possible(facts: PlacingFacts) -> None:
    """Check again, where it counts, what was checked when the price was asked."""
    ensure_may_order(terms_version=facts.terms_version, blocked_reason=facts.blocked_reason)
    ensure_open(facts.paused)
    if not facts.service.orderable:
        raise ServiceUnavailableError(facts.service.id)
    ensure_fits(facts.service, facts.quote.request)


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
