"""All but the shop's counter over HTTP: a local Telegram, a real bot, a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from aiogram import Dispatcher, Router
from aiogram.types import CallbackQuery
from aiogram.types import Message as Said

from bot.clock import random_key
from bot.telegram.middlewares import Account, Trace
from bot.telegram.mishaps import Mishaps
from db.database import Database
from domain.accounts import User
from domain.ids import UserId
from handlers.kit.goals import Goal
from handlers.kit.screen import Screen
from handlers.kit.show import show
from handlers.orders.router import make_router as make_orders
from handlers.profile.router import make_router as make_profile
from handlers.start.fallback import make_fallback_router
from handlers.start.groups import make_group_router
from handlers.start.router import make_router as make_start
from handlers.support.router import make_router as make_support
from handlers.wallet.router import make_router as make_wallet
from locales.languages import supported
from locales.translator import Translator
from sandbox.telegram.messages import Message
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram
from services.api.authenticate import Authenticate
from services.api.keys import HideApiKey, MakeApiKey, StopOldApiKey
from services.api.known import KnownKeys
from services.api.limits import RequestLimit, WrongKeyLimit
from services.api.settings import ChooseApi, ReadApi
from services.api.use import NoteApiUse, UseLog
from services.books import StopTheShop
from services.catalogue.figures import LiveFigures
from services.export import BeginExport, EndExport
from services.ordering.ask_now import AskNow
from services.ordering.cards import ForgetCard, OpenOwnOrder, ReadLiveOrder, RememberCard
from services.ordering.export import ExportOrders
from services.ordering.find import FindOwnOrders
from services.ordering.history import ListOrders, ReadOrder
from services.ordering.late import AskForHaste
from services.people.chat import MarkReachable, RememberScreen
from services.people.enter import EnterShop
from services.people.home import ListOperators, ReadHome
from services.people.leaving import DeleteAccount, ReadLeaving
from services.people.own_data import ExportOwnData
from services.people.settle_in import AcceptTerms, SetLanguage
from services.people.wishes import ChoosePreferences, ReadPreferences
from services.shop import Services
from services.support.answers import ReadAnswers
from services.support.customer import (
    AddToTicket,
    JudgeTicket,
    OpenTicket,
    ReadSupport,
    ReadTicket,
    SolveTicket,
)
from services.support.posts import FindTicket
from services.wallet.export import ExportStatement
from services.wallet.figures import OpenWallet, ReadLine, ReadStatement, ReadWallet
from tests.sandbox.telegram.conftest import connected_bot, polling
from tests.service.audit.books import Books
from tests.service.shopfloor import CUSTOMER, ShopFloor

BOSS = UserId(7)
OWNERS = frozenset({BOSS})
API_URL = "https://shop.example"


@dataclass
class Lobby:
    """A person before the bot; presses and texts are answered when the call returns."""

    floor: ShopFloor
    telegram: LocalTelegram
    person: Person
    services: Services

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

    async def move_in(self) -> Message:
        """Write to the bot for the first time and accept the terms."""
        await self.say("/start")
        return await self.tap("I agree, continue")

    @property
    def screen(self) -> Message:
        """The bot's newest message: the one live screen."""
        return next(one for one in reversed(self.person.messages) if one.from_bot)

    @property
    def toast(self) -> str:
        return self.person.toasts[-1].text

    @property
    def books(self) -> Books:
        return Books(self.floor)

    async def user(self) -> User:
        async with self.floor.database.read() as reads:
            return await reads.users.get(CUSTOMER)


