"""Place an order: one confirm makes one order and puts its charge on hold, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from db.repositories.cards import Card
from db.repositories.ledger import Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.consent import NOTHING_SAID, TWIN_WITHIN, Consent, Doubts
from domain.errors import (
    ConsentError,
    InsufficientFundsError,
    QuoteStaleError,
    ServiceUnavailableError,
)
from domain.money import ZERO, total
from domain.orders import OrderStatus
from domain.pricing import exact_cost, price_of
from domain.requests import ensure_fits
from domain.submission import is_worth_sending
from services.ordering.admission import PAUSED, ensure_may_order, ensure_open
from services.ordering.quote import quotes_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

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
    """The orders of a quote, one or several.

    `created` is False when an earlier confirm had made them already.
    """

    orders: tuple[Order, ...]
    created: bool
    available: Money

    @property
    def order(self) -> Order:
        """The only order, or the first one."""
        return self.orders[0]


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Turn a quote into queued orders, their charges on hold. Commits; may be repeated."""

    database: Database
    clock: Clock
    tokens: Tokens
    margin_percent: Decimal = Decimal(0)

    async def __call__(
        self,
        *,
        user_id: UserId,
        quote_id: QuoteId,
        said: frozenset[Consent] = NOTHING_SAID,
    ) -> Placed:
        """Place the quote's orders, all or none, or show those that it already became.

        Raises:
            NotFoundError: no such quote for this customer.
            ConsentError: the customer must be asked something that is not in `said`.
            InsufficientFundsError: the wallet has less than the charge.
            QuoteStaleError: the quote ran out or the price rose; a fresh quote is kept.
            FormError: the request does not fit the service any more.
            BlockedUserError, TermsError, OrdersPausedError, ServiceUnavailableError: as they say.
        """
        async with self.database.write(brief=True) as uow:
            try:
                placed = await self.apply(uow, user_id=user_id, quote_id=quote_id, said=said)
            except QuoteStaleError as stale:
                await uow.quotes.add_all(stale.parts)
                await uow.commit()
                raise
            await uow.commit()
        return placed

    async def apply(
        self,
        uow: UnitOfWork,
        *,
        user_id: UserId,
        quote_id: QuoteId,
        said: frozenset[Consent] = NOTHING_SAID,
    ) -> Placed:
        """Do it in the caller's transaction, of no more use once this raises. Does not commit.

        Raises:
            ShopError: as the call above; the fresh quotes of a stale one are not kept.
        """
        facts = await uow.placing.facts(user_id, quote_id, paused_key=PAUSED)
        parts = await _parts(uow, facts.quote)
        if facts.placed:
            return await _earlier(uow, parts)
        _ensure_possible(facts, parts)
        await self._ensure_said(uow, facts, parts, said)
        return await self._place(uow, self._honoured(facts, parts), facts, said)

    async def _ensure_said(
        self,
        uow: UnitOfWork,
        facts: PlacingFacts,
        parts: Sequence[Quote],
        said: frozenset[Consent],
    ) -> None:
        """Ask before paying what somebody would wish to have been asked."""
        settled = said & {Consent.NOW, Consent.AFTER}
        twin = None if Consent.AGAIN in said else await self._twin(uow, facts.quote)
        doubts = Doubts(
            quote_id=facts.quote.id,
            charge=total(part.charge for part in parts),
            said=said,
            busy=None if settled else facts.busy,
            twin=None if twin is None else twin.id,
            twin_minutes=0 if twin is None else self._minutes_since(twin),
            large=facts.quote.large and Consent.LARGE not in said,
        )
        if doubts:
            raise ConsentError(doubts)

    async def _twin(self, uow: UnitOfWork, quote: Quote) -> Order | None:
        if quote.twin_of is None:
            return None
        twin = await uow.orders.get_own(quote.user_id, quote.twin_of)
        young = self.clock.now() - twin.created_at < TWIN_WITHIN
        return twin if young and twin.status is not OrderStatus.RELEASED else None

    def _minutes_since(self, order: Order) -> int:
        return int((self.clock.now() - order.created_at).total_seconds()) // 60

    async def _place(
        self,
        uow: UnitOfWork,
        parts: Sequence[Quote],
        facts: PlacingFacts,
        said: frozenset[Consent],
    ) -> Placed:
        now = self.clock.now()
        made: list[Order] = []
        before = facts.busy if Consent.AFTER in said else None
        for part in parts:
            order = await uow.orders.add(part, facts.service, now, waits_for=before)
            if order is None:
                return await _earlier(uow, parts)
            made.append(order)
            before = order.id
        available = await hold_all(uow, made)
        if facts.drafted:
            await uow.drafts.drop(facts.quote.user_id)
        await _show(uow, made, now + CARD_GRACE)
        return Placed(orders=tuple(made), created=True, available=available)

    def _honoured(self, facts: PlacingFacts, parts: Sequence[Quote]) -> tuple[Quote, ...]:
        """The quotes at today's purchase cost, unless their price must be shown anew first.

        Within its ten minutes a quote holds, unless it leaves less than the shop's least margin.
        Later it holds only where today's price is the same.
        """
        now, first = self.clock.now(), facts.quote
        prices = [price_of(facts.service, part.request.units) for part in parts]
        covered = all(
            is_worth_sending(
                part.charge, exact_cost(facts.service, part.request.units), self.margin_percent
            )
            for part in parts
        )
        same = [price.charge for price in prices] == [part.charge for part in parts]
        if same or (covered and now < first.expires_at):
            return tuple(
                replace(part, cost=price.cost) for price, part in zip(prices, parts, strict=True)
            )
        fresh = quotes_for(
            facts.service,
            [part.request for part in parts],
            user_id=first.user_id,
            tokens=self.tokens,
            at=now,
        )
        marked = replace(fresh[0], twin_of=first.twin_of, large=first.large)
        old_charge = total(part.charge for part in parts)
        raise QuoteStaleError(old_charge=old_charge, parts=(marked, *fresh[1:]))


