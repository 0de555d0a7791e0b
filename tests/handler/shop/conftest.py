"""The shop's routers over HTTP: a local Telegram, a real bot, real use cases, a real database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from aiogram import Bot, Dispatcher
from sqlalchemy import select, update

from bot.storage import DatabaseStorage
from bot.telegram.middlewares import Account, Trace
from bot.telegram.mishaps import Mishaps
from db.database import Database
from db.models.catalogue import services as services_table
from db.models.orders import orders as orders_table
from domain.catalogue import Hidden, Service, ServiceType
from domain.ids import ServiceId, UserId
from domain.money import Money
from domain.orders import Order
from domain.platforms import Kind, Platform, Target
from handlers.shop.router import make_router as make_shop
from handlers.start.fallback import make_fallback_router
from handlers.start.router import make_router as make_start
from sandbox.telegram.messages import Message
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.catalogue.aisles import Aisles
from services.catalogue.favourites import (
    DropFavourite,
    ReadCardFacts,
    ReadFavourites,
    SaveFavourite,
)
from services.catalogue.figures import LiveFigures, RefreshFigures
from services.catalogue.front import ReadFront
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.form.again import OrderAgain
from services.form.fill import EditField, FillField
from services.form.lists import ChangeList, FinishList
from services.form.read import DropForm, ReadForm
from services.form.split import SplitQuantity
from services.form.start import StartForm
from services.ordering.admission import PAUSED
from services.ordering.cards import ForgetCard, OpenOwnOrder, RememberCard
from services.ordering.history import ReadOrder
from services.ordering.pay_later import AwaitMoney
from services.ordering.place import PlaceOrder
from services.ordering.quote import QuoteOrder
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ReadHome
from services.shop import Services
from tests.sandbox.telegram.conftest import connected_bot, polling
from tests.service.shopfloor import CUSTOMER, ShopFloor, a_service

DRIP = a_service(name="Instagram followers, real", dripfeed=True)
LIKES = a_service(
    upstream_id="102",
    name="Instagram likes",
    kind=Kind.LIKES,
    targets=frozenset({Target.POST}),
    rate=Money.of("0.12"),
    dripfeed=False,
)
VIEWS = a_service(
    upstream_id="103",
    name="TikTok.com <views> & more",
    category="TikTok",
    platform=Platform.TIKTOK,
    kind=Kind.VIEWS,
    targets=frozenset({Target.VIDEO}),
)
PACKAGE = a_service(upstream_id="104", name="Starter pack", type=ServiceType.PACKAGE, min=1, max=1)


@dataclass
class Counter:
    """A customer before the shop; presses and texts are answered when the call returns."""

    floor: ShopFloor
    person: Person
    services: Services
    bot: Bot
    running: AsyncExitStack

    async def open(self) -> None:
        """Run the bot, with nothing in memory but what it reads from the database."""
        self.services = wired(self.floor)
        await self.services.refresh_catalogue()
        dispatcher = dispatcher_for(self.services, self.floor)
        await self.running.enter_async_context(polling(self.bot, dispatcher))

    async def restart(self) -> None:
        """Stop the bot and run another one on the same database."""
        await self.running.aclose()
        await self.open()

    async def say(self, text: str) -> Message:
        await self.person.send(text)
        await self.person.settle()
        return self.screen

    async def tap(self, button: str) -> Message:
        await self.person.press(button, self.screen)
        await self.person.settle()
        return self.screen

    async def forge(self, data: str) -> Message:
        await self.person.press_data(data, self.screen)
        await self.person.settle()
        return self.screen

    async def walk(self, *taps: str) -> Message:
        for tap in taps:
            await self.tap(tap)
        return self.screen

    @property
    def screen(self) -> Message:
        """The bot's newest message: the one live screen."""
        return next(one for one in reversed(self.person.messages) if one.from_bot)

    @property
    def toast(self) -> str:
        return self.person.toasts[-1].text

    async def orders(self) -> list[Order]:
        async with self.floor.database.read() as reads:
            numbers = await reads.connection.execute(select(orders_table.c.id))
            return [await reads.orders.get(number) for number in numbers.scalars()]

    @property
    def customer(self) -> UserId:
        return CUSTOMER

    async def reprice(self, rate: str) -> None:
        await self._change(rate_micros=Money.of(rate))

    async def limit(self, least: int) -> None:
        await self._change(min=least)

    async def pause(self) -> None:
        async with self.floor.database.write() as uow:
            await uow.shop.set(PAUSED, '{"text": ""}')
            await uow.commit()

    async def _change(self, **values: object) -> None:
        """Change the first service, as a synchronisation would."""
        async with self.floor.database.write() as uow:
            await uow.connection.execute(
                update(services_table).where(services_table.c.id == 1).values(**values)
            )
            await uow.services.bump_version()
            await uow.commit()
        await self.services.refresh_catalogue()

    async def switch_off(self, number: int) -> None:
        async with self.floor.database.write() as uow:
            await uow.services.hide_all([ServiceId(number)], Hidden.GONE, self.floor.clock.now())
            await uow.services.bump_version()
            await uow.commit()
        await self.services.refresh_catalogue()


