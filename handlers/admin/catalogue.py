"""Services changed by operators: /svc, /hide, /show, /rename, /move, /pin, and the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.filters import Command

from domain.details import written_details
from domain.errors import DecisionError
from domain.ids import ServiceId
from domain.operators import Act
from domain.pins import Pick
from domain.platforms import Kind, Platform
from domain.selection import Selection, SelectionError, read_selection
from domain.text import clean_line
from handlers.admin.catalogue_callbacks import (
    Edit,
    EditService,
    GiveBack,
    OpenServicePanel,
    UndoEditNow,
)
from handlers.admin.orders import read_number
from handlers.admin.states import Editing
from handlers.admin.views.catalogue import ask_words, edit_card, undone_screen
from handlers.admin.views.service_panel import panel_screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.filters import CommandObject
    from aiogram.types import CallbackQuery, Message

    from handlers.admin.duty import Duty

MAX_TEXT: Final = 255
SERVICE: Final = "service"
WHAT: Final = "what"
"""Keys of the chat's state: the service that is changed, and what of it."""
OFF: Final = "off"
PINS: Final[Mapping[str, Pick | None]] = {
    "best": Pick.BEST_VALUE,
    "cheap": Pick.CHEAPEST,
    "safe": Pick.SAFEST,
    OFF: None,
}
TYPED: Final[Mapping[Edit, Act]] = {
    Edit.NAME: Act.RENAME,
    Edit.CATEGORY: Act.CATEGORY,
    Edit.DETAILS: Act.DESCRIBE,
}
TAPPED: Final[Mapping[Edit, tuple[Act, Mapping[str, Pick | None]]]] = {
    Edit.HIDE: (Act.HIDE, {}),
    Edit.SHOW: (Act.SHOW, {}),
    Edit.BEST: (Act.PIN, {"pin": Pick.BEST_VALUE}),
    Edit.CHEAP: (Act.PIN, {"pin": Pick.CHEAPEST}),
    Edit.SAFE: (Act.PIN, {"pin": Pick.SAFEST}),
    Edit.UNPIN: (Act.PIN, {"pin": None}),
}


def register(router: Router) -> None:
    for name, handler in (
        ("svc", open_service),
        ("hide", hide),
        ("show", show_again),
        ("rename", rename),
        ("move", move),
        ("pin", pin),
    ):
        router.message.register(handler, Command(name))
    taps = router.callback_query
    taps.register(open_panel, OpenServicePanel.filter())
    taps.register(begin_typing, EditService.filter(F.what.in_({*TYPED, Edit.RULE})))
    taps.register(edit_by_tap, EditService.filter(F.what.in_(set(TAPPED))))
    taps.register(answer_waiting, EditService.filter())
    taps.register(give_back, GiveBack.filter())
    taps.register(undo_edit, UndoEditNow.filter())
    router.message.register(type_words, Editing.text, F.text, ~F.text.startswith("/"))


async def open_service(_message: Message, command: CommandObject, duty: Duty) -> None:
    number = read_number(command.args or "")
    if number is None:
        await duty.explain("svc")
        return
    await show_panel(duty, ServiceId(number))


