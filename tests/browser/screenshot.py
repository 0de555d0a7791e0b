"""Draws docs/chat.png for the README: `python -m tests.browser.screenshot`, with Chromium."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sandbox.provider.provider import LocalProvider
from tests.browser.chat_page import ChatPage
from tests.browser.chromium import chromium, find_chromium
from tests.browser.walk import come_in, fill_the_form, top_up
from tests.e2e.stage import KEY, on_stage

if TYPE_CHECKING:
    from tests.browser.chromium import Tab
    from tests.e2e.stage import Stage

PICTURE: Final = Path(__file__).parents[2] / "docs" / "chat.png"
DESKTOP: Final = (960, 700)
PHONE: Final = (360, 700)
SHEET: Final = (1400, 800)
STYLE: Final = """
    body { margin: 0; background: #dfe7ee; }
    img { position: absolute; box-shadow: 0 10px 30px #24364a55; }
    .desktop { left: 40px; top: 40px; border-radius: 12px; }
    .phone { right: 40px; bottom: 40px; border-radius: 30px; border: 8px solid #10161d; }
"""


async def draw(folder: Path) -> None:
    """Walk through an order, photograph it twice and lay the photographs side by side."""
    program = find_chromium()
    if program is None:
        sys.exit("Chromium is not installed.")
    provider = LocalProvider(key=KEY, auto=False, balance="250.00")
    url = f"sqlite+aiosqlite:///{folder / 'shop.db'}"
    async with (
        on_stage(url, provider=provider) as stage,
        chromium(program, folder / "profile") as tab,
    ):
        await photograph_both(tab, stage, folder)
        await lay_out(tab, folder, PICTURE)


async def photograph_both(tab: Tab, stage: Stage, folder: Path) -> None:
    """The total before paying on a desktop, the order in progress on a phone."""
    page = ChatPage(tab)
    await tab.resize(*DESKTOP)
    await tab.darken(dark=False)
    await tab.open(stage.telegram.chat_url)
    await come_in(page)
    await fill_the_form(page)
    await top_up(page)
    await page.tap("Pay")
    await page.sees("Check your order")
    await tab.photograph(folder / "desktop.png")
    await page.tap("Pay")
    stage.provider.move(
        await stage.accepted(), status="In progress", remains=400, start_count=5210
    )
    await page.sees("600 of 1,000 (60%)")
    await tab.darken(dark=True)
    await tab.resize(*PHONE, phone=True)
    await tab.photograph(folder / "phone.png")


async def lay_out(
    tab: Tab, folder: Path, picture: Path, *, sheet: tuple[int, int] = SHEET
) -> None:
    """Put both photographs on one sheet."""
    await tab.open("about:blank")
    await tab.resize(*sheet)
    images = "".join(
        f'<img class="{name}" src="data:image/png;base64,{_text(folder / f"{name}.png")}">'
        for name in ("desktop", "phone")
    )
    html = f"<style>{STYLE}</style>{images}"
    await tab.look(f"document.documentElement.innerHTML = {json.dumps(html)}; true")
    await tab.wait("[...document.images].every(one => one.complete && one.naturalWidth)")
    await tab.photograph(picture)


def _text(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="shopkeeper-") as place:
        asyncio.run(draw(Path(place)))
