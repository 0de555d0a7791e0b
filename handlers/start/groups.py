"""Groups: the shop works in private chats, and says nothing about anybody elsewhere."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from handlers.kit.show import answer
from locales.translator import Translator


def make_group_router() -> Router:
    """Build the router that stands before all others and keeps groups out."""
    router = Router(name="groups")
    router.message.register(point_to_private, F.chat.type != ChatType.PRIVATE)
    router.callback_query.register(
        refuse_tap, F.message.chat.type.is_not(None), F.message.chat.type != ChatType.PRIVATE
    )
    return router


async def point_to_private(message: Message, t: Translator) -> None:
    """Answer those who speak to the bot; stay silent about what others talk, or show inline."""
    if message.via_bot is not None:
        return
    bot = message.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    name = (await bot.me()).username or ""
    text = message.text or ""
    if not text.startswith("/") and f"@{name}".lower() not in text.lower():
        return
    opening = InlineKeyboardButton(text=t.plain("Open chat"), url=f"https://t.me/{name}")
    await message.reply(
        t("I work in private chats."),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[opening]]),
    )


async def refuse_tap(callback: CallbackQuery, t: Translator) -> None:
    await answer(callback, t.plain("I work in private chats."))
