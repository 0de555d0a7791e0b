"""Puts the Telegram face together: middlewares in their order, then the features' routers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.telegram.middlewares import Account, Pace, Trace
from bot.telegram.mishaps import Mishaps
from bot.telegram.plain_text import PlainText
from bot.telegram.session import Session
from bot.telegram.throttle import Throttle
from handlers.routers import all_routers

if TYPE_CHECKING:
    from aiogram.fsm.storage.base import BaseStorage

    from domain.ids import UserId
    from services.shop import Services


def make_bot(token: str, api_url: str) -> Bot:
    """A bot that talks to the given Bot API server; texts are HTML."""
    session = Session(api=TelegramAPIServer.from_base(api_url))
    session.middleware(PlainText())
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML)
    return Bot(token, session=session, default=properties)


def make_dispatcher(
    services: Services, storage: BaseStorage, *, currency: str, owners: frozenset[UserId]
) -> Dispatcher:
    """A dispatcher with every feature, independent of any other that was made before."""
    dispatcher = Dispatcher(storage=storage)
    outer = dispatcher.update.outer_middleware
    outer.register(Trace(Mishaps(services, currency)))
    outer.register(Pace(Throttle(), currency))
    outer.register(Account(services, currency))
    dispatcher.include_routers(*all_routers(owners))
    return dispatcher
