"""A shop for service tests: a customer with money, a few services, a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from db.models.catalogue import services
from db.repositories.ledger import REVENUE, Movement, wallet_of
from domain.accounts import TransferKind
from domain.catalogue import Service
from domain.consent import WHATEVER_IS, Consent
from domain.ids import QuoteId, ServiceId, UpstreamId, UserId
from domain.money import Money
from domain.orders import OrderRequest
from services.books import MANUAL_TOPUPS, OpenBooks
from services.ordering.admission import TERMS_VERSION
from services.ordering.place import Placed, PlaceOrder
from services.ordering.quote import Offer, QuoteOrder
from services.people.enter import EnterShop
from tests.clock import MovableClock
from tests.stock import MAIN, service

if TYPE_CHECKING:
    from db.database import Database

CUSTOMER = UserId(58213)
OTHER = UserId(58214)
LINK = "https://www.instagram.com/name"
START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def a_service(**changes: Any) -> Service:
    """A service at 0.90 per 1,000 that costs 0.60; `changes` replace what matters."""
    plain = service(
        number=0,
        upstream_id=UpstreamId("101"),
        category="Instagram Followers",
        upstream_type="Default",
        dripfeed=True,
        refill=True,
        cancel=True,
        refill_days=30,
    )
    return replace(plain, **changes)


def a_request(quantity: int = 1000, *, runs: int | None = None) -> OrderRequest:
    """So many followers for one profile."""
    interval = None if runs is None else 60
    units = quantity * (runs or 1)
    return OrderRequest(
        link=LINK, quantity=quantity, units=units, runs=runs, interval=interval, fields={}
    )


@dataclass(slots=True)
class ShopFloor:
    """What service tests start from."""

    database: Database
    clock: MovableClock = field(default_factory=lambda: MovableClock(START))
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def token(self) -> str:
        return f"token-{next(self._numbers)}"

    async def open(self) -> None:
        await OpenBooks(self.database)(currency="USD")

    async def add_customer(self, user_id: UserId = CUSTOMER, *, money: str = "0") -> UserId:
        """Let somebody in who accepted the terms and has so much."""
        enter = EnterShop(self.database, self.clock, "USD", lambda _code: "en")
        await enter(user_id=user_id, first_name="Ann", username=None, language_code="en")
        async with self.database.write() as uow:
            await uow.users.accept_terms(user_id, version=TERMS_VERSION, at=self.clock.now())
            await uow.commit()
        if Money.of(money):
            await self.give(user_id, money)
        return user_id

    async def give(self, user_id: UserId, amount: str) -> None:
        """Top a wallet up."""
        topup = Movement(
            kind=TransferKind.TOPUP,
            ref=self.token(),
            source=MANUAL_TOPUPS,
            destination=wallet_of(user_id),
            amount=Money.of(amount),
            user_id=user_id,
            at=self.clock.now(),
        )
        async with self.database.write() as uow:
            await uow.ledger.move(topup)
            await uow.commit()

    async def add_service(self, service: Service | None = None) -> ServiceId:
        """Put a service on sale."""
        service = service or a_service()
        values = {
            c.name: getattr(service, c.name.removesuffix("_micros"))
            for c in services.c
            if c.name not in {"id", "targets", "shown_by", "updated_at", "details"}
        }
        values |= {"targets": ",".join(sorted(service.targets)), "updated_at": self.clock.now()}
        async with self.database.write() as uow:
            statement = services.insert().values(values).returning(services.c.id)
            made = (await uow.connection.execute(statement)).scalar_one()
            await uow.commit()
        return ServiceId(made)

    async def quote(
        self,
        service_id: ServiceId,
        request: OrderRequest | None = None,
        user_id: UserId = CUSTOMER,
    ) -> Offer:
        use_case = QuoteOrder(self.database, self.clock, self.token)
        return await use_case(
            user_id=user_id, service_id=service_id, request=request or a_request()
        )

    async def place(
        self,
        quote_id: QuoteId,
        user_id: UserId = CUSTOMER,
        *,
        said: frozenset[Consent] = WHATEVER_IS,
    ) -> Placed:
        use_case = PlaceOrder(self.database, self.clock, self.token)
        return await use_case(user_id=user_id, quote_id=quote_id, said=said)

    async def wallet(self, user_id: UserId = CUSTOMER) -> Money:
        async with self.database.read() as reads:
            return await reads.ledger.balance(wallet_of(user_id))

    async def count(self, table: Any) -> int:
        async with self.database.read() as reads:
            return len((await reads.connection.execute(table.select())).all())


__all__ = ["CUSTOMER", "LINK", "MAIN", "OTHER", "REVENUE", "START", "ShopFloor"]
