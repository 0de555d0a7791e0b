"""Somebody who presses every sort of button that the shop shows, and looks hard at each screen."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.e2e.chat import words

if TYPE_CHECKING:
    from sandbox.telegram.messages import Button, Message
    from tests.e2e.chat import Chat

MOST_TEXT: Final = 4096
MOST_IN_ROW: Final = 8
MOST_ROWS: Final = 100
MOST_DATA: Final = 64
MOST_TOAST: Final = 200
OF_A_SORT: Final = 2
"""Buttons of one prefix that are pressed; more of them lead to more of the same."""

_NUMBER: Final = re.compile(r"\d+")
Look = Callable[["Message"], None]


@dataclass
class Walker:
    """Walks one chat, screen by screen; what is wrong is collected with the way that led there."""

    chat: Chat
    look: Look
    """Raises AssertionError where a screen is not as it must be."""
    of_a_sort: int = OF_A_SORT
    avoids: tuple[str, ...] = ()
    """Beginnings of callback data that would end the walk: another language, for example."""
    wrong: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    _todo: deque[str] = field(default_factory=deque)
    _sorts: Counter[str] = field(default_factory=Counter)
    _shapes: set[str] = field(default_factory=set)

    async def say(self, text: str) -> None:
        """Type something, look at the answer, and note its buttons."""
        before = len(self.chat.person.messages)
        await self.chat.say(text)
        self._see(text, answered=len(self.chat.person.messages) > before + 1)

    async def press_all(self) -> None:
        """Press one of each sort of button that was seen and not pressed yet, to the last."""
        while self._todo:
            await self.press(self._todo.popleft())

    async def press(self, data: str) -> None:
        """Press a button of the live screen, or one that was there a moment ago."""
        answers = len(self.chat.person.toasts)
        await self.chat.forge(data, self._screen())
        self.pressed.append(data)
        self._see(data, answered=len(self.chat.person.toasts) > answers)

    def _see(self, way: str, *, answered: bool) -> None:
        screen = self._screen()
        try:
            assert answered, "no answer"
            assert len(self.chat.toast) <= MOST_TOAST, f"long toast {self.chat.toast!r}"
            ensure_sound(screen)
            self.look(screen)
        except AssertionError as error:
            self.wrong.append(f"{way}: {error}\n{words(screen)[:600]}\n{screen.button_texts}")
        for row in screen.buttons:
            for button in row:
                self._note(button)

    def _screen(self) -> Message:
        """The newest message that is no file: a file stands above the screen it came from."""
        messages = reversed(self.chat.person.messages)
        return next(one for one in messages if one.from_bot and one.document is None)

    def _note(self, button: Button) -> None:
        data = button.data
        if data is None or data.startswith(self.avoids):
            return
        sort, shape = data.split(":")[0], _NUMBER.sub("#", data)
        if shape in self._shapes or self._sorts[sort] >= self.of_a_sort:
            return
        self._shapes.add(shape)
        self._sorts[sort] += 1
        self._todo.append(data)


def ensure_sound(screen: Message) -> None:
    """What holds for every screen in every language."""
    assert words(screen).strip(), "an empty screen"
    assert len(screen.text) <= MOST_TEXT, "too long a text"
    assert len(screen.buttons) <= MOST_ROWS, "too many rows"
    flat = [button for row in screen.buttons for button in row]
    assert all(len(row) <= MOST_IN_ROW for row in screen.buttons), "too many buttons in a row"
    assert all(len((one.data or "").encode()) <= MOST_DATA for one in flat), "too much data"
    assert all(one.text.strip() for one in flat), "a button without words"
    assert any(one.data for one in flat), "a dead end: nothing leads on"
    strong = [one.text for one in flat if one.style == "primary"]
    assert len(strong) <= 1, f"more than one next step: {strong}"