def wired(floor: ShopFloor) -> Services:
    """The use cases that these routers call; the others are not there to be called."""
    database, clock, figures = floor.database, floor.clock, LiveFigures()
    return cast(
        "Services",
        SimpleNamespace(
            accept_terms=AcceptTerms(database, clock),
            add_to_ticket=AddToTicket(database, clock, OWNERS),
            choose_preferences=ChoosePreferences(database, clock),
            delete_account=DeleteAccount(database, clock),
            export_own_data=ExportOwnData(database, clock),
            find_ticket=FindTicket(database),
            judge_ticket=JudgeTicket(database),
            open_ticket=OpenTicket(database, clock, OWNERS),
            read_answers=ReadAnswers(database, clock, LiveFigures()),
            read_leaving=ReadLeaving(database),
            read_preferences=ReadPreferences(database, clock),
            read_support=ReadSupport(database, clock),
            read_ticket=ReadTicket(database),
            solve_ticket=SolveTicket(database, clock),
            enter=EnterShop(database, clock, "USD", supported),
            forget_card=ForgetCard(database),
            list_operators=ListOperators(database, OWNERS),
            ask_for_haste=AskForHaste(database, clock, OWNERS, figures),
            ask_now=AskNow(database, clock, patience_s=0.0),
            begin_export=BeginExport(database, clock),
            end_export=EndExport(database, clock),
            export_orders=ExportOrders(database),
            export_statement=ExportStatement(database),
            find_own_orders=FindOwnOrders(database, clock),
            list_orders=ListOrders(database, clock),
            open_order=OpenOwnOrder(database, clock, figures),
            open_wallet=OpenWallet(database),
            read_line=ReadLine(database),
            mark_reachable=MarkReachable(database),
            read_home=ReadHome(database, clock),
            read_live_order=ReadLiveOrder(database, clock, figures),
            read_order=ReadOrder(database),
            read_statement=ReadStatement(database, StopTheShop(database, clock, OWNERS)),
            read_wallet=ReadWallet(database),
            remember_card=RememberCard(database),
            remember_screen=RememberScreen(database),
            set_language=SetLanguage(database, supported),
            **wired_api(floor),
        ),
    )


def wired_api(floor: ShopFloor) -> dict[str, object]:
    """The use cases about keys of the served API."""
    database, clock, uses = floor.database, floor.clock, UseLog()
    limit = RequestLimit(database, per_minute=100)
    return {
        "authenticate": Authenticate(KnownKeys(database), clock, limit, WrongKeyLimit(), uses),
        "choose_api": ChooseApi(database, "USD"),
        "hide_api_key": HideApiKey(database, clock),
        "make_api_key": MakeApiKey(database, clock, random_key),
        "read_api": ReadApi(database, clock, NoteApiUse(database, uses), API_URL),
        "stop_old_api_key": StopOldApiKey(database, clock),
    }


def counter_with_goals() -> Router:
    """Stands for the feature that sells: it knows goals that begin with an s."""
    router = Router()

    async def open_goal(
        event: Said | CallbackQuery, goal: str, user: User, services: Services, t: Translator
    ) -> None:
        screen = Screen(f"service {goal}")
        await show(event, screen, user=user, services=services, t=t)

    router.message.register(open_goal, Goal("s"))
    router.callback_query.register(open_goal, Goal("s"))
    return router


def dispatcher_for(services: Services) -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.update.outer_middleware.register(Trace(Mishaps(services, "USD")))
    dispatcher.update.outer_middleware.register(Account(services, "USD"))
    dispatcher.include_routers(
        make_group_router(),
        make_start(),
        make_wallet(),
        make_orders(),
        make_profile(),
        make_support(),
        counter_with_goals(),
        make_fallback_router(),
    )
    return dispatcher


@pytest.fixture
async def lobby(sqlite_database: Database) -> AsyncIterator[Lobby]:
    """Somebody who has never written, before a shop with one service."""
    floor = ShopFloor(sqlite_database)
    await floor.open()
    await floor.add_service()
    services = wired(floor)
    async with LocalTelegram() as telegram, connected_bot(telegram) as bot:
        person = telegram.add_person(CUSTOMER, "Ann <3", "ann")
        async with polling(bot, dispatcher_for(services)):
            yield Lobby(floor, telegram, person, services)
