"""What languages that run from right to left need of a screen, beyond their words.

Telegram mirrors no keyboard and guesses each line's direction from its first letter. So rows are
reversed, arrows point the other way, what is copied keeps its order, and a line that begins with
a Latin word still runs from the right.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final

from locales.html import FIRST_STRONG, POP

RIGHT_TO_LEFT: Final = "\u200f"
"""An invisible letter: a line that begins with it runs from right to left."""
_ARROWS: Final = {"‹": f"{FIRST_STRONG}›{POP}", "›": f"{FIRST_STRONG}‹{POP}"}
"""Isolated: inside Arabic words the sign alone would be drawn mirrored once more."""
_ARROW: Final = re.compile("[‹›]")
_CODE: Final = re.compile(rf"(?<!{FIRST_STRONG})(<code>[^<]*</code>)(?!{POP})")
_TAGS: Final = re.compile(r"<[^>]*>")
_OPENING: Final = re.compile(r"(?:<[^/>][^>]*>)*")
_ISOLATE: Final = re.compile(rf"{FIRST_STRONG}[^{POP}]*{POP}")


def turned_label(label: str) -> str:
    """A button's words with the arrows of the other direction."""
    return _ARROW.sub(lambda found: _ARROWS[found[0]], label)


def turned_text(text: str) -> str:
    """A screen's text: each line from the right, each run of code in its own order."""
    return "\n".join(map(_turned_line, _CODE.sub(rf"{FIRST_STRONG}\1{POP}", text).split("\n")))


def _turned_line(line: str) -> str:
    """A line that Telegram would take for left-to-right is marked, behind its opening tags."""
    return (
        line if _runs_from_right(line) else _OPENING.sub(rf"\g<0>{RIGHT_TO_LEFT}", line, count=1)
    )


def _runs_from_right(line: str) -> bool:
    plain = _ISOLATE.sub("", unescape(_TAGS.sub("", line)))
    for sign in plain:
        kind = unicodedata.bidirectional(sign)
        if kind in {"R", "AL", "L"}:
            return kind != "L"
    return not plain.strip() and FIRST_STRONG not in line
