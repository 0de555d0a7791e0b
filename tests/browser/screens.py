"""Draws docs/screens/*.png: `python -m tests.browser.screens`, or `make screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sandbox.provider.provider import LocalProvider
from tests.browser import after_buying, buying
from tests.browser.camera import Camera
from tests.browser.chromium import chromium, find_chromium
from tests.browser.png import shrink
from tests.browser.regulars import trade
from tests.e2e.stage import KEY, on_stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.browser.chromium import Tab
    from tests.e2e.stage import Stage

    Journey = Callable[[Stage, Camera], Awaitable[None]]

SCREENS: Final = Path(__file__).parents[2] / "docs" / "screens"
AFTERNOON: Final = datetime(2027, 3, 11, 14, 0, 5, tzinfo=UTC)
"""When the journeys begin, so that their pictures show the same times again and again."""
DAYS_BEFORE: Final = timedelta(days=14)
"""When the trade begins that figures come of: figures look back for a month."""
JOURNEYS: Final[tuple[Journey, ...]] = (
    buying.come_in,
    buying.browse,
    buying.fall_short,
    buying.add_money,
    buying.pay,
    buying.order_again_too_soon,
    buying.search,
    buying.comment,
    after_buying.finish,
    after_buying.care,
    after_buying.count_money,
    after_buying.choose_alerts,
    after_buying.ask,
    after_buying.share,
    after_buying.read_arabic,
)


async def play(tab: Tab, folder: Path, url: str) -> None:
    """Open a shop with some trade behind it, and go through every journey with a camera."""
    provider = LocalProvider(key=KEY, auto=False, balance="2500.00", refill_wait_s=0.0)
    settings = {"REFILL_AFTER_H": "0"}
    async with on_stage(url, provider=provider, opened=False, settings=settings) as stage:
        stage.telegram.cloud.clock = stage.clock.now
        stage.clock.ahead = AFTERNOON - DAYS_BEFORE - stage.clock.now()
        await stage.open()
        await trade(stage)
        stage.clock.ahead += AFTERNOON - stage.clock.now()
        camera = Camera(tab, folder)
        await camera.aim(stage.telegram.chat_url, stage.clock.now())
        for journey in JOURNEYS:
            await journey(stage, camera)


async def draw(place: Path) -> None:
    """Play the journeys on a new database, and keep their pictures, made small."""
    program = find_chromium()
    if program is None:
        sys.exit("make screenshots needs Chromium: install the package chromium, and try again.")
    async with chromium(program, place / "profile") as tab:
        await play(tab, place / "screens", f"sqlite+aiosqlite:///{place / 'shop.db'}")
    SCREENS.mkdir(parents=True, exist_ok=True)
    for old in SCREENS.glob("*.png"):
        old.unlink()
    for picture in sorted((place / "screens").glob("*.png")):
        (SCREENS / picture.name).write_bytes(shrink(picture.read_bytes()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="shopkeeper-") as place:
        asyncio.run(draw(Path(place)))
