"""One's own data: taken along as a file, or deleted by a typed word."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.enums import ChatAction
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InputFile, Message

from domain.accounts import User
from domain.errors import DecisionError
from domain.money import Money
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import answer, show
from handlers.kit.taps import TapRouter
from handlers.profile import data_views as views
from handlers.profile.callbacks import Open, Page
from handlers.profile.states import Leaving
from locales.translator import Translator
from services.shop import Services

if TYPE_CHECKING:
    from aiogram import Bot

    from domain.ids import UserId
    from services.people.own_data import ExportOwnData

SEND_S: Final = 200
"""How long Telegram may take for the file."""


def make_router() -> Router:
    """Build the router; a command is never taken for the word."""
    screens = leaves_forms(TapRouter(name="own_data"))
    screens.callback_query.register(open_data, Open.filter(F.page == Page.DATA))
    screens.callback_query.register(take_along, Open.filter(F.page == Page.EXPORT))
    screens.callback_query.register(ask_for_word, Open.filter(F.page == Page.DELETE))
    router = TapRouter(name="leaving")
    router.message.register(take_word, Leaving.word, F.text, ~F.text.startswith("/"))
    router.include_router(screens)
    return router


async def open_data(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    await show(callback, views.my_data(t), user=user, services=services, t=t)


async def take_along(
    callback: CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    """Send the file; one at a time for each customer."""
    bot = callback.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    if not await services.begin_export(user_id=user.id):
        await answer(callback, t.plain("Your file is being written. It comes in a moment."))
        return
    await answer(callback, t.plain("Your file is being written. It comes in a moment."))
    try:
        await bot.send_chat_action(user.id, ChatAction.UPLOAD_DOCUMENT)
        document = _OwnData(services.export_own_data, user.id)
        await bot.send_document(
            user.id,
            document,
            caption=t("Everything the shop keeps about you."),
            request_timeout=SEND_S,
        )
    finally:
        await services.end_export(user_id=user.id)


async def ask_for_word(
    callback: CallbackQuery, state: FSMContext, user: User, services: Services, t: Translator
) -> None:
    found = await services.read_leaving(user_id=user.id)
    if found.problem is not None:
        screen = views.cannot_leave(found.problem, t)
    else:
        await state.set_state(Leaving.word)
        await state.set_data({"lost": found.lost.micros})
        screen = views.ask_for_word(found.lost, t)
    await show(callback, screen, user=user, services=services, t=t)


async def take_word(
    message: Message, state: FSMContext, user: User, services: Services, t: Translator
) -> None:
    """Only the word itself deletes; the account's form states go with it."""
    lost = Money(int((await state.get_data()).get("lost", 0)))
    await state.clear()
    if (message.text or "").strip() != views.WORD:
        await show(message, views.not_the_word(t), user=user, services=services, t=t)
        return
    try:
        await services.delete_account(user_id=user.id, lost=lost)
    except DecisionError as refusal:
        screen = views.cannot_leave(refusal.problem, t)
        await show(message, screen, user=user, services=services, t=t)
        return
    await show(message, views.farewell(t), user=user, services=services, t=t)


class _OwnData(InputFile):
    """The document, written while it is sent."""

    def __init__(self, export: ExportOwnData, user_id: UserId) -> None:
        super().__init__("my-data.json")
        self._export = export
        self._user_id = user_id

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:  # noqa: ARG002 - aiogram's signature
        """Write it piece by piece."""
        async for piece in self._export(user_id=self._user_id):
            yield piece
