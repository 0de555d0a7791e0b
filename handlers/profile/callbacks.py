"""What the profile's own buttons carry."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.api_keys import ApiStyle, ApiSwitch, OldKey
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


class ApiPage(StrEnum):
    """Screens of the API for resellers."""

    MAIN = "main"
    NEW = "new"
    CAP = "cap"
    ADDRESSES = "ip"
    STYLE = "style"
    TEST = "test"
    GUARD = "guard"
    POWER = "power"


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


class OpenApi(CallbackData, prefix="ip"):
    """Open one of the API's screens."""

    page: ApiPage = ApiPage.MAIN


class MakeKey(CallbackData, prefix="ik"):
    """Make a key in the place of key `id`, 0 for none; `old` says what becomes of that one."""

    id: Number
    old: OldKey


class StopOldKey(CallbackData, prefix="io"):
    """End at once the key that goes on beside a new one."""


class HideKey(CallbackData, prefix="ix"):
    """Take the message away in which a new key stands."""


class SwitchMine(CallbackData, prefix="iw"):
    """Switch something of the API."""

    which: ApiSwitch
    on: bool


class AnswerIn(CallbackData, prefix="iy"):
    """Have the API's answers written in this style."""

    style: ApiStyle


class NoCap(CallbackData, prefix="in"):
    """Take the daily cap away."""


class AnyAddress(CallbackData, prefix="ij"):
    """Take requests from anywhere."""