async def _parts(uow: UnitOfWork, quote: Quote) -> Sequence[Quote]:
    return [quote] if quote.bundle is None else await uow.quotes.list_bundle(quote.bundle)


async def _earlier(uow: UnitOfWork, parts: Sequence[Quote]) -> Placed:
    user_id = parts[0].user_id
    orders = [await uow.orders.get_by_quote(user_id, part.id) for part in parts]
    available = await uow.ledger.balance(wallet_of(user_id))
    return Placed(orders=tuple(orders), created=False, available=available)


async def hold_all(uow: UnitOfWork, orders: Sequence[Order]) -> Money:
    """Put every charge on hold; returns what the wallet has left.

    Raises:
        InsufficientFundsError: it has not enough for all of them.
    """
    left, held = ZERO, ZERO
    for order in orders:
        moved = await uow.ledger.move_leaving(_hold(order))
        if moved is None:
            balance = await uow.ledger.balance(wallet_of(order.user_id))
            charge = total(order.charge for order in orders)
            raise InsufficientFundsError(charge=charge, available=balance + held)
        left, held = moved.left, held + order.charge
    return left


async def _show(uow: UnitOfWork, orders: Sequence[Order], at: datetime) -> None:
    """Let a single one be shown live; several are listed by the tap's own answer."""
    if len(orders) == 1:
        await uow.outbox.touch_card(orders[0].user_id, orders[0].id, at=at)
        return
    for order in orders:
        await uow.cards.put(Card.left(order.id))


def _ensure_possible(facts: PlacingFacts, parts: Sequence[Quote]) -> None:
    """Check again, where it counts, what was checked when the price was asked."""
    ensure_may_order(terms_version=facts.terms_version, blocked_reason=facts.blocked_reason)
    ensure_open(facts.paused)
    if not facts.service.orderable:
        raise ServiceUnavailableError(facts.service.id)
    for part in parts:
        ensure_fits(facts.service, part.request)


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
