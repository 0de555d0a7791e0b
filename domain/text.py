"""Making texts of providers and customers safe to show: no control marks, bounded length."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi
    "\U000e0000-\U000e001f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]",  # never characters
)
_SPACES = re.compile(r"\s+")
_JOINER = "\u200d"
_ELLIPSIS = "…"


def clean_line(text: str, limit: int) -> str:
    """Return `text` as one line of at most `limit` characters (code points), 1 or more.

    A cut never parts a letter from its accents nor an emoji from its parts, and is marked "…".
    """
    return _cut(_SPACES.sub(" ", _visible(text)).strip(), limit)


def clean_lines(text: str) -> str:
    """Return `text` with its lines, but without marks that show nothing or turn others round."""
    return _visible(text).strip()


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    end = limit - len(_ELLIPSIS)
    while end > 0 and _belongs_together(text, end):
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def _belongs_together(text: str, at: int) -> bool:
    """Tell whether the characters before and after position `at` form one sign."""
    before, after = text[at - 1], text[at]
    if _JOINER in (before, after) or _extends(after):
        return True
    return _is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1


def _extends(sign: str) -> bool:
    skin_tone = "\U0001f3fb" <= sign <= "\U0001f3ff"
    tag = "\U000e0020" <= sign <= "\U000e007f"
    return skin_tone or tag or unicodedata.category(sign).startswith("M")


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return at - start
