"""Every word of the catalogue with the services that have it, as sets of places in one number."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.taxonomy.query import known_words
from domain.taxonomy.spelling import by_ear
from domain.taxonomy.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from domain.catalogue import Service

Places = int
"""A set of places in the list of services: bit n is set where service n belongs to it."""

ALIKE: Final = 66
"""From so many per cent of equal letters on, a word may be a misspelling of another."""
SHORTEST_BEGINNING: Final = 2
SHORTEST_GUESS: Final = 4
"""Shorter words are too much alike to guess what was meant."""
SHORTEST_PART: Final = 3
COMPLETIONS: Final = 3
COMPARED: Final = 12_000
"""Words that a misspelling is compared with, the commonest first: it bounds the time."""
CANDIDATES: Final = 24
"""Of the nearest so many are weighed; the best one is nearly always the first."""
SURE: Final = 75
"""From so many per cent on even the first letter may be wrong."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Words of names and categories, folded."""

    size: int
    _places: Mapping[str, array[int]]
    _sorted: Sequence[str]
    _heard: Mapping[str, Sequence[str]]
    _sets: dict[str, Places] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, services: Sequence[Service]) -> Self:
        """Read every name and category once."""
        places: dict[str, array[int]] = {}
        for place, service in enumerate(services):
            for word in {*words_of(service.name), *words_of(service.category)}:
                places.setdefault(word, array("I")).append(place)
        common = sorted(places, key=lambda word: -len(places[word]))[:COMPARED]
        return cls(len(services), places, sorted(places), _by_sound(common))

    def __iter__(self) -> Iterator[str]:
        """Every word, in order."""
        return iter(self._sorted)

    def having(self, word: str) -> Places:
        """Services with this very word."""
        if word not in self._places:
            return 0
        if word not in self._sets:
            self._sets[word] = places_of(self._places[word], self.size)
        return self._sets[word]

    def beginning(self, start: str) -> Places:
        """Services with a word that begins so."""
        return self._with_any(self._begun(start))

    def completing(self, start: str) -> tuple[str, ...]:
        """A few words that begin so, the commonest first."""
        return tuple(sorted(self._begun(start), key=self._count)[:COMPLETIONS])

    def containing(self, part: str) -> Places:
        """Services with a word that has this inside."""
        if len(part) < SHORTEST_PART:
            return 0
        return self._with_any(word for word in self._sorted if part in word)

    def nearest(self, word: str) -> tuple[str, ...]:
        """Words that may have been meant, the catalogue's own first; often none."""
        heard = by_ear(word)
        if heard in self._heard:
            return tuple(sorted(self._heard[heard], key=self._count))
        if len(heard) < SHORTEST_GUESS:
            return ()
        compared = process.extract(
            heard,
            self._heard.keys(),
            scorer=OSA.distance,
            score_cutoff=len(heard) // 2 + 1,
            limit=CANDIDATES,
        )
        likeness = {sound: _likeness(heard, sound, wrong) for sound, wrong, _ in compared}
        best = max(likeness.values(), default=0)
        meant = [
            word for sound in likeness if likeness[sound] == best for word in self._heard[sound]
        ]
        return tuple(sorted(meant, key=self._count)) if best else ()

    def _begun(self, start: str) -> Iterator[str]:
        if len(start) < SHORTEST_BEGINNING:
            return iter(())
        first = bisect_left(self._sorted, start)
        later = (self._sorted[place] for place in range(first, len(self._sorted)))
        return takewhile(lambda word: word.startswith(start), later)

    def _count(self, word: str) -> int:
        return -len(self._places.get(word, ()))

    def _with_any(self, words: Iterable[str]) -> Places:
        found = 0
        for word in words:
            found |= self.having(word)
        return found


def places_of(places: Iterable[int], size: int) -> Places:
    """A set of places below `size`."""
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def in_order(places: Places) -> Iterator[int]:
    """The places of a set, smallest first."""
    bits = f"{places:b}"[::-1]
    place = bits.find("1")
    while place >= 0:
        yield place
        place = bits.find("1", place + 1)


def _likeness(heard: str, sound: str, wrong: int) -> int:
    """Per cent of letters that are right; 0 where one is no likely misspelling of the other."""
    longest = max(len(heard), len(sound))
    right = 100 * (longest - wrong) // longest
    return right if right >= (ALIKE if heard[0] == sound[0] else SURE) else 0


def _by_sound(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by how they sound: those of the catalogue, then those with a meaning."""
    found = dict(_known_by_sound())
    for word in words:
        if len(word) >= SHORTEST_PART and word.isalpha():
            sound = by_ear(word)
            if word not in (alike := found.get(sound, ())):
                found[sound] = (*alike, word)
    return found


@cache
def _known_by_sound() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in known_words():
        if len(word) >= SHORTEST_PART:
            sound = by_ear(word)
            found[sound] = (*found.get(sound, ()), word)
    return found
