"""A progress line for long work, on a terminal; plain lines where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import TextIO

WIDTH: Final = 24


async def no_progress(_done: int, _total: int) -> None:
    """Tell nobody: for work in the background."""


class ProgressLine:
    """Redraws one line: `Importing services ▰▰▰▱▱▱ 1,500 of 6,000`."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = stream or sys.stderr

    async def __call__(self, done: int, total: int) -> None:
        """Show how much is done; the last call ends the line."""
        filled = WIDTH * done // total if total else WIDTH
        bar = "▰" * filled + "▱" * (WIDTH - filled)
        if self._stream.isatty():
            end = "\n" if done >= total else ""
            self._stream.write(f"\r{self._label} {bar} {done:,} of {total:,}{end}")
        elif done >= total:
            self._stream.write(f"{self._label} {done:,} of {total:,}\n")
        self._stream.flush()
