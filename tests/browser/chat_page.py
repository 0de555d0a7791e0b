"""The chat page as somebody in front of it uses it: by its seats, its buttons and its keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.chromium import Tab


def one(testid: str) -> str:
    """A script that finds the element with a test id."""
    return f"document.querySelector('[data-testid=\"{testid}\"]')"


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The page in a tab."""

    tab: Tab

    async def sit(self, chat_id: int) -> None:
        """Become another person; on a phone the list of chats is left by this."""
        await self.tab.click(one(f"seat-{chat_id}"), f"seat {chat_id}")
        await self.tab.wait(f"{one(f'seat-{chat_id}')}.getAttribute('aria-current') === 'true'")

    async def start(self) -> None:
        """Press START in a chat that nobody has written in yet."""
        await self.tab.click(one("start"), "the START button")

    async def say(self, text: str) -> None:
        """Type into the composer and press Enter."""
        await self.tab.click(one("composer"), "the composer")
        await self.tab.type(text)
        await self.tab.key("Enter")

    async def begin_reply(self, text: str) -> None:
        """Press the arrow beside the newest message that holds a text."""
        found = (
            "[...document.querySelectorAll('[data-testid=\"message\"]')].findLast(one =>"
            f" one.innerText.includes({json.dumps(text)}))"
            "?.querySelector('[data-testid=\"reply\"]')"
        )
        await self.tab.click(found, f"the arrow of {text!r}")
        await self.tab.wait(f"{one('replying')}?.innerText.includes({json.dumps(text)})")

    async def reply(self, text: str, answer: str) -> None:
        """Answer the newest message that holds a text."""
        await self.begin_reply(text)
        await self.say(answer)
        await self.tab.wait(f"!{one('replying')}", "the composer as it was")

    async def tap(self, words: str) -> None:
        """Click the newest button that holds these words, and wait for its answer."""
        found = (
            '[...document.querySelectorAll(\'[data-testid="message"] [data-testid="button"]\')]'
            f".findLast(one => one.dataset.text.includes({json.dumps(words)}))"
        )
        await self.tab.click(found, f"a button {words!r}")
        await self.tab.wait("!document.querySelector('[aria-busy=\"true\"]')", "the answer")

    async def sees(self, text: str) -> None:
        """Wait until a message of the open chat holds a text."""
        await self.tab.wait(
            "[...document.querySelectorAll('[data-testid=\"message\"]')].some(one => one.innerText"
            f".replace(/[\\u2066-\\u2069]/g, '').includes({json.dumps(text)}))",
            f"a message {text!r}",
        )
