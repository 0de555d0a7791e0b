"""What the profile's own buttons carry."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.pings import Topic
from handlers.kit.callbacks import Number


class Page(StrEnum):
    """The profile's own screens."""

    ALERTS = "alerts"
    QUIET = "quiet"
    START = "start"
    DATA = "data"
    EXPORT = "export"
    DELETE = "delete"


class Speak(CallbackData, prefix="lg"):
    """Speak this language from now on."""

    language: str


class Open(CallbackData, prefix="ph"):
    """Open one of the profile's screens."""

    page: Page


class Alert(CallbackData, prefix="pa"):
    """Switch an alert."""

    topic: Topic
    on: bool


class Quiet(CallbackData, prefix="pq"):
    """Switch quiet hours."""

    on: bool


class Until(CallbackData, prefix="pu"):
    """Choose when quiet hours end, once their start is chosen."""

    start: Number


class Hours(CallbackData, prefix="pr"):
    """Be left alone between these hours."""

    start: Number
    end: Number


class AskClock(CallbackData, prefix="pc"):
    """Ask what time it is, with clocks that are so many minutes beside the full hours of UTC."""

    minutes: Number = 0


class MyClock(CallbackData, prefix="pz"):
    """My clock is so many minutes ahead of UTC."""

    offset: Number
