"""Rows that many screens end with: back and home, and the pager."""

from __future__ import annotations

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import HOME, Go
from handlers.kit.screen import Button, Row
from locales.translator import Translator


def home_button(t: Translator) -> Button:
    """Lead to the home screen."""
    return Button(t.plain("Home"), Go(to=HOME))


def home_row(t: Translator) -> Row:
    """Offer the way home alone, for screens that have no page before them."""
    return (home_button(t),)


def back_row(t: Translator, back: CallbackData | str) -> Row:
    """Offer the page before this one, and home."""
    return (Button(t.plain("‹ Back"), back), home_button(t))


def pager_row(
    t: Translator, *, page: int, pages: int, to: Callable[[int], CallbackData | str]
) -> Row:
    """Turn pages, counted from 1; an empty row for a single page. The figure refreshes."""
    if pages <= 1:
        return ()
    row = [Button(f"{t.number(page)}/{t.number(pages)}", to(page))]
    if page > 1:
        row.insert(0, Button("‹", to(page - 1)))
    if page < pages:
        row.append(Button("›", to(page + 1)))
    return tuple(row)
