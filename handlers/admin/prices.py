"""How prices are made, and those that wait: /markup, /pricecheck, the report's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.csv_text import BOM
from domain.price_rules import ALL
from handlers.admin.catalogue import OFF, selected
from handlers.admin.catalogue_callbacks import ApplyPrices, WaitingAt, WaitingFile
from handlers.admin.views.catalogue import edit_card
from handlers.admin.views.prices import rules_screen, waiting_screen
from handlers.kit.show import answer

if TYPE_CHECKING:
    from aiogram.filters import CommandObject
    from aiogram.types import Message

    from handlers.admin.duty import Duty

FILE: Final = "prices.csv"


def register(router: Router) -> None:
    router.message.register(markup, Command("markup"))
    router.message.register(pricecheck, Command("pricecheck"))
    router.callback_query.register(turn_waiting, WaitingAt.filter())
    router.callback_query.register(apply_prices, ApplyPrices.filter())
    router.callback_query.register(send_file, WaitingFile.filter())


async def markup(_message: Message, command: CommandObject, duty: Duty) -> None:
    words = (command.args or "").strip()
    if not words:
        rules = await duty.services.read_rules(actor_id=duty.actor_id)
        await duty.show(rules_screen(rules, duty.t))
        return
    first, _, after = words.partition(" ")
    where, rule = (None, after.strip()) if first.lower() == ALL else selected(words)
    if not rule:
        await duty.explain("markup")
        return
    card = await duty.services.propose_markup(
        actor_id=duty.actor_id, where=where, rule=None if rule.lower() == OFF else rule
    )
    await duty.show(edit_card(card, duty.t))


async def pricecheck(_message: Message, duty: Duty) -> None:
    await _show_waiting(duty, 1)


async def turn_waiting(_event: CallbackQuery, callback_data: WaitingAt, duty: Duty) -> None:
    await _show_waiting(duty, callback_data.page)


async def apply_prices(_event: CallbackQuery, callback_data: ApplyPrices, duty: Duty) -> None:
    card = await duty.services.propose_prices(actor_id=duty.actor_id, which=callback_data.which)
    await duty.show(edit_card(card, duty.t))


async def send_file(event: CallbackQuery, duty: Duty) -> None:
    """A file beside the screen, which stays."""
    text = await duty.services.read_waiting.as_csv(actor_id=duty.actor_id)
    assert event.bot is not None  # noqa: S101 - updates come from a bot
    await answer(event, duty.t.plain("Your file is coming."))
    written = BufferedInputFile((BOM + text).encode(), FILE)
    await event.bot.send_document(duty.actor_id, written)


async def _show_waiting(duty: Duty, page: int) -> None:
    waiting = await duty.services.read_waiting(actor_id=duty.actor_id, page=page)
    await duty.show(waiting_screen(waiting, duty.t))
