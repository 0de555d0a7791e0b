"""Profile -> API: the key, its limits and its switches."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from domain.errors import DecisionError, FormError, ShopError
from handlers.kit.caller import Caller, knows_callers
from handlers.kit.leaving import leaves_forms
from handlers.kit.screen import Screen, body, markup
from handlers.kit.show import answer
from handlers.kit.taps import TapRouter
from handlers.profile import api_choice_views as choices
from handlers.profile import api_views as views
from handlers.profile.callbacks import (
    AnswerIn,
    AnyAddress,
    ApiPage,
    HideKey,
    MakeKey,
    NoCap,
    OpenApi,
    StopOldKey,
    SwitchMine,
)
from handlers.profile.states import ApiForm
from services.api.settings import ApiView

ASKING: Final[Mapping[ApiPage, State]] = {
    ApiPage.CAP: ApiForm.cap,
    ApiPage.ADDRESSES: ApiForm.addresses,
}
"""Pages whose question the next text answers."""


def make_router() -> Router:
    """Build the router; a command is never taken for an answer."""
    screens = leaves_forms(TapRouter(name="api_screens"))
    taps = screens.callback_query
    taps.register(open_page, OpenApi.filter())
    taps.register(make_key, MakeKey.filter())
    taps.register(stop_old_key, StopOldKey.filter())
    taps.register(hide_key, HideKey.filter())
    taps.register(switch, SwitchMine.filter())
    taps.register(answer_in, AnswerIn.filter())
    taps.register(lift_cap, NoCap.filter())
    taps.register(allow_any, AnyAddress.filter())
    router = knows_callers(TapRouter(name="api"))
    router.message.register(take_cap, ApiForm.cap, F.text, ~F.text.startswith("/"))
    router.message.register(take_addresses, ApiForm.addresses, F.text, ~F.text.startswith("/"))
    router.include_router(screens)
    return router


async def open_page(_event: CallbackQuery, callback_data: OpenApi, caller: Caller) -> None:
    """Open a page; while no key works, all lead to the main one."""
    view = await caller.services.read_api(user_id=caller.id)
    page = callback_data.page
    if view.key is None or view.access.stopped_at is not None:
        page = ApiPage.MAIN
    if page in ASKING:
        await caller.await_text(ASKING[page])
    await caller.show(_page(view, page, caller))


async def make_key(callback: CallbackQuery, callback_data: MakeKey, caller: Caller) -> None:
    """Make a key in the place of the one that its owner saw; show it in a message of its own.

    That message is there before the key: from the key's first moment on, something is written
    down that takes the message away.
    """
    bot = callback.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    sent = await bot.send_message(
        caller.id, body(views.key_coming(caller.t), caller.t.rtl), protect_content=True
    )
    try:
        key = await caller.services.make_api_key(
            user_id=caller.id,
            replaces=callback_data.id,
            old=callback_data.old,
            message_id=sent.message_id,
        )
    except ShopError as refusal:
        await bot.delete_message(caller.id, sent.message_id)
        if not isinstance(refusal, DecisionError):
            raise
        # A second tap, or an old button.
        await _show_main(caller, caller.t.plain("Updated."))
        return
    await _show_main(caller)
    screen = views.new_key(key, caller.t)
    await bot.edit_message_text(
        body(screen, caller.t.rtl),
        chat_id=caller.id,
        message_id=sent.message_id,
        reply_markup=markup(screen, caller.t.rtl),
    )


async def hide_key(callback: CallbackQuery, caller: Caller) -> None:
    """Take the key away before its time; only a message that has one."""
    message = callback.message
    assert message is not None  # noqa: S101 - inline messages have no such button
    number = message.message_id
    shown = await caller.services.hide_api_key(user_id=caller.id, message_id=number)
    if not shown or caller.user.screen_id == number:  # it has become a screen
        await _show_main(caller, caller.t.plain("Updated."))
        return
    if isinstance(message, Message):
        with suppress(TelegramBadRequest):  # gone already
            await message.delete()
    await answer(callback, caller.t.plain("The key is hidden."))


async def stop_old_key(_event: CallbackQuery, caller: Caller) -> None:
    stopped = await caller.services.stop_old_api_key(user_id=caller.id)
    t = caller.t
    toast = t.plain("The old key has stopped.") if stopped else t.plain("Updated.")
    await _show_main(caller, toast)


async def switch(_event: CallbackQuery, callback_data: SwitchMine, caller: Caller) -> None:
    await caller.services.choose_api.switch(
        user_id=caller.id, which=callback_data.which, on=callback_data.on
    )
    await _show_main(caller)


async def answer_in(_event: CallbackQuery, callback_data: AnswerIn, caller: Caller) -> None:
    await caller.services.choose_api.style(user_id=caller.id, style=callback_data.style)
    await _show_main(caller)


async def lift_cap(_event: CallbackQuery, caller: Caller) -> None:
    await caller.services.choose_api.daily_cap(user_id=caller.id, text=None)
    await _show_main(caller)


async def allow_any(_event: CallbackQuery, caller: Caller) -> None:
    await caller.services.choose_api.addresses(user_id=caller.id, text=None)
    await _show_main(caller)


async def take_cap(message: Message, caller: Caller) -> None:
    try:
        await caller.services.choose_api.daily_cap(user_id=caller.id, text=message.text or "")
    except FormError as problem:
        view = await caller.services.read_api(user_id=caller.id)
        await caller.show(choices.cap_screen(view, caller.t, problem))
        return
    await caller.await_text(None)
    await _show_main(caller)


async def take_addresses(message: Message, caller: Caller) -> None:
    try:
        await caller.services.choose_api.addresses(user_id=caller.id, text=message.text or "")
    except FormError as problem:
        view = await caller.services.read_api(user_id=caller.id)
        await caller.show(choices.addresses_screen(view, caller.t, problem))
        return
    await caller.await_text(None)
    await _show_main(caller)


async def _show_main(caller: Caller, toast: str | None = None) -> None:
    view = await caller.services.read_api(user_id=caller.id)
    await caller.show(views.api_screen(view, caller.t), toast)


def _page(view: ApiView, page: ApiPage, caller: Caller) -> Screen:
    t = caller.t
    match page:
        case ApiPage.NEW if view.key is not None:
            return views.choose_end(view, view.key, t)
        case ApiPage.CAP:
            return choices.cap_screen(view, t)
        case ApiPage.ADDRESSES:
            return choices.addresses_screen(view, t)
        case ApiPage.STYLE:
            return choices.style_screen(view, t)
        case ApiPage.TEST | ApiPage.GUARD | ApiPage.POWER:
            return choices.switch_screen(view, page, t)
        case _:
            return views.api_screen(view, t)
