"""Draws docs/api.png for the README: `python -m tests.browser.documentation`, with Chromium."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.database import Database
from db.migrate import upgrade
from tests.api.docs.shown import shown
from tests.browser.chromium import chromium, find_chromium
from tests.browser.screenshot import PHONE, lay_out

if TYPE_CHECKING:
    from tests.api.docs.shown import Shown
    from tests.browser.chromium import Tab

PICTURE: Final = Path(__file__).parents[2] / "docs" / "api.png"
DESKTOP: Final = (1240, 740)
SHEET: Final = (1600, 830)
TRYING: Final = "document.getElementById('try-bench')"


async def draw(folder: Path) -> None:
    """Photograph the page's head on a desktop, and an order that is tried out on a phone."""
    program = find_chromium()
    if program is None:
        sys.exit("Chromium is not installed.")
    url = f"sqlite+aiosqlite:///{folder / 'shop.db'}"
    await upgrade(url)
    database = Database.open(url)
    try:
        async with (
            shown(database, public_url="https://shop.example") as page,
            chromium(program, folder / "profile") as tab,
        ):
            await photograph_both(tab, page, folder)
            await lay_out(tab, folder, PICTURE, sheet=SHEET)
    finally:
        await database.close()


async def photograph_both(tab: Tab, page: Shown, folder: Path) -> None:
    """The head in light, an answer in dark."""
    await tab.resize(*DESKTOP)
    await tab.darken(dark=False)
    await tab.open(f"{page.url}/")
    await tab.photograph(folder / "desktop.png")
    await tab.darken(dark=True)
    await tab.resize(*PHONE, phone=True)
    await try_out(tab, page.key)
    await tab.photograph(folder / "phone.png")


async def try_out(tab: Tab, key: str) -> None:
    """Place an order of test mode."""
    await tab.look(f"document.getElementById('try-key').value = {json.dumps(key)}")
    await tab.click("document.querySelector('#try-enter button')")
    await tab.wait(f"!{TRYING}.hidden && !!document.getElementById('try-link')", "the form")
    await tab.click("document.getElementById('try-send')")
    await tab.wait("document.getElementById('try-answer').textContent.includes('order')")
    await tab.look("document.getElementById('try-send').scrollIntoView({block: 'start'}); true")
    await tab.look("scrollBy({top: -76, behavior: 'instant'}); true")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="shopkeeper-") as place:
        asyncio.run(draw(Path(place)))
