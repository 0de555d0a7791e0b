"""Other ways in which people write one word: by ear, or on the wrong keyboard."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "қ": "q", "ғ": "g",
    "ҳ": "h",
}  # fmt: skip
_ARABIC: Final = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "g", "چ": "ch", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "o", "ي": "i", "ء": "",
}  # fmt: skip
_DEVANAGARI: Final = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ए": "e", "ऐ": "ai", "ऑ": "o",
    "ओ": "o", "औ": "au", "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "े": "e", "ै": "ai",
    "ॉ": "o", "ो": "o", "ौ": "au", "ं": "n", "्": "", "क": "k", "ख": "kh", "ग": "g", "घ": "gh",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh",
    "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n", "प": "p", "फ": "f", "ब": "b",
    "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v", "श": "sh", "ष": "sh",
    "स": "s", "ह": "h",
}  # fmt: skip
_TO_LATIN: Final = str.maketrans(_CYRILLIC | _ARABIC | _DEVANAGARI)
# Letters that sound alike where a word was written down by ear.
_BY_EAR: Final = (("x", "ks"), ("ph", "f"), ("w", "v"), ("y", "i"), ("q", "k"), ("ck", "k"))
_TWICE: Final = re.compile(r"([a-z])\1+")

_LATIN_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC_KEYS: Final = "йцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_KEYS: Final = str.maketrans(_LATIN_KEYS + _CYRILLIC_KEYS, _CYRILLIC_KEYS + _LATIN_KEYS)

_ARTICLES: Final = ("وال", "بال", "لل", "ال")
_SHORTEST_STEM: Final = 3


@lru_cache(maxsize=16_384)
def by_ear(word: str) -> str:
    """Return a folded word in Latin letters, roughly as it sounds, to compare with others."""
    latin = word if word.isascii() else word.translate(_TO_LATIN)
    for written, heard in _BY_EAR:
        latin = latin.replace(written, heard)
    return _TWICE.sub(r"\1", latin)


def on_other_keyboard(word: str) -> str:
    """Return what was meant where a Russian and a Latin keyboard were mixed up."""
    return word.translate(_OTHER_KEYS)


def without_article(word: str) -> str | None:
    """Return an Arabic word without its article, None where it has none."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _SHORTEST_STEM:
            return word[len(article) :]
    return None
