"""A provider's own description of a service, made fit to be shown: short, plain, no advert."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from domain.text import clean_line

MAX_RAW: Final = 8_000
"""Longer descriptions are cut before they are read."""
MAX_LINES: Final = 12
MAX_LINE: Final = 160
MAX_DETAILS: Final = 700

_BREAK: Final = re.compile(
    r"<\s*(?:br|/?p|/?div|/?li|/?tr|/?h\d|/?ul)\b[^<>]*>|[\n\r]+", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^<>]{0,400}>")
_ELSEWHERE: Final = re.compile(
    r"https?:|www\.|\bt\.me\b|\bwa\.me\b|(?<![\w/])@\w|\b[\w-]+\.(?:com|net|org|io|me|in|ru)\b"
    r"|\bwhats\s?app\b|\bskype\b|\bsupport\s+ticket",
    re.IGNORECASE,
)
_RULER: Final = re.compile(r"[\W_]*")


def cleaned_details(text: str) -> str:
    """Return lines of plain text, at most 700 characters; empty where nothing is left.

    Markup goes, and so do lines that name an address, a handle or another way to reach somebody:
    they are a provider's advertising or examples that customers take for links to press.
    """
    lines = _BREAK.split(unescape(text[:MAX_RAW]))
    plain = (clean_line(_TAG.sub(" ", line), MAX_LINE) for line in lines)
    kept = [line for line in plain if not (_RULER.fullmatch(line) or _ELSEWHERE.search(line))]
    return _within(kept[:MAX_LINES])


def written_details(text: str) -> str:
    """What an owner wrote, line by line, at most 700 characters: nothing of it is taken out."""
    lines = (clean_line(line, MAX_LINE) for line in text[:MAX_RAW].splitlines())
    return _within([line for line in lines if line][:MAX_LINES])


def _within(lines: list[str]) -> str:
    """As many whole lines as there is room for."""
    kept: list[str] = []
    left = MAX_DETAILS
    for line in lines:
        left -= len(line) + 1
        if left < -1:
            break
        kept.append(line)
    return "\n".join(kept)
