"""CPU of a catalogue page through the dispatcher, beside an empty handler with the same answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from aiogram import Dispatcher
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update

from bot.app import open_shop
from bot.config import load
from domain.ids import UserId
from domain.platforms import Kind, Platform
from handlers.kit.screen import markup
from handlers.shop.callbacks import OpenShelf
from handlers.shop.views.shelves import shelf_page
from locales.translator import translator
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.bench.answering import answering
from tests.bench.figures import Figure

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.app import Shop
    from bot.config import Configuration

SERVICES: Final = 6000
PRESSES: Final = 300
ROUNDS: Final = 5
CUSTOMER: Final = UserId(58213)
PLACE: Final = OpenShelf(platform=Platform.INSTAGRAM, kind=Kind.FOLLOWERS, page=2)
MICROSECONDS: Final = 1_000_000


async def measure_pages(url: str) -> list[Figure]:
    """Press the same page again and again; the best of a few rounds, of each."""
    async with answering() as api, LocalProvider(services=catalogue(SERVICES)) as local:
        page, floor = await _measure(load(_environment(url, api, local)))
    return [
        Figure(
            name=f"catalogue page, CPU at {SERVICES:,} services",
            value=page * MICROSECONDS,
            unit="us",
            floor=floor * MICROSECONDS,
            limit=2,
        )
    ]


async def _measure(configuration: Configuration) -> tuple[float, float]:
    async with open_shop(configuration) as shop:
        await shop.services.sync_catalogue(provider=next(iter(shop.providers)))
        await shop.services.refresh_catalogue()
        await _let_in(shop)
        bare = _bare_dispatcher(shop)
        pairs = [
            (await _press(shop.bot, shop.dispatcher), await _press(shop.bot, bare))
            for _ in range(ROUNDS)
        ]
    page, floor = (min(times) for times in zip(*pairs, strict=True))
    return page, floor


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


def _bare_dispatcher(shop: Shop) -> Dispatcher:
    """An empty handler that answers with the very screen, made beforehand."""
    t = translator("en", "USD")
    screen = shelf_page(
        shop.services.catalogue.current.services(PLACE.platform, PLACE.kind), PLACE, t
    )
    keyboard = markup(screen)
    assert isinstance(keyboard, InlineKeyboardMarkup)
    dispatcher = Dispatcher(disable_fsm=True)

    async def answer(callback: CallbackQuery) -> None:
        assert isinstance(callback.message, Message)
        await callback.message.edit_text(
            screen.text,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard,
        )
        await callback.answer()

    dispatcher.callback_query.register(answer)
    return dispatcher


async def _press(bot: Bot, dispatcher: Dispatcher) -> float:
    """CPU seconds of this process for one press."""
    updates = [_update(number) for number in range(PRESSES)]
    started = time.process_time()
    for update in updates:
        await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))
    return (time.process_time() - started) / PRESSES


def _update(number: int) -> dict[str, Any]:
    person = {"id": CUSTOMER, "is_bot": False, "first_name": "Ann", "username": "ann"}
    return {
        "update_id": number + 1,
        "callback_query": {
            "id": str(number),
            "from": {**person, "language_code": "en"},
            "chat_instance": "1",
            "data": PLACE.pack(),
            "message": {
                "message_id": 7,
                "date": 1795230000,
                "chat": {"id": CUSTOMER, "type": "private", "first_name": "Ann"},
                "text": "the page before",
                "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "x"}]]},
            },
        },
    }
