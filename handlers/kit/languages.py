"""The choice of a language: every language under its own name, two in a row."""

from __future__ import annotations

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from handlers.kit.screen import Button, Row
from locales.languages import LANGUAGES


def language_rows(to: Callable[[str], CallbackData]) -> tuple[Row, ...]:
    """Offer every language; `to` makes the button's data from a language's code."""
    buttons = [Button(language.name, to(language.code)) for language in LANGUAGES]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
