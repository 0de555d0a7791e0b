"""Favourites: saved and forgotten from a card, and their list."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.favourites import MAX_FAVOURITES
from domain.ids import ServiceId
from handlers.kit.callbacks import FAVOURITES, Go
from handlers.kit.taps import Exactly
from handlers.shop.callbacks import OpenFavourites, SaveService
from handlers.shop.views.favourites import favourite_list
from handlers.shop.visit import Visit


def register(router: Router) -> None:
    router.message.register(open_favourites, Command("favorites", "favourites"))
    router.callback_query.register(open_favourites, Exactly(Go(to=FAVOURITES)))
    router.callback_query.register(turn_page, OpenFavourites.filter())
    router.callback_query.register(save, SaveService.filter())


async def open_favourites(_event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.leave_form()
    await _show_page(1, visit)


async def turn_page(_event: CallbackQuery, callback_data: OpenFavourites, visit: Visit) -> None:
    await _show_page(callback_data.page, visit)


async def save(_event: CallbackQuery, callback_data: SaveService, visit: Visit) -> None:
    number = ServiceId(callback_data.id)
    if callback_data.on:
        toast = await _save(number, visit)
    else:
        await visit.services.drop_favourite(user_id=visit.user_id, service_id=number)
        toast = visit.t.plain("Removed from your favourites.")
    service = visit.catalogue.get(number)
    screen = await (
        visit.instead(number) if service is None else visit.card(service, callback_data.back)
    )
    await visit.show(screen, toast)


async def _save(number: ServiceId, visit: Visit) -> str:
    saved = await visit.services.save_favourite(user_id=visit.user_id, service_id=number)
    if not saved:
        return visit.t.plain(
            "Favourites saved: {n}, which is the most. Remove one first.", n=MAX_FAVOURITES
        )
    if visit.catalogue.get(number) is None:
        return visit.t.plain("Saved. You will be told when it is back.")
    return visit.t.plain("Saved. You will be told when its price moves or it stops.")


async def _show_page(page: int, visit: Visit) -> None:
    numbers = await visit.services.read_favourites(user_id=visit.user_id)
    services = [one for number in numbers if (one := visit.catalogue.known(number)) is not None]
    figures = visit.services.figures.of
    await visit.show(favourite_list(services, page, figures, visit.t))
