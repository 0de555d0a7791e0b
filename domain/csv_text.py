"""Lines of CSV that every spreadsheet opens as data: nothing in them is ever a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from domain.money import Money

    Cell = str | int | Money | datetime | None

BOM: Final = "\ufeff"
"""Begins a file, so that spreadsheets read it as UTF-8."""
GUARD: Final = "'"
"""Stands before a cell that would begin a formula; spreadsheets show the rest as it is."""

_BREAKS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA: Final = "=+\\-@＝＋－＠"
_STARTS: Final = re.compile(rf"^[\s\"]*[{_FORMULA}]")
_AFTER_SEPARATOR: Final = re.compile(rf"(;\s*\"*\s*)(?=[{_FORMULA}])")
"""Where a spreadsheet of another country parts cells at semicolons."""


def csv_line(cells: Iterable[Cell]) -> str:
    """One line with its break; every cell quoted.

    Money is exact with six decimals, times are ISO 8601 in UTC, None is an empty cell. Breaks
    inside a text become spaces; a text that a spreadsheet would calculate is guarded.
    """
    return ",".join(f'"{_text(cell)}"' for cell in cells) + "\r\n"


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, str):
        return _guarded(_BREAKS.sub(" ", cell).strip()).replace('"', '""')
    return _formatted(cell)


def _formatted(cell: Money | datetime) -> str:
    decimal = getattr(cell, "decimal", None)
    return f"{decimal:f}" if decimal is not None else f"{cell:%Y-%m-%dT%H:%M:%SZ}"


def _guarded(text: str) -> str:
    apart = _AFTER_SEPARATOR.sub(rf"\g<1>{GUARD}", text)
    return f"{GUARD}{apart}" if _STARTS.match(apart) else apart
