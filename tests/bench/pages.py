"""CPU of the shop's screens, beside an empty handler that answers with the same."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from aiogram import Bot, Dispatcher
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import EditMessageText
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message, Update

from bot.app import open_shop
from bot.config import load
from bot.telegram.throttle import Throttle
from domain.ids import UserId
from domain.merit import Sort
from domain.platforms import Kind, Platform
from domain.wishes import Trait, Wish
from handlers.kit.callbacks import FAVOURITES, NEW, Go, OpenService
from handlers.shop.callbacks import (
    OpenCountries,
    OpenFilters,
    OpenPicks,
    OpenPlatform,
    OpenPopular,
    OpenPrices,
    OpenShelf,
    back_word,
)
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.bench.answering import answering
from tests.bench.figures import Figure
from tests.bench.own_pages import own_screens
from tests.service.catalogue.ended_orders import Ended, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.filters.callback_data import CallbackData
    from aiogram.methods import Response, TelegramMethod
    from aiogram.methods.base import TelegramType

    from bot.app import Shop
    from bot.config import Configuration
    from domain.catalogue import Service

SERVICES: Final = 6000
PRESSES: Final = 100
ROUNDS: Final = 3
CUSTOMER: Final = UserId(58213)
MEASURED: Final = 40
"""Services that have figures of their own."""
SAVED: Final = 20
PAGE_LIMIT: Final = 2
SCREEN_LIMIT: Final = 3
MICROSECONDS: Final = 1_000_000
INSTAGRAM: Final = Platform.INSTAGRAM
FOLLOWERS: Final = Kind.FOLLOWERS


async def measure_pages(url: str) -> list[Figure]:
    """Press the button of each screen again and again; the best of a few rounds, of each."""
    async with answering() as api, LocalProvider(services=catalogue(SERVICES)) as local:
        times = await _measure(load(_environment(url, api, local)))
    return [
        Figure(
            name=f"{name}, CPU at {SERVICES:,} services",
            value=page * MICROSECONDS,
            unit="us",
            floor=floor * MICROSECONDS,
            limit=PAGE_LIMIT if name == "catalogue page" else SCREEN_LIMIT,
        )
        for name, (page, floor) in times.items()
    ]


async def _measure(configuration: Configuration) -> dict[str, tuple[float, float]]:
    # The same customer presses hundreds of times: told to slow down, nobody measures a screen.
    unhurried = patch.object(Throttle, "wait_s", lambda *_: 0)
    async with open_shop(configuration) as shop:
        await shop.services.sync_catalogue(provider=next(iter(shop.providers)))
        await shop.services.refresh_catalogue()
        await _let_in(shop)
        services = shop.services.catalogue.current.services(INSTAGRAM, FOLLOWERS)
        await _lend_figures(shop, services)
        seen = Seen()
        shop.bot.session.middleware(seen)
        screens = {**_screens(services[0]), **await own_screens(shop, CUSTOMER, services[0])}
        with unhurried:
            return {name: await _compare(shop, seen, place) for name, place in screens.items()}


def _screens(service: Service) -> Mapping[str, CallbackData]:
    shelf = OpenShelf(platform=INSTAGRAM, kind=FOLLOWERS, page=2)
    wish = Wish(Sort.FASTEST, frozenset({Trait.REFILL}))
    filters = OpenFilters(platform=INSTAGRAM, kind=FOLLOWERS, wish=wish.code, was=wish.code)
    here = back_word(shelf)
    return {
        "catalogue page": shelf,
        "platforms": Go(to=NEW),
        "kinds": OpenPlatform(platform=INSTAGRAM),
        "three picks": OpenPicks(platform=INSTAGRAM, kind=FOLLOWERS),
        "filtered page": shelf.wishing(wish),
        "filters": filters,
        "countries": OpenCountries(**filters.model_dump()),
        "service card": OpenService(id=service.id, back=here),
        "price list": OpenPrices(id=service.id, back=here),
        "popular services": OpenPopular(page=1),
        "favourites": Go(to=FAVOURITES),
    }


async def _compare(shop: Shop, seen: Seen, place: CallbackData) -> tuple[float, float]:
    """CPU of the screen behind a button, and of an empty handler that answers with it."""
    await _press(shop.bot, shop.dispatcher, place, presses=2)
    bare = _bare_dispatcher(seen)
    pairs = [
        (
            await _press(shop.bot, shop.dispatcher, place),
            await _press(shop.bot, bare, place),
        )
        for _ in range(ROUNDS)
    ]
    page, floor = (min(times) for times in zip(*pairs, strict=True))
    return page, floor


@dataclass
class Seen(BaseRequestMiddleware):
    """Remembers the screen that was shown last."""

    shown: list[EditMessageText] = field(default_factory=list)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if isinstance(method, EditMessageText):
            self.shown[:] = [method]
        return await make_request(bot, method)


def _environment(url: str, api: str, local: LocalProvider) -> dict[str, str]:
    return {
        "BOT_TOKEN": "700001:bench-token-bench-token-bench-tok",
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": url,
        "PROVIDER_URL": local.api_url,
        "PROVIDER_KEY": local.key,
    }


async def _let_in(shop: Shop) -> None:
    await shop.services.enter(
        user_id=CUSTOMER, first_name="Ann", username="ann", language_code="en"
    )
    await shop.services.remember_screen(user_id=CUSTOMER, message_id=7)


async def _lend_figures(shop: Shop, services: tuple[Service, ...]) -> None:
    """Give some services a history, and let the customer save some."""
    now = shop.clock.now()
    ended = [
        Ended(service=service.id, user=CUSTOMER, accepted_at=now)
        for service in services[:MEASURED]
        for _ in range(20)
    ]
    await put(shop.database, ended)
    await shop.services.refresh_figures()
    for service in services[:SAVED]:
        await shop.services.save_favourite(user_id=CUSTOMER, service_id=service.id)


def _bare_dispatcher(seen: Seen) -> Dispatcher:
    """An empty handler that answers with the very screen, made beforehand."""
    (shown,) = seen.shown
    dispatcher = Dispatcher(disable_fsm=True)

    async def answer(callback: CallbackQuery) -> None:
        assert isinstance(callback.message, Message)
        await callback.message.edit_text(
            shown.text or "",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=shown.reply_markup,
        )
        await callback.answer()

    dispatcher.callback_query.register(answer)
    return dispatcher


async def _press(
    bot: Bot, dispatcher: Dispatcher, place: CallbackData, presses: int = PRESSES
) -> float:
    """CPU seconds of this process for one press."""
    updates = [_update(number, place.pack()) for number in range(presses)]
    started = time.process_time()
    for update in updates:
        await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))
    return (time.process_time() - started) / presses


def _update(number: int, data: str) -> dict[str, Any]:
    person = {"id": CUSTOMER, "is_bot": False, "first_name": "Ann", "username": "ann"}
    return {
        "update_id": number + 1,
        "callback_query": {
            "id": str(number),
            "from": {**person, "language_code": "en"},
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": 7,
                "date": 1795230000,
                "chat": {"id": CUSTOMER, "type": "private", "first_name": "Ann"},
                "text": "the page before",
                "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "x"}]]},
            },
        },
    }
