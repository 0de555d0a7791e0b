"""An order placed by hand in the chat page, in a real browser: desktop, dark, phone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sandbox.provider.provider import LocalProvider
from tests.browser.chat_page import ChatPage
from tests.browser.chromium import Tab
from tests.browser.walk import come_in, fill_the_form, top_up
from tests.e2e.stage import KEY, Stage, on_stage

PHOTOS: Final = Path(__file__).parents[2] / "build" / "screenshots"
DESKTOP: Final = (1200, 800)
PHONE: Final = (390, 844)


async def test_an_order_is_placed_paid_and_delivered_through_the_page(
    tab: Tab, sqlite_url: str
) -> None:
    demo = LocalProvider(key=KEY, auto=False, balance="250.00")
    async with on_stage(sqlite_url, provider=demo) as stage:
        page = ChatPage(tab)
        await tab.resize(*DESKTOP)
        await tab.darken(dark=False)
        await tab.open(stage.telegram.chat_url)
        await come_in(page)
        await fill_the_form(page)
        await page.sees("Your order is saved and will wait here.")
        await top_up(page)
        await page.tap("Pay")
        await page.sees("Check your order")
        await tab.photograph(PHOTOS / "confirm-light.png")
        await page.tap("Pay")
        await watch_it(page, stage)


async def watch_it(page: ChatPage, stage: Stage) -> None:
    """See the card move on in place, in light and dark and on a phone."""
    tab = page.tab
    newest = "[...document.querySelectorAll('[data-testid=\"message\"]')].at(-1)"
    upstream = await stage.accepted()
    stage.provider.move(upstream, status="In progress", remains=400, start_count=5210)
    await page.sees("600 of 1,000 (60%)")
    await tab.photograph(PHOTOS / "desktop-light.png")
    await tab.darken(dark=True)
    await tab.photograph(PHOTOS / "desktop-dark.png")
    stage.provider.complete(upstream)
    await page.sees("is done: 1,000 of 1,000.")
    await tab.resize(*PHONE, phone=True)
    await tab.wait(f"{newest}.getBoundingClientRect().bottom <= innerHeight", "the newest message")
    await tab.photograph(PHOTOS / "phone-dark.png")
    await tab.darken(dark=False)
    await page.tap("View order")
    await page.sees("✅ Completed")
    await tab.photograph(PHOTOS / "phone-light.png")
