"""Orders that pay themselves: placed, once, as soon as the money for them has arrived."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from db.repositories.ledger import wallet_of
from domain.consent import Consent
from domain.drafts import Awaited
from domain.errors import InsufficientFundsError, NotFoundError, ShopError
from domain.money import total
from domain.notices import NoticeKind
from domain.requests import ensure_fits
from domain.splitting import requests_for
from services.ordering.admission import admit
from services.ordering.place import PlaceOrder
from services.ordering.quote import bundled, looked_over, quotes_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.catalogue import Service
    from domain.ids import QuoteId, UserId
    from domain.money import Money
    from domain.orders import Order, OrderRequest, Quote
    from domain.ports import Clock, Tokens

log = structlog.get_logger()


class PriceRoseError(ShopError):
    """The price rose by more than somebody agreed to pay without being asked."""

    def __init__(self, *, was: Money, now: Money) -> None:
        super().__init__("price rose")
        self.was = was
        self.now = now


class DraftChangedError(ShopError):
    """The customer has begun another order since, or changes this one at the moment."""


@dataclass(frozen=True, slots=True)
class AwaitMoney:
    """Let the customer's draft be placed when there is money for it, or not. Commits."""

    database: Database

    async def __call__(self, *, user_id: UserId, quote_id: QuoteId, on: bool) -> None:
        """Switch it; may be repeated.

        Raises:
            NotFoundError: there is no such offer, or no draft, for this customer.
        """
        async with self.database.write() as uow:
            if on:
                await _switch_on(uow, user_id, quote_id)
            else:
                await uow.drafts.stop_awaiting(user_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class PayAwaited:
    """Place the drafts for which money has arrived. Commits each on its own.

    Any number of workers may run it at once: a draft is priced anew, placed under the number that
    its customer agreed to, and forgotten in one transaction, so that it becomes one order however
    many top-ups arrive, and whatever is interrupted.
    """

    database: Database
    clock: Clock
    tokens: Tokens

    async def __call__(self, *, limit: int) -> int:
        """Look at up to `limit` customers whose money has arrived; returns how many."""
        async with self.database.read() as reads:
            customers = await reads.drafts.list_credited(limit)
        for user_id in customers:
            await self._settle(user_id)
        return len(customers)

    async def _settle(self, user_id: UserId) -> None:
        try:
            await self._pay(user_id)
        except InsufficientFundsError:
            await self._go_on_waiting(user_id)
        except ShopError as refusal:
            await self._ask(user_id, refusal)

    async def _pay(self, user_id: UserId) -> None:
        async with self.database.write() as uow:
            await uow.placing.queue_up(user_id)
            awaited = await uow.drafts.awaited(user_id, self.clock.now())
            if awaited is None:
                await uow.drafts.forget_credit(user_id)
            else:
                await self._place(uow, user_id, awaited)
            await uow.commit()

    async def _place(self, uow: UnitOfWork, user_id: UserId, awaited: Awaited) -> None:
        now = self.clock.now()
        parts = await self._priced_anew(uow, user_id, awaited)
        charge = total(part.charge for part in parts)
        if awaited.rose_to(charge):
            raise PriceRoseError(was=awaited.charge, now=charge)
        available = await uow.ledger.balance(wallet_of(user_id))
        if available < charge:
            raise InsufficientFundsError(charge=charge, available=available)
        await uow.quotes.replace(parts)
        place = PlaceOrder(self.database, self.clock, self.tokens)
        # The amount stood on the screen where this was switched on.
        placed = await place.apply(
            uow, user_id=user_id, quote_id=awaited.quote_id, said=frozenset({Consent.LARGE})
        )
        await _tell_placed(uow, placed.order, now)
        log.info("order.paid_itself", order=placed.order.id, orders=len(placed.orders))

    async def _priced_anew(
        self, uow: UnitOfWork, user_id: UserId, awaited: Awaited
    ) -> tuple[Quote, ...]:
        """Today's offer for the same, under the same number."""
        old = await uow.quotes.list_parts(user_id, awaited.quote_id)
        if not old:
            raise NotFoundError
        service = await admit(uow, user_id, old[0].service_id)
        requests = [part.request for part in old]
        await self._ensure_unchanged(uow, user_id, service, requests)
        for request in requests:
            ensure_fits(service, request)
        fresh = quotes_for(
            service, requests, user_id=user_id, tokens=self.tokens, at=self.clock.now()
        )
        return await looked_over(
            uow, bundled([replace(fresh[0], id=awaited.quote_id), *fresh[1:]])
        )

    async def _ensure_unchanged(
        self, uow: UnitOfWork, user_id: UserId, service: Service, requests: Sequence[OrderRequest]
    ) -> None:
        """Pay for nothing but what stood on the screen where it was agreed to."""
        draft = await uow.drafts.find(user_id, self.clock.now())
        if draft is None or draft.service_id != service.id or draft.asked(service) is not None:
            raise DraftChangedError
        if list(requests_for(service, draft.values)) != list(requests):
            raise DraftChangedError

    async def _go_on_waiting(self, user_id: UserId) -> None:
        async with self.database.write() as uow:
            await uow.drafts.forget_credit(user_id)
            await uow.commit()

    async def _ask(self, user_id: UserId, refusal: ShopError) -> None:
        """Switch it off, and let the customer look at the order themselves."""
        async with self.database.write() as uow:
            awaited = await uow.drafts.awaited(user_id, self.clock.now())
            await uow.drafts.stop_awaiting(user_id)
            if awaited is not None and not isinstance(refusal, DraftChangedError):
                rose = refusal if isinstance(refusal, PriceRoseError) else None
                await uow.outbox.add(
                    chat_id=user_id,
                    kind=NoticeKind.ORDER_UNPAID,
                    payload=_prices(rose),
                    dedupe_key=f"unpaid:{awaited.quote_id}",
                    at=self.clock.now(),
                )
            await uow.commit()
        log.info("order.not_paid_itself", why=type(refusal).__name__)


async def _switch_on(uow: UnitOfWork, user_id: UserId, quote_id: QuoteId) -> None:
    parts = await uow.quotes.list_parts(user_id, quote_id)
    if not parts:
        raise NotFoundError
    awaited = Awaited(quote_id, total(part.charge for part in parts))
    if not await uow.drafts.await_money(user_id, awaited):
        raise NotFoundError


async def _tell_placed(uow: UnitOfWork, order: Order, at: datetime) -> None:
    await uow.outbox.add(
        chat_id=order.user_id,
        kind=NoticeKind.ORDER_PLACED,
        payload={"order_id": order.id},
        dedupe_key=f"placed:{order.id}",
        at=at,
    )


def _prices(rose: PriceRoseError | None) -> dict[str, object]:
    return {} if rose is None else {"was_micros": rose.was.micros, "now_micros": rose.now.micros}
