"""A screen as plain data: a text and rows of buttons, and how it becomes a Telegram keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from domain.ids import OrderId
from handlers.kit.direction import turned_label, turned_text
from handlers.kit.fitting import fitted

MAX_COPY: Final = 256
_BLANK: Final = InlineKeyboardButton(text="")


class Style(StrEnum):
    """Colour of a button; its words say the same."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: exactly one of `data`, `url`, `copy` (256 characters at most), `share` is given.

    `share` is an inline query that is typed in a chat of the reader's choice.
    """

    label: str
    data: str | CallbackData | None = None
    url: str | None = None
    copy: str | None = None
    share: str | None = None
    style: Style | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """Telegram HTML and its buttons.

    `order_id` marks an order's card, which workers keep live; `shown` is a digest of its facts.
    `keyboard` is built already where a screen is kept, for it is the same for many readers.
    """

    text: str
    rows: tuple[Row, ...] = ()
    order_id: OrderId | None = None
    shown: str = ""
    keyboard: InlineKeyboardMarkup | None = None


def body(screen: Screen, rtl: bool = False) -> str:  # noqa: FBT001, FBT002 - `t.rtl` reads plainly
    """The text to send; its lines run from right to left where the language does."""
    return turned_text(screen.text) if rtl else screen.text


def markup(screen: Screen, rtl: bool = False) -> InlineKeyboardMarkup | None:  # noqa: FBT001, FBT002 - as above
    """Build the keyboard: rows that a phone shows whole, arrows and order turned where need be."""
    if screen.keyboard is not None:
        return screen.keyboard
    rows = fitted(row for row in screen.rows if row)
    if rtl:
        rows = [_turned(row) for row in rows]
    keyboard = [[_button(button) for button in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=keyboard) if keyboard else None


def _turned(row: Row) -> Row:
    return tuple(replace(button, label=turned_label(button.label)) for button in reversed(row))


def _button(button: Button) -> InlineKeyboardButton:
    """Copy a button and name only what this one has; to check it costs more than all the rest."""
    given: dict[str, object] = {"text": button.label}
    if button.data is not None:
        given["callback_data"] = _packed(button.data)
    if button.url is not None:
        given["url"] = button.url
    if button.copy is not None:
        given["copy_text"] = CopyTextButton(text=button.copy[:MAX_COPY])
    if button.share is not None:
        given["switch_inline_query"] = button.share
    if button.style is not None:
        given["style"] = button.style.value
    return _BLANK.model_copy(update=given)


def _packed(data: str | CallbackData) -> str:
    return data if isinstance(data, str) else data.pack()
