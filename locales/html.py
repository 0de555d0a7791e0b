"""Text that is already Telegram HTML, kept apart from text that is not."""

from __future__ import annotations

import re
from html import escape, unescape

FIRST_STRONG = "\u2068"
POP = "\u2069"
_MARKUP = frozenset("&<>")
_TAG = re.compile(r"</?(?:b|i|u|s|a|code|pre|blockquote|tg-[a-z]+)(?:\s[^<>]*)?>")


class Html(str):
    """Telegram HTML: never escaped again."""

    __slots__ = ()


def safe(value: object) -> str:
    """Escape anything but Html, so that names and links cannot become markup."""
    if isinstance(value, Html):
        return value
    text = str(value)
    return text if _MARKUP.isdisjoint(text) else escape(text, quote=False)


def code(value: object) -> Html:
    """A text that is copied by a tap, isolated from right-to-left surroundings."""
    return Html(f"<code>{safe(value)}</code>")


def bold(value: object) -> Html:
    """A bold text."""
    return Html(f"<b>{safe(value)}</b>")


def folded(value: object) -> Html:
    """A longer text, quoted and folded until it is tapped."""
    return Html(f"<blockquote expandable>{safe(value)}</blockquote>")


def isolated(value: object) -> Html:
    """A left-to-right run that keeps its order inside right-to-left text."""
    return Html(f"{FIRST_STRONG}{safe(value)}{POP}")


def lines(*parts: str | None) -> Html:
    """Join lines of HTML; None is left out, an empty text is an empty line."""
    return Html("\n".join(safe(part) for part in parts if part is not None))


def words_of(text: str) -> str:
    """What is read of a text of HTML, without its markup, be that right or wrong."""
    return unescape(_TAG.sub("", text))
