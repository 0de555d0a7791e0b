"""Searching and sharing in the chat page, in a real browser; pictures of both are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.browser.chat_page import ChatPage, one
from tests.browser.chromium import Tab
from tests.browser.walk import come_in
from tests.e2e.stage import KEY, on_stage

PHOTOS: Final = Path(__file__).parents[2] / "build" / "screenshots"
DESKTOP: Final = (1000, 780)
PHONE: Final = (390, 844)
GROUP: Final = -1001


async def test_services_are_found_by_words_and_shared_with_friends(
    tab: Tab, sqlite_url: str
) -> None:
    many = LocalProvider(key=KEY, services=catalogue(600), auto=False, balance="250.00")
    async with on_stage(sqlite_url, provider=many) as stage:
        stage.telegram.add_group(GROUP, "Friends", [stage.ann.person, stage.boris.person])
        page = ChatPage(tab)
        await tab.resize(*DESKTOP)
        await tab.darken(dark=False)
        await tab.open(stage.telegram.chat_url)
        await come_in(page)
        await page.say("ig folowers")
        await page.sees("“ig folowers”")
        await tab.photograph(PHOTOS / "search.png")
        await page.tap("1 · ")
        await share_it(page)
        await find_another(page, f"@{stage.telegram.cloud.bot['username']} лайки тикток")


async def share_it(page: ChatPage) -> None:
    """Send the service on the screen to the group, as its button offers."""
    await page.tap("Share")
    await page.tab.click(one("share-chat-1"), "the group in the dialog")
    await page.tab.wait(f"!!{one('inline-result')}", "the service as a result")
    await page.tab.click(one("inline-result"), "the result")
    await page.sees("via @")


async def find_another(page: ChatPage, query: str) -> None:
    """Find a service in the group, send it there, and open it in the shop."""
    tab = page.tab
    await tab.click(one("composer"), "the composer")
    await tab.type(query)
    found = f"{one('inline-result')}?.innerText.includes('TikTok Likes')"
    await tab.wait(f"!!{found}", "the results")
    await tab.photograph(PHOTOS / "inline-results.png")
    await tab.click(one("inline-result"), "the first result")
    await page.sees("TikTok · Likes")
    await tab.photograph(PHOTOS / "inline-shared.png")
    await page.tap("Open in the shop")
    await page.sees("Price:")
    await tab.resize(*PHONE, phone=True)
    await tab.photograph(PHOTOS / "inline-card.png")
