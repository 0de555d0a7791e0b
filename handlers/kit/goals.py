"""Where a deep link leads: the goal survives the terms, and each feature takes its own.

A link is `t.me/bot?start=GOAL`. The start feature goes first: it asks for consent, then lets the
update pass on to the feature whose `Goal` filter knows the goal's first letter.
"""

from __future__ import annotations

import re
from typing import Any, Final

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, TelegramObject

MAX_GOAL: Final = 40
DRAFT: Final = "d"
"""The goal of somebody with an unfinished order: to go on with it."""
_START: Final = re.compile(r"/start(?:@\w+)?\s+([\w-]{1,64})\s*", re.ASCII)


class Agree(CallbackData, prefix="ok"):
    """Accept the terms, then go on to the goal."""

    goal: str = ""


def goal_in(event: TelegramObject) -> str:
    """The goal that a message or tap carries; empty for none."""
    if isinstance(event, Message):
        match = _START.fullmatch(event.text or "")
        return match.group(1)[:MAX_GOAL] if match else ""
    prefix = f"{Agree.__prefix__}{Agree.__separator__}"
    if isinstance(event, CallbackQuery) and (event.data or "").startswith(prefix):
        return (event.data or "").removeprefix(prefix)
    return ""


class Goal(Filter):
    """Let updates pass whose goal begins with this letter; hands on the rest as `goal`."""

    def __init__(self, letter: str) -> None:
        self._letter = letter

    async def __call__(self, event: TelegramObject) -> bool | dict[str, Any]:
        goal = goal_in(event)
        return {"goal": goal[1:]} if goal.startswith(self._letter) else False
