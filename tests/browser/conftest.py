"""One tab of a real browser for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.chromium import Tab, chromium, find_chromium
from tests.left_out import leave_out


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    """A browser, whose page must not have complained when the test ends."""
    program = find_chromium()
    if program is None:
        leave_out("the chat page in a browser", "Chromium is not installed")
    async with chromium(program, tmp_path / "profile") as opened:
        yield opened
        assert opened.errors == []
