"""From what a customer typed to what it asks for: platforms, actions, countries, other words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from domain.platforms import Kind, Platform
from domain.taxonomy.actions import ACTIONS
from domain.taxonomy.concepts import CONCEPTS, FILLERS, QUALITIES
from domain.taxonomy.countries import COUNTRY_NAMES
from domain.taxonomy.networks import PLATFORM_NAMES
from domain.taxonomy.spelling import on_other_keyboard, without_article
from domain.taxonomy.words import Lexicon, fold, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TEXT: Final = 200
MAX_TERMS: Final = 8
"""Words of a search that are heeded; more would only cost time."""

_LETTERS: Final = Lexicon({Platform.X: "x х икс tweet* твит*"})
"""Names of platforms that only a person who searches means as such."""
_SHORTEST_PART: Final = 2


Meaning = tuple[str, str]
"""A sort of meaning, and what it is: ("platform", "instagram"), ("country", "TR")."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was asked for, in one word or two, and what it may mean."""

    words: tuple[str, ...]
    platform: Platform | None = None
    kind: Kind | None = None
    country: str | None = None
    concept: str | None = None

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """All that the word may mean on its own, whatever names services have."""
        sorts = ("platform", "kind", "country", "concept")
        return tuple((sort, meant) for sort in sorts if (meant := getattr(self, sort)))

    @property
    def is_wish(self) -> bool:
        """Whether services without it are wanted too, only later: qualities and figures."""
        if self.platform or self.kind or self.country:
            return False
        return self.concept in QUALITIES or any(sign.isdigit() for sign in "".join(self.words))


def terms_of(text: str) -> tuple[Term, ...]:
    """What `text` asks for, in order; words that merely make a sentence are left out."""
    words = words_of(text[:MAX_TEXT])
    terms = tuple(_terms_in(words))
    telling = tuple(term for term in terms if not FILLERS.issuperset(term.words))
    return (telling or terms)[:MAX_TERMS]


@lru_cache(maxsize=4096)
def term_of(*words: str) -> Term:
    """What one word, or two in a row, mean."""
    for spelling in _spellings(words):
        term = meaning_of(words, spelling)
        if term.meanings:
            return term
    return Term(words)


def meaning_of(words: tuple[str, ...], spelling: tuple[str, ...] | None = None) -> Term:
    """What words mean, without guessing; `spelling` is how they should have been written."""
    spelt = spelling or words
    platform = PLATFORM_NAMES.of(spelt) or _LETTERS.of(spelt)
    kind = ACTIONS.of(spelt)
    return Term(
        words,
        platform=None if platform is Platform.OTHER else platform,
        kind=None if kind is Kind.OTHER else kind,
        country=COUNTRY_NAMES.of(spelt),
        concept=CONCEPTS.of(spelt),
    )


@lru_cache(maxsize=4096)
def parts_of(word: str) -> tuple[str, str] | None:
    """The two known words that `word` runs together, such as "iglikes"."""
    if PLATFORM_NAMES.has(word) or ACTIONS.has(word):
        return None
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        one, two = word[:cut], word[cut:]
        if (PLATFORM_NAMES.has(one) and ACTIONS.of((two,))) or (
            ACTIONS.has(one) and PLATFORM_NAMES.has(two)
        ):
            return one, two
    return None


def known_words() -> Iterator[str]:
    """Every word that means something, for comparison with what was misspelt."""
    for table in (PLATFORM_NAMES, ACTIONS, COUNTRY_NAMES, CONCEPTS):
        yield from table.forms()


def _terms_in(words: tuple[str, ...]) -> Iterator[Term]:
    rest = list(words)
    while rest:
        pair = term_of(*rest[:2]) if len(rest) > 1 else None
        if pair is not None and pair.meanings:
            yield pair
            del rest[:2]
            continue
        word = rest.pop(0)
        yield from map(term_of, parts_of(word) or (word,))


def _spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    if len(words) == 1:
        bare = without_article(words[0])
        if bare is not None:
            yield (bare,)
        yield (fold(on_other_keyboard(words[0])),)
