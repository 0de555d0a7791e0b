"""A shop with one customer and a scripted provider, to play the engine's scenes on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from db.database import Database
from db.models.outbox import outbox
from db.repositories.ledger import Movement, wallet_of
from domain.accounts import Transfer, TransferKind, User
from domain.catalogue import Service, ServiceType, UpstreamService
from domain.ids import OrderId, ProviderName, QuoteId, ReviewId, ServiceId, UpstreamId, UserId
from domain.listed import Listing
from domain.money import ZERO, Money
from domain.orders import Order, OrderRequest, OrderStatus
from domain.pacing import Pacing
from domain.platforms import Kind, Platform, Target
from domain.provider import (
    Accepted,
    AddCall,
    AddOutcome,
    AskAnswers,
    AskOutcome,
    Balance,
    ProviderError,
    RefillAnswers,
    StatusAnswers,
    StatusRefused,
    Taken,
    UpstreamRefill,
    UpstreamStatus,
)
from domain.reviews import Attempt, Review
from services.books import OpenBooks
from services.ordering.place import PlaceOrder
from services.ordering.poll import PollOrders
from services.ordering.quote import quote_for
from services.ordering.submit import SubmitOrders
from services.providers.provider import Provider
from tests.clock import MovableClock
from tests.service.shopfloor import START as NOON
from tests.stock import MAIN

CUSTOMER = UserId(1001)
OWNER = UserId(7)
COST = Money.of(1)

Answer = AddOutcome | BaseException | Callable[[AddCall], Awaitable[AddOutcome]]
AskAnswer = AskOutcome | BaseException | Callable[[], Awaitable[AskOutcome]]


@dataclass
class ScriptedProvider:
    """A provider that answers as told and remembers every order it was sent."""

    name: ProviderName = MAIN
    currency: str = "USD"
    adds: list[AddCall] = field(default_factory=list)
    script: deque[Answer] = field(default_factory=deque)
    statuses: dict[UpstreamId, UpstreamStatus | StatusRefused] = field(default_factory=dict)
    asked: list[tuple[UpstreamId, ...]] = field(default_factory=list)
    balances: int = 0
    money: Decimal = Decimal(100)
    trouble: ProviderError | None = None
    asks: list[tuple[str, UpstreamId]] = field(default_factory=list)
    ask_script: deque[AskAnswer] = field(default_factory=deque)
    refills: dict[UpstreamId, UpstreamRefill | StatusRefused] = field(default_factory=dict)
    looks: int = 0

    async def services(self) -> Sequence[UpstreamService]:
        return []

    async def balance(self) -> Balance:
        self.balances += 1
        if self.trouble:
            raise self.trouble
        return Balance(amount=self.money, currency=self.currency)

    async def add(self, call: AddCall) -> AddOutcome:
        self.adds.append(call)
        number = 23500 + len(self.adds)
        await asyncio.sleep(0)
        answer = self.script.popleft() if self.script else Accepted(UpstreamId(str(number)))
        if isinstance(answer, BaseException):
            raise answer
        if callable(answer):
            return await answer(call)
        return answer

    async def status(self, ids: Sequence[UpstreamId]) -> StatusAnswers:
        self.asked.append(tuple(ids))
        if self.trouble:
            raise self.trouble
        return {number: self.statuses[number] for number in ids if number in self.statuses}

    async def refill(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        return {number: await self._asked("refill", number) for number in ids}

    async def cancel(self, ids: Sequence[UpstreamId]) -> AskAnswers:
        return {number: await self._asked("cancel", number) for number in ids}

    async def refill_status(self, ids: Sequence[UpstreamId]) -> RefillAnswers:
        self.looks += 1
        if self.trouble:
            raise self.trouble
        return {number: self.refills[number] for number in ids if number in self.refills}

    async def _asked(self, action: str, number: UpstreamId) -> AskOutcome:
        self.asks.append((action, number))
        await asyncio.sleep(0)
        answer = self.ask_script.popleft() if self.ask_script else _taken(action, len(self.asks))
        if isinstance(answer, BaseException):
            raise answer
        return await answer() if callable(answer) else answer


def _taken(action: str, number: int) -> Taken:
    return Taken(UpstreamId(str(700 + number)) if action == "refill" else None)


def status(word: str, **given: Any) -> UpstreamStatus:
    """An answer of a provider: a word of the shop's own statuses, or one that nobody knows."""
    known = {member.value: member for member in OrderStatus}
    nothing = {"charge": None, "start_count": None, "remains": None, "currency": None}
    return UpstreamStatus(**{"word": word, "status": known.get(word), **nothing, **given})


