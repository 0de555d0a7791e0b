"""Decoding text files as people's editors write them: UTF-8, UTF-16, Windows Cyrillic."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL: Final = b"\x00"


def decoded(content: bytes) -> str | None:
    """The text of a file; None where it holds no text in an encoding that is known."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content, encoding)
    if _NUL in content:
        return _text(content, _unmarked_utf16(content))
    return _text(content, "utf-8") or _text(content, "cp1251")


def _unmarked_utf16(content: bytes) -> str | None:
    """The byte order of UTF-16 without a mark; None for other files with NULs in them.

    Spaces and line breaks have their NULs at one side of each pair of bytes, and only there.
    """
    at_even, at_odd = _NUL in content[::2], _NUL in content[1::2]
    if at_even == at_odd or len(content) % 2:
        return None
    return "utf-16-le" if at_odd else "utf-16-be"


def _text(content: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
