"""A person before the shop: walks screens by the words on buttons, reads what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sandbox.telegram.messages import Button, Message
    from sandbox.telegram.people import Person, Wanted

MARKS: Final = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f\xad")
PATIENCE_S: Final = 15.0
_NUMBER: Final = re.compile(r"#(\d+)")


@dataclass(frozen=True, slots=True)
class Chat:
    """One person's private chat; texts and taps are answered when the call returns."""

    person: Person

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def screen(self) -> Message:
        """The bot's newest message: the one live screen, or a notice below it."""
        return next(one for one in reversed(self.person.messages) if one.from_bot)

    @property
    def text(self) -> str:
        """The newest message in words, without marks of direction."""
        return words(self.screen)

    @property
    def toast(self) -> str:
        return self.person.toasts[-1].text if self.person.toasts else ""

    @property
    def said(self) -> list[str]:
        """Everything the bot's messages say now, oldest first."""
        return [words(one) for one in self.person.messages if one.from_bot]

    def shows(self, text: str) -> list[Message]:
        """The bot's messages that hold a text, oldest first."""
        return [one for one in self.person.messages if one.from_bot and text in words(one)]

    async def say(self, text: str) -> str:
        await self.person.send(text)
        await self.person.settle(PATIENCE_S)
        return self.text

    async def tap(self, word: str, message: Message | None = None) -> str:
        """Press the newest button that holds these words."""
        await self.person.press(word, message)
        await self.person.settle(PATIENCE_S)
        return self.text

    async def walk(self, *taps: str) -> str:
        for word in taps:
            await self.tap(word)
        return self.text

    async def forge(self, data: str, message: Message | None = None) -> str:
        """Send callback data that no button of the screen needs to have."""
        await self.person.press_data(data, message or self.screen)
        await self.person.settle(PATIENCE_S)
        return self.text

    async def sees(self, wanted: Wanted, timeout_s: float = PATIENCE_S) -> Message:
        """Wait for a message to arrive, or to be edited so."""
        if isinstance(wanted, str):
            return await self.person.wait_for(lambda one: wanted in words(one), timeout_s)
        return await self.person.wait_for(wanted, timeout_s)

    def button(self, word: str) -> Button:
        """The newest button that holds these words."""
        for message in reversed(self.person.messages):
            if found := message.button(word):
                return found
        raise LookupError(f"no button {word!r} in {self.screen.button_texts}")

    def _with(self, label: str) -> Message:
        """The newest message with just this button: a notice may have come below it."""
        return next(one for one in reversed(self.person.messages) if label in one.button_texts)

    def data(self, word: str) -> str:
        """What the newest such button would send."""
        data = self.button(word).data
        assert data is not None, f"{word!r} sends nothing"
        return data

    async def join(self) -> str:
        """Start the bot and accept its terms."""
        await self.say("/start")
        return await self.tap("I agree, continue")

    async def begin(self, service: int = 1) -> str:
        """Open a service by its id and order it; what was filled in before is still there."""
        await self.say(f"/start s{service}")
        return await self.tap("Order", self._with("Order"))

    async def fill(self, link: str, quantity: str, *, service: int = 1) -> str:
        """Open a service by its id and fill its form, up to the total."""
        await self.begin(service)
        await self.say(link)
        await self.say(quantity)
        if "All at once" in self.screen.button_texts:
            await self.tap("All at once")
        return self.text

    async def order(self, link: str, quantity: str = "1000", *, service: int = 1) -> int:
        """Fill a form and pay; the number of the order."""
        await self.fill(link, quantity, service=service)
        return number_in(await self.tap("Pay"))


def words(message: Message) -> str:
    """A message's text without marks of direction."""
    return message.text.translate(MARKS)


def number_in(text: str) -> int:
    """The first order number in a text."""
    found = _NUMBER.search(text)
    assert found, f"no order number in {text!r}"
    return int(found[1])
