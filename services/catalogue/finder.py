"""Finding services by words: what a customer typed against names, categories and meanings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from domain.platforms import Kind, Platform
from domain.taxonomy.actions import main_action
from domain.taxonomy.query import MAX_TEXT, Meaning, Term, meaning_of, term_of, terms_of
from domain.taxonomy.words import words_of
from services.catalogue.word_index import Places, WordIndex, in_order, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from domain.catalogue import Service

MAX_GUESSES: Final = 4
"""Misspelt words of one search that are guessed; more would only cost time."""

EXACT, BEGUN, MEANT, GUESSED, WISHED = range(5)
"""How well a service fits a word, best first; `WISHED` does not, and is wanted all the same."""

_CALLED: Final[Mapping[Kind, tuple[Kind, ...]]] = {
    Kind.MEMBERS: (Kind.FOLLOWERS,),
    Kind.PLAYS: (Kind.LIVE, Kind.VIEWS),
    Kind.VIEWS: (Kind.PLAYS,),
    Kind.TRAFFIC: (Kind.VIEWS,),
}
"""What people call an action where the platform has nothing else of that name."""


def called(kind: Kind) -> tuple[Kind, ...]:
    """Actions that people call so where the platform has none of that name."""
    return tuple(other for other, names in _CALLED.items() if kind in names)


class Wanted(NamedTuple):
    """The platform and the action that a search is after, None where it names none."""

    platform: Platform | None
    kind: Kind | None


class _Heard(NamedTuple):
    """A term as it was understood, with the services that fit it, best first."""

    term: Term
    tiers: tuple[tuple[int, Places], ...]

    @property
    def fits(self) -> Places:
        found = 0
        for _, places in self.tiers:
            found |= places
        return found


@dataclass(frozen=True, slots=True)
class Finder:
    """An index of services in the order in which equally good finds are shown."""

    _services: Sequence[Service]
    _numbers: Mapping[str, int]
    _words: WordIndex
    _meant: Mapping[Meaning, Places]

    @classmethod
    def of(cls, services: Sequence[Service]) -> Self:
        """Index services."""
        words = WordIndex.of(services)
        numbers = {str(service.id): place for place, service in enumerate(services)}
        return cls(services, numbers, words, _meant_by(services, words))

    def search(self, text: str) -> tuple[Service, ...]:
        """Services that every word of `text` fits, best first; the same for the same text.

        First the one whose number was typed. Then those of the platform and action that were
        asked for. Among them exact words go before beginnings, before meanings, before guesses
        at what was misspelt; what fits equally well keeps the index's order.
        """
        terms = terms_of(text)
        if not terms:
            return ()
        places = dict.fromkeys((*self._numbered(terms), *self._ranked(self._hear(terms))))
        return tuple(self._services[place] for place in places)

    def named(self, text: str) -> tuple[Service, ...]:
        """Services that have every word of `text` as it is written, in the index's order."""
        words = words_of(text[:MAX_TEXT])
        places = self._everything if words else 0
        for word in words:
            places &= self._words.having(word)
        return tuple(self._services[place] for place in in_order(places))

    def wanted(self, text: str) -> Wanted:
        """The platform and the action that `text` asks for, as far as it does."""
        return _wanted(self._hear(terms_of(text)))

    def suggest(self, text: str) -> str | None:
        """The nearest search that finds something: spelt right, without what fits nothing."""
        heard = list(enumerate(self._hear(terms_of(text))))
        left, kept = self._everything, dict[int, str]()
        for place, one in sorted(heard, key=lambda numbered: _weight(numbered[1].term)):
            if left & one.fits and not one.term.is_wish:
                left &= one.fits
                kept[place] = " ".join(one.term.words)
        return " ".join(kept[place] for place in sorted(kept)) or None

    @property
    def _everything(self) -> Places:
        return (1 << len(self._services)) - 1

    def _numbered(self, terms: Sequence[Term]) -> tuple[int, ...]:
        """The service whose number is all that was typed."""
        word = terms[0].words[0]
        return (self._numbers[word],) if len(terms) == 1 and word in self._numbers else ()

    def _ranked(self, heard: Sequence[_Heard]) -> Iterator[int]:
        by_cost = {0: self._everything}
        for one in heard:
            by_cost = _narrowed(by_cost, one.tiers)
        first = self._proper(_wanted(heard))
        for group in (first, ~first):
            for cost in sorted(by_cost):
                yield from in_order(by_cost[cost] & group)

    def _proper(self, wanted: Wanted) -> Places:
        """Services that are what is wanted, not only say so somewhere."""
        places = self._everything
        for sort, meant in (("is", wanted.platform), ("is", wanted.kind), ("called", wanted.kind)):
            fits = places & self._meant.get((sort, meant), 0) if meant else 0
            places = fits or places
        return places

    def _hear(self, terms: Sequence[Term]) -> list[_Heard]:
        asks = any(not term.is_wish for term in terms)
        heard: list[_Heard] = []
        guesses = 0
        for term in terms:
            one = self._plainly(term)
            if not one.tiers and guesses < MAX_GUESSES:
                one, guesses = self._guessed(term), guesses + 1
            if asks and term.is_wish:
                one = _Heard(one.term, (*one.tiers, (WISHED, self._everything)))
            heard.append(one)
        return heard

    def _plainly(self, term: Term) -> _Heard:
        """A term as it is written."""
        exact = self._everything
        for word in term.words:
            exact &= self._words.having(word)
        begun = self._words.beginning(term.words[0]) if len(term.words) == 1 else 0
        meant = 0
        for meaning in term.meanings:
            meant |= self._meant.get(meaning, 0)
        tiers = ((EXACT, exact), (BEGUN, begun), (MEANT, meant), (WISHED, self._of_number(term)))
        if begun and not exact and not term.meanings:
            term = self._completed(term)
        return _Heard(term, tuple(tier for tier in tiers if tier[1]))

    def _of_number(self, term: Term) -> Places:
        """The service with that number: beside other words it is found, but not put first."""
        place = self._numbers.get(term.words[0])
        return 0 if place is None else 1 << place

    def _completed(self, term: Term) -> Term:
        """What a word that was only begun means, if it means anything."""
        completed = map(term_of, self._words.completing(term.words[0]))
        return next((one for one in completed if one.meanings), term)

    def _guessed(self, term: Term) -> _Heard:
        """A term as it was probably meant."""
        meant = [self._plainly(term_of(word)) for word in self._words.nearest("".join(term.words))]
        fits = 0
        for one in meant:
            fits |= one.fits
        if fits:
            return _Heard(next(one.term for one in meant if one.fits), ((GUESSED, fits),))
        inside = self._words.containing(term.words[0])
        return _Heard(term, ((GUESSED, inside),) if inside else ())


