"""Texts from providers made safe for operators: no secrets, no controls, no great length."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

TEXT_LIMIT = 200
"""The longest provider text, in characters, that is kept of an error or a status word."""

Redact = Callable[[str], str]
"""Makes a provider's text fit for logs and operators."""

_MASK = "***"
_TELLING = 8
# Controls, bidirectional overrides, and lone surrogates, which no database can encode.
_UNPRINTABLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,}")


def clean(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Turn runs of blanks, controls and direction marks into one space; cut to `limit`."""
    # The cut before the search keeps a hostile megabyte cheap.
    return _UNPRINTABLE.sub(" ", text[: limit * 8]).strip()[:limit].rstrip()


class KeyMask:
    """Finds a key in texts: plain, URL-encoded once or twice, JSON-escaped or HTML-escaped."""

    def __init__(self, key: str) -> None:
        self._forms = sorted(_forms_of(key), key=len, reverse=True)
        self._whole = re.compile("|".join(map(re.escape, self._forms)) or r"(?!)", re.IGNORECASE)
        self._is_telling = len(key) >= _TELLING

    def __repr__(self) -> str:
        return "KeyMask()"

    def __call__(self, text: str) -> str:
        """Mask every form of the key."""
        return self._whole.sub(_MASK, text)

    def shows_in(self, body: bytes) -> bool:
        """Tell whether a body holds the key; a short one may be a word and is not looked for."""
        lowered = body.lower()
        return self._is_telling and any(
            form.lower().encode("utf-8", "replace") in lowered for form in self._forms
        )


def redactor(key: str) -> Redact:
    """Build a function that cleans a text and masks `key`, whole in any form or in part."""
    mask = KeyMask(key)

    def mask_part(match: re.Match[str]) -> str:
        return _MASK if match[0] in key else match[0]

    def redact(text: str) -> str:
        return clean(_TOKEN.sub(mask_part, mask(clean(text, limit=TEXT_LIMIT * 8))))

    return redact


def _forms_of(key: str) -> set[str]:
    once = {quote(key, safe=""), quote(key), quote_plus(key)}
    escaped = {json.dumps(key)[1:-1], json.dumps(key, ensure_ascii=False)[1:-1]}
    escaped |= {form.replace("/", "\\/") for form in escaped}
    forms = {key, html.escape(key), *once, *(quote(form) for form in once), *escaped}
    return {*forms, *(json.dumps(form)[1:-1] for form in escaped)} - {""}