def wired(floor: ShopFloor) -> Services:
    """The use cases that these routers call; the others are not there to be called."""
    database, clock, catalogue = floor.database, floor.clock, Catalogue()
    figures = LiveFigures()
    aisles = Aisles(catalogue, figures)
    return cast(
        "Services",
        SimpleNamespace(
            enter=EnterShop(database, clock, "USD", lambda code: code or "en"),
            mark_reachable=MarkReachable(database),
            remember_screen=RememberScreen(database),
            read_home=ReadHome(database, clock),
            remember_card=RememberCard(database),
            forget_card=ForgetCard(database),
            read_order=ReadOrder(database),
            open_order=OpenOwnOrder(database, clock, figures),
            catalogue=catalogue,
            aisles=aisles,
            figures=figures,
            refresh_figures=RefreshFigures(database, clock, figures),
            drop_favourite=DropFavourite(database),
            read_card_facts=ReadCardFacts(database),
            read_favourites=ReadFavourites(database),
            read_front=ReadFront(database, aisles),
            save_favourite=SaveFavourite(database, clock),
            refresh_catalogue=RefreshCatalogue(database, catalogue),
            drop_form=DropForm(database),
            edit_field=EditField(database, clock, catalogue),
            fill_field=FillField(database, clock, catalogue),
            change_list=ChangeList(database, clock, catalogue),
            finish_list=FinishList(database, clock, catalogue),
            read_form=ReadForm(database, clock, catalogue),
            start_form=StartForm(database, clock, catalogue),
            order_again=OrderAgain(database, clock, catalogue),
            split_quantity=SplitQuantity(database, clock, catalogue),
            await_money=AwaitMoney(database),
            quote_order=QuoteOrder(database, clock, floor.token),
            place_order=PlaceOrder(database, clock, floor.token),
        ),
    )


def dispatcher_for(services: Services, floor: ShopFloor) -> Dispatcher:
    dispatcher = Dispatcher(storage=DatabaseStorage(floor.database, floor.clock))
    dispatcher.update.outer_middleware.register(Trace(Mishaps(services, "USD")))
    dispatcher.update.outer_middleware.register(Account(services, "USD"))
    dispatcher.include_routers(make_start(), make_shop(), make_fallback_router())
    return dispatcher


@pytest.fixture
def stock() -> list[Service]:
    return [DRIP, LIKES, VIEWS, PACKAGE]


@pytest.fixture
async def counter(sqlite_database: Database, stock: list[Service]) -> AsyncIterator[Counter]:
    """A customer with two dollars before a shop of four services."""
    floor = ShopFloor(sqlite_database)
    await floor.open()
    await floor.add_customer(CUSTOMER, money="2")
    for service in stock:
        await floor.add_service(service)
    async with (
        LocalTelegram() as telegram,
        connected_bot(telegram) as bot,
        AsyncExitStack() as running,
    ):
        person = telegram.add_person(CUSTOMER, "Ann")
        made = Counter(floor, person, wired(floor), bot, running)
        await made.open()
        yield made
