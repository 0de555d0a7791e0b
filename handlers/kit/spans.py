"""Spans of time as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from locales.translator import Translator

_HOUR: Final = 60
_DAY: Final = 1440


def duration(minutes: int, t: Translator) -> str:
    """A span of time in its largest unit; beyond two of a unit it is rounded up to a whole one."""
    if minutes < _HOUR:
        return t.plain("{n} min", n=minutes)
    if minutes % _DAY == 0 or minutes >= 2 * _DAY:
        return t.plain_plural("{n} day", "{n} days", n=-(-minutes // _DAY))
    if minutes % _HOUR == 0 or minutes >= 2 * _HOUR:
        return t.plain("{n} h", n=-(-minutes // _HOUR))
    return t.plain("1 h {minutes} min", minutes=minutes - _HOUR)
