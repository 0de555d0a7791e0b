"""Walking through the catalogue: platforms, kinds, picks, shelves, cards, price lists."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.errors import ServiceUnavailableError
from domain.ids import ServiceId
from domain.wishes import Wish
from handlers.kit.callbacks import NEW, Go, OpenService
from handlers.kit.goals import Goal
from handlers.kit.screen import Screen, markup
from handlers.kit.taps import Exactly
from handlers.shop.callbacks import (
    OpenCountries,
    OpenFilters,
    OpenPicks,
    OpenPlatform,
    OpenPopular,
    OpenPrices,
    OpenShelf,
)
from handlers.shop.views.card import price_page
from handlers.shop.views.shelf import country_list, filter_page, shelf_page
from handlers.shop.views.shelves import kind_list, picks_page, popular_page
from handlers.shop.visit import Visit

if TYPE_CHECKING:
    from domain.merit import FigureOf
    from locales.translator import Translator
    from services.catalogue.aisles import Aisle

PAGES_KEPT: Final = 256
"""Pages that stay ready for the next customer who opens them."""


def register(router: Router) -> None:
    router.message.register(open_platforms, Command("new"))
    router.callback_query.register(open_platforms, Exactly(Go(to=NEW)))
    router.callback_query.register(open_platform, OpenPlatform.filter())
    router.callback_query.register(open_picks, OpenPicks.filter())
    router.callback_query.register(open_shelf, OpenShelf.filter())
    router.callback_query.register(open_filters, OpenFilters.filter())
    router.callback_query.register(open_countries, OpenCountries.filter())
    router.callback_query.register(open_popular, OpenPopular.filter())
    router.callback_query.register(open_service, OpenService.filter())
    router.callback_query.register(open_prices, OpenPrices.filter())
    router.message.register(open_goal, Goal("s"))
    router.callback_query.register(open_goal, Goal("s"))


async def open_platforms(_event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.leave_form()
    await visit.show(await visit.front())


async def open_platform(
    event: CallbackQuery, callback_data: OpenPlatform | OpenPicks | OpenShelf, visit: Visit
) -> None:
    shelves = visit.catalogue.kinds(callback_data.platform)
    if not shelves:
        await open_platforms(event, visit)
        return
    await visit.show(kind_list(callback_data.platform, shelves, visit.t))


async def open_picks(event: CallbackQuery, callback_data: OpenPicks, visit: Visit) -> None:
    aisle = _aisle(callback_data, visit)
    if not aisle.picks:
        place = OpenShelf(platform=callback_data.platform, kind=callback_data.kind)
        await open_shelf(event, place, visit)
        return
    await visit.show(picks_page(callback_data, aisle, visit.services.figures.of, visit.t))


async def open_shelf(event: CallbackQuery, callback_data: OpenShelf, visit: Visit) -> None:
    aisle = _aisle(callback_data, visit)
    if not aisle.services:
        await open_platform(event, callback_data, visit)
        return
    await visit.show(_kept_page(callback_data.pack(), aisle, visit.services.figures.of, visit.t))


async def open_filters(event: CallbackQuery, callback_data: OpenFilters, visit: Visit) -> None:
    aisle = _aisle(callback_data, visit)
    if not (aisle.traits or Wish.read(callback_data.wish).traits):
        await open_shelf(event, callback_data.before, visit)
        return
    await visit.show(filter_page(callback_data, aisle, visit.t))


async def open_countries(event: CallbackQuery, callback_data: OpenCountries, visit: Visit) -> None:
    aisle = _aisle(callback_data, visit)
    if not aisle.countries:
        await open_filters(event, callback_data, visit)
        return
    await visit.show(country_list(callback_data, aisle, visit.t))


async def open_popular(event: CallbackQuery, callback_data: OpenPopular, visit: Visit) -> None:
    services = visit.services.aisles.popular()
    if not services:
        await open_platforms(event, visit)
        return
    page = popular_page(services, callback_data.page, visit.services.figures.of, visit.t)
    await visit.show(page)


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
    await visit.show(await visit.card(service, back))


def _aisle(place: OpenPicks | OpenShelf | OpenFilters, visit: Visit) -> Aisle:
    return visit.services.aisles.of(place.platform, place.kind)


@lru_cache(maxsize=PAGES_KEPT)
def _kept_page(place: str, aisle: Aisle, figures: FigureOf, t: Translator) -> Screen:
    """A page of a shelf with its keyboard; an aisle stands for one snapshot and its figures."""
    screen = shelf_page(OpenShelf.unpack(place), aisle, figures, t)
    return replace(screen, keyboard=markup(screen, t.rtl))