def _narrowed(
    by_cost: Mapping[int, Places], tiers: Iterable[tuple[int, Places]]
) -> dict[int, Places]:
    """Those that fit one word more, each at the least cost."""
    found: defaultdict[int, Places] = defaultdict(int)
    for cost, places in by_cost.items():
        rest = places
        for tier, fits in tiers:
            found[cost + tier] |= rest & fits
            rest &= ~fits
    return found


def _wanted(heard: Iterable[_Heard]) -> Wanted:
    terms = [one.term for one in heard if one.tiers]
    platforms = [term.platform for term in terms if term.platform]
    kinds = [term.kind for term in terms if term.kind]
    return Wanted(next(iter(platforms), None), main_action(kinds))


def _weight(term: Term) -> int:
    """What to give up last comes first: the platform, the action, anything else."""
    return 0 if term.platform else 1 if term.kind else 2


def _meant_by(services: Sequence[Service], words: WordIndex) -> dict[Meaning, Places]:
    """Services by all that they are, are called, and say of themselves."""
    places: defaultdict[Meaning, list[int]] = defaultdict(list)
    for place, service in enumerate(services):
        for meaning in _meanings_of(service):
            places[meaning].append(place)
    meant = {meaning: places_of(found, len(services)) for meaning, found in places.items()}
    for word in words:
        for meaning in meaning_of((word,)).meanings:
            meant[meaning] = meant.get(meaning, 0) | words.having(word)
    return meant


def _meanings_of(service: Service) -> Iterator[Meaning]:
    yield "is", service.platform
    yield "is", service.kind
    yield "platform", service.platform
    yield "kind", service.kind
    for kind in _CALLED.get(service.kind, ()):
        yield "called", kind
        yield "kind", kind
    if service.country:
        yield "country", service.country
