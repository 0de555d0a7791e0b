"""What the welcome's own buttons carry."""

from __future__ import annotations

from typing import Final

from aiogram.filters.callback_data import CallbackData

TERMS: Final = "terms"
ABOUT: Final = "about"
LANGUAGES: Final = "languages"
DECLINED: Final = "no"
FIRST: Final = "first"


class Welcome(CallbackData, prefix="w"):
    """Look at a page of the welcome; `goal` is where a deep link leads after consent."""

    page: str = FIRST
    goal: str = ""


class WelcomeIn(CallbackData, prefix="wl"):
    """Read the welcome in another language."""

    language: str
    goal: str = ""
