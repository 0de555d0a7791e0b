"""Folding texts of panels into plain words, and tables of what the words mean.

A table maps a meaning to words parted by spaces: `name*` stands for every word that begins so,
`sound+cloud` for two words in a row.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")

# The dot below Hindi letters, and the vowels and hamzas of Arabic, are often left out.
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670\u093c\u200b-\u200f\ufe00-\ufe0f]")
# An apostrophe inside a word: "ko'rish", "women's".
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])['’ʻʼ‘`](?=[^\\W\\d_])")
# Letters that people write one for the other, and the digits of other scripts.
_SAME = str.maketrans(
    "ı\u0649\u06cc\u06a9\u0629\u06d5\u0901٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९",
    "i\u064a\u064a\u0643\u0647\u0647\u0902" + "0123456789" * 3,
)
# Vowel signs of Hindi and Arabic are no "word" characters to `re`, yet they are inside words.
_WORD = re.compile("(?:[^\\W_]|[\u0900-\u0963\u0970-\u097f\u064b-\u065f\u0670])+")
_SHORTEST_PREFIX = 2


def fold(text: str) -> str:
    """Return `text` in small plain letters: no accents, no styled or full-width letters."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_SAME)


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text`, folded, in order; signs and emojis part words."""
    return tuple(_WORD.findall(_APOSTROPHE.sub("", fold(text))))


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, parted by spaces and folded, as a set to look into."""
    return frozenset(fold(text).split())


class Lexicon(Generic[Meaning]):
    """Words, beginnings of words and pairs of words with one meaning each."""

    def __init__(self, table: Mapping[Meaning, str]) -> None:
        self._words: dict[str, Meaning] = {}
        self._beginnings: dict[str, Meaning] = {}
        self._pairs: dict[tuple[str, str], Meaning] = {}
        for meaning, words in table.items():
            for word in fold(words).split():
                self._add(word, meaning)
        self._starts = frozenset(first for first, _ in self._pairs)
        self._longest = max(map(len, self._beginnings), default=0)
        self._of_word = lru_cache(maxsize=8192)(self._look_up)

    def find(self, words: tuple[str, ...]) -> Iterator[tuple[int, Meaning]]:
        """Yield the place of each known word, or first of two words, with its meaning."""
        for place, word in enumerate(words):
            if word in self._starts and (pair := words[place : place + 2]) in self._pairs:
                yield place, self._pairs[pair]
            elif (meaning := self._of_word(word)) is not None:
                yield place, meaning

    def of(self, words: tuple[str, ...]) -> Meaning | None:
        """Return what one word, or two in a row, mean."""
        if len(words) == 1:
            return self._of_word(words[0])
        return self._pairs.get((words[0], words[1]))

    def has(self, word: str) -> bool:
        """Tell whether the table holds this very word, as a whole or as a beginning."""
        return word in self._words or word in self._beginnings

    def forms(self) -> Iterator[str]:
        """Yield every word of the table, beginnings and pairs as one word each."""
        yield from self._words
        yield from self._beginnings
        yield from ("".join(pair) for pair in self._pairs)

    def all_in(self, words: tuple[str, ...]) -> list[Meaning]:
        """Return the meanings of the known words, in order."""
        return [meaning for _, meaning in self.find(words)]

    def _add(self, word: str, meaning: Meaning) -> None:
        if "+" in word:
            first, _, second = word.partition("+")
            self._pairs[first, second] = meaning
        elif word.endswith("*"):
            self._beginnings[word[:-1]] = meaning
        else:
            self._words[word] = meaning

    def _look_up(self, word: str) -> Meaning | None:
        if word in self._words:
            return self._words[word]
        for length in range(min(len(word), self._longest), _SHORTEST_PREFIX - 1, -1):
            if word[:length] in self._beginnings:
                return self._beginnings[word[:length]]
        return None


def only(meanings: Iterable[Meaning]) -> Meaning | None:
    """Return the one meaning that all agree on, or None."""
    distinct = set(meanings)
    return distinct.pop() if len(distinct) == 1 else None
