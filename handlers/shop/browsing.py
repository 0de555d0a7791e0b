"""Walking through the catalogue: platforms, kinds, shelves, cards, price lists."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.errors import ServiceUnavailableError
from domain.ids import ServiceId
from handlers.kit.callbacks import NEW, Go, OpenService
from handlers.kit.goals import Goal
from handlers.shop.callbacks import OpenPlatform, OpenPrices, OpenShelf
from handlers.shop.views.card import price_page, service_card
from handlers.shop.views.shelves import kind_list, platform_list, shelf_page
from handlers.shop.visit import Visit


def register(router: Router) -> None:
    router.message.register(open_platforms, Command("new"))
    router.callback_query.register(open_platforms, Go.filter(F.to == NEW))
    router.callback_query.register(open_platform, OpenPlatform.filter())
    router.callback_query.register(open_shelf, OpenShelf.filter())
    router.callback_query.register(open_service, OpenService.filter())
    router.callback_query.register(open_prices, OpenPrices.filter())
    router.message.register(open_goal, Goal("s"))
    router.callback_query.register(open_goal, Goal("s"))


async def open_platforms(_event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.leave_form()
    await visit.show(platform_list(visit.catalogue.platforms(), visit.t))


async def open_platform(_event: CallbackQuery, callback_data: OpenPlatform, visit: Visit) -> None:
    shelves = visit.catalogue.kinds(callback_data.platform)
    if not shelves:
        await open_platforms(_event, visit)
        return
    await visit.show(kind_list(callback_data.platform, shelves, visit.t))


async def open_shelf(event: CallbackQuery, callback_data: OpenShelf, visit: Visit) -> None:
    services = visit.catalogue.services(callback_data.platform, callback_data.kind)
    if not services:
        await open_platform(event, OpenPlatform(platform=callback_data.platform), visit)
        return
    await visit.show(shelf_page(services, callback_data, visit.t))


async def open_service(_event: CallbackQuery, callback_data: OpenService, visit: Visit) -> None:
    await _show_card(ServiceId(callback_data.id), callback_data.back, visit)


async def open_goal(_event: Message | CallbackQuery, goal: str, visit: Visit) -> None:
    number = int(goal) if goal.isdecimal() else 0
    await _show_card(ServiceId(number), "", visit)


async def open_prices(_event: CallbackQuery, callback_data: OpenPrices, visit: Visit) -> None:
    service = visit.catalogue.get(ServiceId(callback_data.id))
    if service is None:
        raise ServiceUnavailableError(ServiceId(callback_data.id))
    await visit.show(price_page(service, callback_data.back, visit.t))


async def _show_card(number: ServiceId, back: str, visit: Visit) -> None:
    service = visit.catalogue.get(number)
    if service is None:
        raise ServiceUnavailableError(number)
    await visit.leave_form()
    await visit.show(service_card(service, back, visit.t))
