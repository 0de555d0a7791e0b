"""Providers and routes: /providers with its switches, /route with preview and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command

from domain.ids import ProviderName, ServiceId
from handlers.admin.callbacks import AtPage, Page
from handlers.admin.orders import read_number
from handlers.admin.provider_callbacks import AtProvider, LowAlert, OpenRoutes, Turn, UndoRoutes
from handlers.admin.views.providers import (
    low_alert_screen,
    provider_pause_card,
    provider_screen,
    providers_screen,
    routed_screen,
)
from handlers.admin.views.routes import route_card, routes_screen

if TYPE_CHECKING:
    from aiogram.filters import CommandObject
    from aiogram.types import CallbackQuery, Message

    from handlers.admin.duty import Duty

OFF: Final = "off"


def register(router: Router) -> None:
    router.message.register(open_providers, Command("providers"))
    router.message.register(route, Command("route"))
    taps = router.callback_query
    taps.register(open_providers, AtPage.filter(F.page == Page.PROVIDERS))
    for turn, handler in (
        (Turn.OPEN, open_provider),
        (Turn.PAUSE, pause),
        (Turn.RESUME, resume),
        (Turn.LOW, choose_low_alert),
        (Turn.ROUTES, open_routed),
    ):
        taps.register(handler, AtProvider.filter(F.turn == turn))
    taps.register(set_low_alert, LowAlert.filter())
    taps.register(open_routes, OpenRoutes.filter())
    taps.register(undo_routes, UndoRoutes.filter())


async def open_providers(_event: Message | CallbackQuery, duty: Duty) -> None:
    listed = await duty.services.read_providers(actor_id=duty.actor_id)
    await duty.show(providers_screen(listed, duty.t))


async def open_provider(_event: CallbackQuery, callback_data: AtProvider, duty: Duty) -> None:
    await _show(duty, ProviderName(callback_data.name))


async def pause(_event: CallbackQuery, callback_data: AtProvider, duty: Duty) -> None:
    name = ProviderName(callback_data.name)
    card = await duty.services.switch_provider.pause(actor_id=duty.actor_id, name=name)
    await duty.show(provider_pause_card(card, duty.t))


async def resume(_event: CallbackQuery, callback_data: AtProvider, duty: Duty) -> None:
    name = ProviderName(callback_data.name)
    was_held = await duty.services.switch_provider.resume(actor_id=duty.actor_id, name=name)
    t = duty.t
    toast = t.plain("It gets orders again.") if was_held else t.plain("It was not stopped.")
    await _show(duty, name, toast)


async def choose_low_alert(_event: CallbackQuery, callback_data: AtProvider, duty: Duty) -> None:
    name = ProviderName(callback_data.name)
    listed = await duty.services.read_providers(actor_id=duty.actor_id, only=name)
    await duty.show(low_alert_screen(listed.providers[0], duty.t))


async def set_low_alert(_event: CallbackQuery, callback_data: LowAlert, duty: Duty) -> None:
    name = ProviderName(callback_data.name)
    await duty.services.switch_provider.set_low_alert(
        actor_id=duty.actor_id, name=name, limit=callback_data.limit
    )
    await _show(duty, name, duty.t.plain("Saved."))


async def open_routed(_event: CallbackQuery, callback_data: AtProvider, duty: Duty) -> None:
    name = ProviderName(callback_data.name)
    routed = await duty.services.read_routes.by(actor_id=duty.actor_id, name=name)
    await duty.show(routed_screen(name, routed, duty.t))


async def open_routes(_event: CallbackQuery, callback_data: OpenRoutes, duty: Duty) -> None:
    await _show_routes(duty, ServiceId(callback_data.id))


async def route(_message: Message, command: CommandObject, duty: Duty) -> None:
    """Show a service's routes, or prepare to change them."""
    first, *labels = (command.args or "").replace(",", " ").split() or [""]
    number = read_number(first)
    if number is None:
        await duty.explain("route")
        return
    if not labels:
        await _show_routes(duty, ServiceId(number))
        return
    card = await duty.services.propose_routes(
        actor_id=duty.actor_id,
        service_id=ServiceId(number),
        labels=[] if [label.lower() for label in labels] == [OFF] else labels,
    )
    await duty.show(route_card(card, duty.t))


async def undo_routes(_event: CallbackQuery, callback_data: UndoRoutes, duty: Duty) -> None:
    card = await duty.services.propose_routes.back(
        actor_id=duty.actor_id, nonce=callback_data.nonce
    )
    await duty.show(route_card(card, duty.t))


async def _show(duty: Duty, name: ProviderName, toast: str | None = None) -> None:
    listed = await duty.services.read_providers(actor_id=duty.actor_id, only=name)
    await duty.show(provider_screen(listed, duty.t), toast=toast)


async def _show_routes(duty: Duty, number: ServiceId) -> None:
    plan = await duty.services.read_routes(actor_id=duty.actor_id, service_id=number)
    await duty.show(routes_screen(plan, duty.t))
