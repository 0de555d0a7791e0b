"""What the profile's own buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class Speak(CallbackData, prefix="lg"):
    """Speak this language from now on."""

    language: str
