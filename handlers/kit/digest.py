"""Many notices in one message: the first line of each, where a message for each would be noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handlers.kit.callbacks import ORDERS, WALLET, Go
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Screen
from locales.html import Html, lines, safe, words_of
from locales.translator import Translator

LINE: Final = 180
"""UTF-16 units of a line: twenty of them fit into a message with room to spare."""


def digest_screen(firsts: Sequence[str], t: Translator) -> Screen:
    """Tell what happened, line by line, with the two places where all of it stands."""
    head = t.plural("<b>{n} update</b>", "<b>{n} updates</b>", n=len(firsts))
    orders = Button(t.plain("Orders"), Go(to=ORDERS))
    wallet = Button(t.plain("Wallet"), Go(to=WALLET))
    return Screen(lines(head, "", *map(Html, firsts)), ((orders, wallet), home_row(t)))


def first_line(text: str) -> Html:
    """The first line of a screen; one that is too long is cut, and loses its markup."""
    line = text.split("\n", 1)[0]
    plain = words_of(line)
    if _units(plain) <= LINE:
        return Html(line)
    while _units(plain) >= LINE:
        plain = plain[: -max(1, (_units(plain) - LINE) // 2)]
    return Html(safe(plain.rstrip()) + "…")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
