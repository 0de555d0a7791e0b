"""Photographs a person's chat as a phone shows it, in a browser that lives at the shop's time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.browser.chat_page import ChatPage
from tests.e2e.chat import words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sandbox.telegram.messages import Message
    from tests.browser.chromium import Tab
    from tests.e2e.chat import Chat

SHARPNESS: Final = 1.5
"""Pixels of a picture to one of the page: fine letters, small files."""
WIDE: Final = (1000, 780)
PHONE: Final = (390, 844)
PLAIN: Final = ".scroller { background: var(--wall-2) !important; } .toasts { display: none; }"
"""A wall of one colour, because a gradient makes a picture several times as large; no toasts,
because they would still be there from the screen before."""
PAINT: Final = """(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(%s);
    document.adoptedStyleSheets.push(sheet);
})()"""
MOVED: Final = """(() => {
    const True = Date;
    globalThis.Date = class extends True {
        static ahead = 0;
        constructor(...given) { given.length ? super(...given) : super(Date.now()); }
        static now() { return True.now() + this.ahead; }
    };
    Date.ahead = %d - True.now();
})()"""
"""Lets the page live at another time; it tells what lies how long ago."""
READY: Final = """(() => {
    const shown = [...document.querySelectorAll('[data-testid="message"]')].at(-1);
    if (!shown || shown.dataset.messageId !== %s) return false;
    const keys = [...shown.querySelectorAll('[data-testid="button"]')];
    const plain = shown.innerText.replace(/[\\u2066-\\u2069\\u200e\\u200f\\xad]/g, '');
    return plain.includes(%s) && keys.map(key => key.dataset.text).join('\\n') === %s;
})()"""


@dataclass(slots=True)
class Camera:
    """Stands before the chat page; whose chat it shows is said with every picture."""

    tab: Tab
    folder: Path
    sitting: int = 0

    @property
    def page(self) -> ChatPage:
        return ChatPage(self.tab)

    async def aim(self, url: str, now: datetime) -> None:
        """Open the page at a time of the shop's own clock."""
        source = MOVED % _milliseconds(now)
        await self.tab.command("Page.addScriptToEvaluateOnNewDocument", source=source)
        await self.tab.command("Emulation.setTimezoneOverride", timezoneId="UTC")
        await self.tab.resize(*WIDE)
        await self.tab.darken(dark=False)
        await self.tab.open(url)
        await self.tab.look(PAINT % json.dumps(PLAIN))

    async def skip_to(self, now: datetime) -> None:
        """Follow the shop's clock."""
        await self.tab.look(f"Date.ahead += {_milliseconds(now)} - Date.now()")

    async def sit(self, chat_id: int) -> None:
        """Become somebody, or one in a group; the list of chats is there on a wide screen only."""
        if self.sitting != chat_id:
            await self.tab.resize(*WIDE)
            await self.page.sit(chat_id)
            self.sitting = chat_id
        await self.tab.resize(*PHONE, phone=True, sharpness=SHARPNESS)

    async def show(self, chat: Chat) -> None:
        """Look at somebody's chat, once the page shows their newest message as it is now."""
        await self.sit(chat.id)
        newest = chat.person.messages[-1]
        await self.tab.wait(_script(newest), f"the newest message of {chat.id}")

    async def take(self, name: str, chat: Chat) -> None:
        """Photograph a chat."""
        await self.show(chat)
        await self.snap(name)

    async def snap(self, name: str) -> None:
        """Photograph what is seen."""
        await self.tab.look("document.activeElement?.blur()")
        await self.tab.photograph(self.folder / f"{name}.png")


def _script(newest: Message) -> str:
    first = words(newest).split("\n")[0] if newest.text else ""
    return READY % tuple(
        json.dumps(value)
        for value in (str(newest.id), first.strip(), "\n".join(newest.button_texts))
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
