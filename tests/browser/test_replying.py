"""A customer's question answered in the chat page as owners answer it: by replying to it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.browser.chat_page import ChatPage, one
from tests.browser.chromium import Tab
from tests.browser.walk import come_in
from tests.e2e.stage import ANN, OWNER, on_stage

PHOTOS: Final = Path(__file__).parents[2] / "build" / "screenshots"
DESKTOP: Final = (1000, 780)


async def test_a_ticket_is_answered_by_replying_to_it(tab: Tab, sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        page = ChatPage(tab)
        await tab.resize(*DESKTOP)
        await tab.darken(dark=False)
        await tab.open(stage.telegram.chat_url)
        await come_in(page)
        await ask(page)
        await page.sit(OWNER)
        await page.sees("Reply to this message to answer.")
        await take_back(page)
        await page.reply("Can I order for two pages at once?", "Yes: one order for each page.")
        await tab.photograph(PHOTOS / "replied.png")
        await page.sit(ANN)
        await page.sees("answers T-1:")


async def ask(page: ChatPage) -> None:
    """Write to the shop's support."""
    await page.say("/support")
    await page.tap("Something else")
    await page.sees("Write your message.")
    await page.say("Can I order for two pages at once?")
    await page.sees("Ticket T-1 opened.")


async def take_back(page: ChatPage) -> None:
    """Begin a reply, and think better of it."""
    await page.begin_reply("Can I order for two pages at once?")
    await page.tab.photograph(PHOTOS / "replying.png")
    await page.tab.click(one("reply-cancel"), "the cross beside the reply")
    await page.tab.wait(f"!{one('replying')}", "the composer without a reply")
