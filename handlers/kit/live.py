"""Tells from its buttons whether a message shows an order live, so that no look-up is needed."""

from __future__ import annotations

from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from domain.ids import OrderId
from handlers.kit.callbacks import Number


class RefreshCard(CallbackData, prefix="rc"):
    """Show an order's card afresh: the first button of every live card, by which it is known."""

    id: Number
    back: str = ""


_MARK: Final = f"{RefreshCard.__prefix__}{RefreshCard.__separator__}"


def card_of(message: Message) -> OrderId | None:
    """The order that a message shows live, or None."""
    keyboard = message.reply_markup
    if keyboard is None or not keyboard.inline_keyboard or not keyboard.inline_keyboard[0]:
        return None
    for button in keyboard.inline_keyboard[0]:
        data = button.callback_data or ""
        if data.startswith(_MARK):
            return _order_in(data)
    return None


def _order_in(data: str) -> OrderId | None:
    digits = data.split(RefreshCard.__separator__)[1]
    return OrderId(int(digits)) if digits.isdecimal() else None
