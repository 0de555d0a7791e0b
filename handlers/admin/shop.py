"""The shop as a whole: /admin, /stats, /pause, /resume."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.admin.callbacks import AtPage, Page
from handlers.admin.duty import Duty
from handlers.admin.views.shop import (
    panel_screen,
    pause_card,
    resumed_screen,
    stats_screen,
)


def register(router: Router) -> None:
    for command, page, handler in (
        ("admin", Page.PANEL, open_panel),
        ("stats", Page.STATS, open_stats),
        ("resume", Page.RESUME, resume),
    ):
        router.message.register(handler, Command(command))
        router.callback_query.register(handler, AtPage.filter(F.page == page))
    router.message.register(pause, Command("pause"))
    router.callback_query.register(pause_by_button, AtPage.filter(F.page == Page.PAUSE))


async def open_panel(_event: Message | CallbackQuery, duty: Duty) -> None:
    panel = await duty.services.read_panel(actor_id=duty.actor_id)
    await duty.show(panel_screen(panel, duty.t))


async def open_stats(_event: Message | CallbackQuery, duty: Duty) -> None:
    stats = await duty.services.read_stats(actor_id=duty.actor_id)
    await duty.show(stats_screen(stats, duty.t))


async def pause(_event: Message, command: CommandObject, duty: Duty) -> None:
    await _propose_pause(duty, command.args or "")


async def pause_by_button(_event: CallbackQuery, duty: Duty) -> None:
    await _propose_pause(duty, "")


async def resume(_event: Message | CallbackQuery, duty: Duty) -> None:
    was_paused = await duty.services.resume_orders(actor_id=duty.actor_id)
    await duty.show(resumed_screen(duty.t, was_paused=was_paused))


async def _propose_pause(duty: Duty, text: str) -> None:
    card = await duty.services.propose_pause(actor_id=duty.actor_id, text=text)
    await duty.show(pause_card(card, duty.t))
