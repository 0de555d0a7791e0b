"""The journeys of the pictures in the documentation can be gone, and each picture is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.browser.chromium import chromium, find_chromium
from tests.browser.screens import SCREENS, play
from tests.left_out import leave_out

PAGES: Final = (SCREENS.parent / "screens.md", SCREENS.parents[1] / "README.md")
SHOWN: Final = re.compile(r"screens/([a-z-]+)\.png")
MOST_BYTES: Final = 3_000_000


async def test_every_journey_of_the_pictures_can_be_gone(tmp_path: Path, sqlite_url: str) -> None:
    program = find_chromium()
    if program is None:
        leave_out("the pictures of the documentation", "Chromium is not installed")
    async with chromium(program, tmp_path / "profile") as tab:
        await play(tab, tmp_path / "screens", sqlite_url)
        assert tab.errors == []

    taken = {file.stem for file in (tmp_path / "screens").glob("*.png")}
    assert taken == {file.stem for file in SCREENS.glob("*.png")}, "make screenshots"


def test_the_documentation_shows_each_picture_there_is() -> None:
    overview, readme = (set(SHOWN.findall(page.read_text("utf-8"))) for page in PAGES)
    pictures = {file.stem for file in SCREENS.glob("*.png")}

    assert overview == pictures
    assert readme <= pictures
    assert sum(file.stat().st_size for file in SCREENS.glob("*.png")) < MOST_BYTES