async def hide(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("hide")
        return
    where, rest = selected(command.args)
    if rest:
        raise DecisionError("bad_services", text=rest)
    await propose(duty, Act.HIDE, where, {})


async def show_again(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("show")
        return
    where, reason = selected(command.args)
    if reason and where.only is None:
        raise DecisionError("bad_services", text=reason)
    await propose(duty, Act.SHOW, where, {"reason": clean_line(reason, MAX_TEXT)})


async def rename(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("rename")
        return
    where, name = selected(command.args)
    if not name:
        await duty.explain("rename")
        return
    text = None if name.lower() == OFF else clean_line(name, MAX_TEXT)
    await propose(duty, Act.RENAME, where, {"text": text})


async def move(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("move")
        return
    where, place = selected(command.args)
    if not place:
        await duty.explain("move")
        return
    await propose(duty, Act.MOVE, where, _place(place))


async def pin(_message: Message, command: CommandObject, duty: Duty) -> None:
    if not command.args:
        await duty.explain("pin")
        return
    where, word = selected(command.args)
    if not word:
        await duty.explain("pin")
        return
    if word.lower() not in PINS:
        raise DecisionError("bad_pin", text=word)
    await propose(duty, Act.PIN, where, {"pin": PINS[word.lower()]})


async def open_panel(_event: CallbackQuery, callback_data: OpenServicePanel, duty: Duty) -> None:
    await show_panel(duty, ServiceId(callback_data.id))


async def begin_typing(_event: CallbackQuery, callback_data: EditService, duty: Duty) -> None:
    panel = await duty.services.read_service_panel(
        actor_id=duty.actor_id, number=ServiceId(callback_data.id)
    )
    await duty.state.set_state(Editing.text)
    await duty.state.update_data({SERVICE: callback_data.id, WHAT: callback_data.what.value})
    await duty.show(ask_words(panel, callback_data.what, duty.t))


async def type_words(message: Message, duty: Duty) -> None:
    data = await duty.state.get_data()
    number, what = ServiceId(data[SERVICE]), Edit(data[WHAT])
    words = message.text or ""
    if what is Edit.RULE:
        await _propose_rule(duty, number, words)
        return
    text = written_details(words) if what is Edit.DETAILS else clean_line(words, MAX_TEXT)
    await propose(duty, TYPED[what], _one(number), {"text": text})


async def edit_by_tap(_event: CallbackQuery, callback_data: EditService, duty: Duty) -> None:
    act, words = TAPPED[callback_data.what]
    await propose(duty, act, _one(ServiceId(callback_data.id)), words)


async def answer_waiting(_event: CallbackQuery, callback_data: EditService, duty: Duty) -> None:
    """The new price of one service, or what its number stands for now."""
    number = ServiceId(callback_data.id)
    if callback_data.what is Edit.PRICE:
        card = await duty.services.propose_prices(actor_id=duty.actor_id, number=number)
    else:
        same = callback_data.what is Edit.SAME
        card = await duty.services.propose_reused(actor_id=duty.actor_id, number=number, same=same)
    await duty.show(edit_card(card, duty.t))


async def give_back(_event: CallbackQuery, callback_data: GiveBack, duty: Duty) -> None:
    number = ServiceId(callback_data.id)
    if callback_data.what is Edit.RULE:
        await _propose_rule(duty, number, None)
        return
    if callback_data.what not in TYPED:
        raise DecisionError("changed")
    await propose(duty, TYPED[callback_data.what], _one(number), {"text": None})


async def undo_edit(_event: CallbackQuery, callback_data: UndoEditNow, duty: Duty) -> None:
    await take_back(duty, callback_data.id)


async def take_back(duty: Duty, number: int) -> None:
    """Undo an act on the catalogue, and show its pages anew at once."""
    undone = await duty.services.undo_edit(actor_id=duty.actor_id, number=number)
    await duty.services.refresh_catalogue()
    await duty.show(undone_screen(undone, duty.t))


async def show_panel(duty: Duty, number: ServiceId) -> None:
    panel = await duty.services.read_service_panel(actor_id=duty.actor_id, number=number)
    await duty.show(panel_screen(panel, duty.t))


async def propose(duty: Duty, act: Act, where: Selection, words: Mapping[str, object]) -> None:
    """Show what an act will do."""
    card = await duty.services.propose_edit(
        actor_id=duty.actor_id, act=act, where=where, words=words
    )
    await duty.show(edit_card(card, duty.t))


def selected(text: str) -> tuple[Selection, str]:
    """The services that a command names, and the words after them.

    Raises:
        DecisionError: `bad_services` (`text`).
    """
    try:
        return read_selection(text)
    except SelectionError as error:
        raise DecisionError("bad_services", text=error.word) from error


async def _propose_rule(duty: Duty, number: ServiceId, rule: str | None) -> None:
    card = await duty.services.propose_markup(
        actor_id=duty.actor_id, where=_one(number), rule=rule
    )
    await duty.show(edit_card(card, duty.t))


def _one(number: ServiceId) -> Selection:
    return Selection(numbers=(number,))


def _place(text: str) -> dict[str, str | None]:
    """A shelf as it is typed.

    Raises:
        DecisionError: `bad_place` (`text`).
    """
    words = text.lower().split()
    if words == [OFF]:
        return {"platform": None, "kind": None}
    try:
        platform, kind = words
        return {"platform": Platform(platform), "kind": Kind(kind)}
    except ValueError as error:
        raise DecisionError("bad_place", text=text) from error
