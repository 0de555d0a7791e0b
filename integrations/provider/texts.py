"""Texts from providers made safe for operators: no secrets, no controls, no great length."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

TEXT_LIMIT = 200
"""The longest provider text, in characters, that is kept of an error or a status word."""

Redact = Callable[[str], str]
"""Makes a provider's text fit for logs and operators."""

_MASK = "***"
# Controls, bidirectional overrides, and lone surrogates, which no database can encode.
_UNPRINTABLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")


def clean(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Turn runs of blanks, controls and direction marks into one space; cut to `limit`."""
    # The cut before the search keeps a hostile megabyte cheap.
    return _UNPRINTABLE.sub(" ", text[: limit * 8]).strip()[:limit].rstrip()


def redactor(key: str) -> Redact:
    """Build a function that cleans a text and masks `key`, whole, URL-encoded or in part."""
    forms = sorted({key, quote(key), quote_plus(key)} - {""}, key=len, reverse=True)
    whole = re.compile("|".join(map(re.escape, forms)) or r"(?!)", re.IGNORECASE)

    def mask_part(match: re.Match[str]) -> str:
        return _MASK if match[0] in key else match[0]

    def redact(text: str) -> str:
        masked = whole.sub(_MASK, clean(text, limit=TEXT_LIMIT * 8))
        return clean(_TOKEN.sub(mask_part, masked))

    return redact