@dataclass
class Scene:
    """The shop, its one customer with 10.00, and a service at 2.00 per 1,000 that costs 1.00."""

    database: Database
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOON))
    client: ScriptedProvider = field(default_factory=ScriptedProvider)
    pacing: Pacing = field(default_factory=Pacing)
    owners: frozenset[UserId] = frozenset({OWNER})
    max_inflight: int = 4
    per_minute: int | None = None
    service: Service = field(init=False)
    placed: int = 0

    @property
    def providers(self) -> dict[ProviderName, Provider]:
        provider = Provider(
            client=self.client, max_inflight=self.max_inflight, per_minute=self.per_minute
        )
        return {MAIN: provider}

    @property
    def engine(self) -> tuple[Any, ...]:
        """What most use cases are built from."""
        return self.database, self.clock, self.owners, self.providers, self.pacing

    async def open(self) -> Scene:
        await OpenBooks(self.database)(currency="USD")
        async with self.database.write() as uow:
            for user_id in (CUSTOMER, OWNER):
                await uow.users.add(_user(user_id))
                await uow.ledger.open_accounts(user_id, "USD")
            await uow.users.accept_terms(CUSTOMER, version=1, at=NOON)
            await uow.ledger.move(_topup(Money.of(10)))
            await uow.listed.add_all([a_listing()], NOON)
            self.service = (await uow.services.list_all())[0]
            await uow.commit()
        return self

    async def place(self, quantity: int = 1000, **request: Any) -> Order:
        self.placed += 1
        link = f"https://instagram.com/shop{self.placed}"
        wish = {"link": link, "quantity": quantity, "units": quantity, **request}
        quote = quote_for(
            self.service,
            OrderRequest(**wish),
            user_id=CUSTOMER,
            number=QuoteId(f"q{self.placed}"),
            at=self.clock.now(),
        )
        async with self.database.write() as uow:
            await uow.quotes.add(quote)
            await uow.commit()
        place = PlaceOrder(self.database, self.clock, lambda: f"fresh{self.placed}")
        return (await place(user_id=CUSTOMER, quote_id=quote.id)).order

    async def running(self, quantity: int = 1000, **request: Any) -> Order:
        """Place an order and have the provider take it."""
        order = await self.place(quantity, **request)
        await self.submit()
        return await self.order(order)

    async def submit(self, limit: int = 10) -> int:
        return await SubmitOrders(*self.engine)(provider=MAIN, limit=limit)

    async def poll(self, limit: int = 500) -> int:
        """Let the time come for every running order, and ask."""
        self.clock.advance(hours=1)
        return await PollOrders(*self.engine)(provider=MAIN, limit=limit)

    async def answer(self, order: Order, word: str, **given: Any) -> Order:
        """Have the provider say something about an order, and ask it."""
        assert order.upstream_id is not None
        self.client.statuses[order.upstream_id] = status(word, **given)
        await self.poll()
        return await self.order(order)

    async def order(self, order: Order | OrderId) -> Order:
        number = order.id if isinstance(order, Order) else order
        async with self.database.read() as reads:
            return await reads.orders.get(number)

    async def wallet(self) -> Money:
        async with self.database.read() as reads:
            return await reads.ledger.balance(wallet_of(CUSTOMER))

    async def transfers(self, order: Order) -> list[Transfer]:
        async with self.database.read() as reads:
            return list(await reads.ledger.of_order(order.id))

    async def attempts(self, order: Order) -> list[Attempt]:
        async with self.database.read() as reads:
            return await reads.attempts.of_order(order.id)

    async def reviews(self) -> list[Review]:
        async with self.database.read() as reads:
            return list(await reads.reviews.list_open(limit=100))

    async def review(self, review_id: ReviewId) -> Review:
        async with self.database.read() as reads:
            return await reads.reviews.get(review_id)

    async def notices(self, chat_id: UserId = CUSTOMER) -> list[tuple[str, Mapping[str, Any]]]:
        """Everything that was ever to be told to a chat, cards left out."""
        query = select(outbox.c.kind, outbox.c.payload).where(outbox.c.chat_id == chat_id)
        async with self.database.read() as reads:
            rows = await reads.connection.execute(query.order_by(outbox.c.id))
            return [(row.kind.value, row.payload) for row in rows if row.kind.value != "card"]

    async def kinds(self, chat_id: UserId = CUSTOMER) -> list[str]:
        return [kind for kind, _ in await self.notices(chat_id)]

    async def reprice(self, cost: Money) -> None:
        """Let the provider's price move."""
        async with self.database.write() as uow:
            listed = (await uow.listed.of_provider(MAIN))[0]
            changed = replace(listed, listing=a_listing(cost=cost))
            await uow.listed.save_all([changed], self.clock.now())
            await uow.commit()


def _user(user_id: UserId) -> User:
    return User(
        id=user_id,
        first_name="Ann",
        username=None,
        language="en",
        terms_version=None,
        blocked_reason=None,
        unreachable=False,
        screen_id=None,
        created_at=NOON,
    )


def _topup(amount: Money) -> Movement:
    return Movement(
        kind=TransferKind.TOPUP,
        ref="welcome",
        source="world:topup:manual",
        destination=wallet_of(CUSTOMER),
        amount=amount,
        user_id=CUSTOMER,
        at=NOON,
    )


def a_listing(cost: Money = COST) -> Listing:
    return Listing(
        provider=MAIN,
        upstream_id=UpstreamId("12"),
        name="Followers",
        category="Instagram",
        type=ServiceType.DEFAULT,
        upstream_type="Default",
        platform=Platform.INSTAGRAM,
        kind=Kind.FOLLOWERS,
        targets=frozenset({Target.PROFILE}),
        rate=Money.of(2),
        cost=cost,
        min=1,
        max=100_000,
        dripfeed=True,
        refill=False,
        cancel=True,
        refill_days=None,
        country=None,
        hidden=None,
    )


__all__ = ["CUSTOMER", "MAIN", "NOON", "OWNER", "ZERO", "Scene", "ServiceId", "status"]
