"""Builds HTML from Python: whatever is not marked as HTML is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

_CODE: Final = re.compile(r"`([^`]+)`|\[([^\]]+)\]\((#[a-z-]+)\)")
_VOID: Final = frozenset({"input", "link", "meta"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | bool) -> Html:
    """An element; `class_` and `data_x` stand for `class` and `data-x`, False leaves one out."""
    opening = "".join(map(_attribute, attributes.items()))
    if name in _VOID:
        return Html(f"<{name}{opening}>")
    return Html(f"<{name}{opening}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Pieces one after the other, escaped where they are plain text."""
    return Html("".join(safe(child) for child in children))


def safe(text: str) -> Html:
    """The text as HTML."""
    return text if isinstance(text, Html) else Html(escape(text))


def rich(text: str) -> Html:
    """A sentence in which code stands between backticks and `[words](#place)` are links."""
    pieces, end = [], 0
    for found in _CODE.finditer(text):
        pieces.append(safe(text[end : found.start()]))
        code, words, place = found.groups()
        pieces.append(tag("code", code) if code else tag("a", words, href=place))
        end = found.end()
    return joined(*pieces, safe(text[end:]))


def plain(text: str) -> str:
    """The same sentence without its marks."""
    return _CODE.sub(lambda found: found[1] or found[2], text)


def _attribute(given: tuple[str, str | bool]) -> str:
    name, value = given[0].rstrip("_").replace("_", "-"), given[1]
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
