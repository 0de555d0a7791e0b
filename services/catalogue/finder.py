"""Finding services by words: what a customer typed against names, categories and meanings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from domain.taxonomy.actions import ACTIONS
from domain.taxonomy.networks import PLATFORM_NAMES
from domain.taxonomy.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.catalogue import Service
    from domain.platforms import Kind, Platform

MAX_WORDS: Final = 8
"""Words of a search that are heeded; more would only cost time."""
MAX_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class _Word:
    """A typed word, as text and as what it means: "ig" is Instagram, "лайки" are likes."""

    text: str
    start: str
    platform: Platform | None
    kind: Kind | None

    @classmethod
    def of(cls, text: str) -> Self:
        platforms, kinds = PLATFORM_NAMES.all_in((text,)), ACTIONS.all_in((text,))
        return cls(text, f" {text}", next(iter(platforms), None), next(iter(kinds), None))

    def fits(self, entry: _Entry) -> bool:
        return (
            self.text in entry.text
            or entry.service.platform is self.platform
            or entry.service.kind is self.kind
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A service with its words, folded, each after a space; the number is a word too."""

    service: Service
    text: str

    @classmethod
    def of(cls, service: Service) -> Self:
        words = words_of(service.name) + words_of(service.category)
        return cls(service, f" {service.id} " + " ".join(words))


@dataclass(frozen=True, slots=True)
class Finder:
    """An index of services in the order in which equally good finds are shown."""

    _entries: tuple[_Entry, ...]

    @classmethod
    def of(cls, services: Sequence[Service]) -> Self:
        """Index services."""
        return cls(tuple(map(_Entry.of, services)))

    def search(self, text: str) -> tuple[Service, ...]:
        """Services that every word fits: as the beginning or part of a word, or by its meaning.

        Those with more of the words at the beginning of their own come first, and a service whose
        number is the whole text before all.
        """
        words = [_Word.of(word) for word in words_of(text[:MAX_TEXT])[:MAX_WORDS]]
        if not words:
            return ()
        found = [entry for entry in self._entries if all(word.fits(entry) for word in words)]
        found.sort(key=lambda entry: _rank(entry, words))
        return tuple(entry.service for entry in found)


def _rank(entry: _Entry, words: Sequence[_Word]) -> tuple[bool, int]:
    is_named = len(words) == 1 and words[0].text == str(entry.service.id)
    return not is_named, -sum(word.start in entry.text for word in words)
