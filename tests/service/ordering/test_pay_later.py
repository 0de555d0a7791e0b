"""Orders that pay themselves: once, at a price that was agreed to, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from db.database import Database
from db.models.catalogue import services
from db.models.orders import orders
from db.models.outbox import outbox
from domain.catalogue import Hidden
from domain.drafts import Draft
from domain.errors import NotFoundError
from domain.fields import Field, Speed
from domain.ids import QuoteId, ServiceId, UserId
from domain.money import Money
from domain.splitting import SPLIT, requests_for
from services.audit import AuditLedger
from services.operators.console import TopUpFromConsole
from services.operators.desk import Desk
from services.ordering.pay_later import AwaitMoney, PayAwaited
from services.ordering.place import PlaceOrder
from services.ordering.quote import Offer, QuoteOrder
from tests.service.shopfloor import CUSTOMER, LINK, OTHER, ShopFloor, a_request


@dataclass
class Waiting:
    """A customer whose full form waits for money."""

    floor: ShopFloor
    service: ServiceId = field(init=False)

    async def draft(self, quantity: int = 1000, **more: str) -> Offer:
        """Fill the form, and see what it costs."""
        floor = self.floor
        values = {
            Field.LINK: LINK,
            Field.QUANTITY: str(quantity),
            Field.SPEED: Speed.ONCE.value,
            **more,
        }
        async with floor.database.write() as uow:
            now = floor.clock.now()
            draft = Draft(service_id=self.service, values=values)
            await uow.drafts.keep(CUSTOMER, draft, at=now, until=now + timedelta(days=7))
            service = await uow.services.find(self.service)
            await uow.commit()
        assert service is not None
        return await QuoteOrder(floor.database, floor.clock, floor.token).together(
            user_id=CUSTOMER, service_id=self.service, requests=requests_for(service, values)
        )

    async def switch(self, quote_id: QuoteId, *, on: bool = True) -> None:
        await AwaitMoney(self.floor.database)(user_id=CUSTOMER, quote_id=quote_id, on=on)

    async def top_up(self, amount: str) -> None:
        floor = self.floor
        desk = Desk(floor.database, floor.clock, floor.token, frozenset())
        await TopUpFromConsole(desk)(user_id=CUSTOMER, amount=amount, reason="cash")

    async def work(self) -> int:
        floor = self.floor
        return await PayAwaited(floor.database, floor.clock, floor.token)(limit=10)

    async def kinds(self) -> list[str]:
        query = select(outbox.c.kind).order_by(outbox.c.id)
        async with self.floor.database.read() as reads:
            found = (await reads.connection.execute(query)).scalars()
            return [kind.value for kind in found]

    async def reprice(self, rate: str) -> None:
        async with self.floor.database.write() as uow:
            await uow.connection.execute(update(services).values(rate_micros=Money.of(rate)))
            await uow.commit()

    async def is_on(self) -> bool:
        async with self.floor.database.read() as reads:
            return await reads.drafts.awaited(CUSTOMER, self.floor.clock.now()) is not None

    async def count(self) -> int:
        return await self.floor.count(orders)


@pytest.fixture
async def waiting(database: Database) -> Waiting:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer()
    made = Waiting(floor)
    made.service = await floor.add_service()
    return made


async def assert_books_balance(floor: ShopFloor) -> None:
    report = await AuditLedger(floor.database, floor.clock)()
    assert report.ok, report.as_json()


async def test_the_order_is_placed_when_its_money_arrives_and_its_card_is_sent(
    waiting: Waiting,
) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    await waiting.top_up("5")

    assert await waiting.work() == 1

    assert await waiting.count() == 1
    assert await waiting.floor.wallet() == Money.of("4.10")
    assert "order_placed" in await waiting.kinds()
    assert not await waiting.is_on()
    assert await waiting.work() == 0
    await assert_books_balance(waiting.floor)


async def test_nothing_is_paid_by_itself_unless_it_was_asked_for(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.top_up("5")
    assert await waiting.work() == 0

    await waiting.switch(offer.quote.id)
    await waiting.switch(offer.quote.id, on=False)
    await waiting.top_up("5")

    assert await waiting.work() == 0
    assert await waiting.count() == 0


async def test_too_little_money_lets_it_wait_for_more(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    await waiting.top_up("0.50")

    assert await waiting.work() == 1
    assert await waiting.work() == 0
    assert await waiting.is_on()

    await waiting.top_up("0.40")
    await waiting.work()
    assert await waiting.count() == 1
    assert await waiting.floor.wallet() == Money(0)


async def test_days_later_it_is_paid_at_the_price_of_that_day(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    waiting.floor.clock.advance(days=3)
    async with waiting.floor.database.write() as uow:
        await uow.quotes.drop_expired(waiting.floor.clock.now())
        await uow.commit()
    await waiting.reprice("0.918")  # 2 % more
    await waiting.top_up("5")

    await waiting.work()

    assert await waiting.floor.wallet() == Money.of("4.082")


async def test_a_price_that_rose_by_more_than_two_percent_is_asked_about_once(
    waiting: Waiting,
) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    await waiting.reprice("0.919")
    await waiting.top_up("5")
    await waiting.top_up("5")

    await waiting.work()
    await waiting.work()

    assert await waiting.count() == 0
    assert (await waiting.kinds()).count("order_unpaid") == 1
    assert not await waiting.is_on()
    assert await waiting.floor.wallet() == Money.of("10")


async def test_what_cannot_be_placed_is_asked_about_and_switched_off(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    async with waiting.floor.database.write() as uow:
        await uow.services.hide_all([waiting.service], Hidden.GONE, waiting.floor.clock.now())
        await uow.commit()
    await waiting.top_up("5")

    await waiting.work()

    assert "order_unpaid" in await waiting.kinds()
    assert not await waiting.is_on()
    assert await waiting.work() == 0


async def test_an_order_on_the_same_link_is_not_joined_without_asking(waiting: Waiting) -> None:
    floor = waiting.floor
    await floor.give(CUSTOMER, "0.90")
    running = await floor.quote(waiting.service, a_request(1000))
    await floor.place(running.quote.id)
    offer = await waiting.draft(500)
    await waiting.switch(offer.quote.id)
    await waiting.top_up("5")

    await waiting.work()

    assert await waiting.count() == 1
    assert "order_unpaid" in await waiting.kinds()
    assert await floor.wallet() == Money.of(5)


async def test_racing_top_ups_and_workers_place_one_order(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)

    async def add_and_work() -> None:
        await waiting.top_up("1")
        await waiting.work()

    await asyncio.gather(*(add_and_work() for _ in range(10)))

    assert await waiting.count() == 1
    assert await waiting.floor.wallet() == Money.of("9.10")
    await assert_books_balance(waiting.floor)


async def test_a_manual_pay_racing_the_automatic_one_makes_one_order(waiting: Waiting) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    await waiting.top_up("5")

    results = await asyncio.gather(
        *(waiting.work() for _ in range(4)),
        *(waiting.floor.place(offer.quote.id) for _ in range(4)),
        return_exceptions=True,
    )

    assert not [result for result in results if isinstance(result, BaseException)]
    assert await waiting.count() == 1
    await assert_books_balance(waiting.floor)


async def test_paying_another_showing_of_the_same_order_leaves_nothing_to_be_paid(
    waiting: Waiting,
) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    shown_again = await waiting.draft()
    assert shown_again.awaited is True
    await waiting.top_up("5")

    await waiting.floor.place(shown_again.quote.id)
    await waiting.work()

    assert await waiting.count() == 1
    assert "order_unpaid" not in await waiting.kinds()


async def test_a_changed_draft_is_another_order_and_is_not_paid_by_itself(
    waiting: Waiting,
) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)

    changed = await waiting.draft(quantity=2000)
    assert not changed.awaited
    await waiting.top_up("5")
    await waiting.work()

    assert await waiting.count() == 0


async def test_a_killed_worker_leaves_nothing_half_done(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = await waiting.draft()
    await waiting.switch(offer.quote.id)
    await waiting.top_up("5")
    with monkeypatch.context() as patched:
        patched.setattr(PlaceOrder, "apply", _killed)
        with pytest.raises(KeyboardInterrupt):
            await waiting.work()
    assert await waiting.count() == 0

    await waiting.work()

    assert await waiting.count() == 1
    await assert_books_balance(waiting.floor)


async def _killed(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


async def test_a_split_quantity_is_paid_by_itself_as_a_whole(waiting: Waiting) -> None:
    offer = await waiting.draft(60_000, **{SPLIT: SPLIT})
    assert len(offer.parts) == 2
    await waiting.switch(offer.quote.id)
    await waiting.top_up("54")

    await asyncio.gather(*(waiting.work() for _ in range(4)))

    assert await waiting.count() == 2
    assert await waiting.floor.wallet() == Money(0)
    await assert_books_balance(waiting.floor)


async def test_offers_of_others_and_absent_ones_cannot_be_switched_on(waiting: Waiting) -> None:
    await waiting.floor.add_customer(OTHER)
    offer = await waiting.draft()

    for user_id, quote_id in ((OTHER, offer.quote.id), (CUSTOMER, QuoteId("absent"))):
        with pytest.raises(NotFoundError):
            await AwaitMoney(waiting.floor.database)(
                user_id=UserId(user_id), quote_id=quote_id, on=True
            )
