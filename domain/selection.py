"""Which services an operator means: numbers, a category, a platform, an action, a provider."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from domain.ids import ProviderName, ServiceId
from domain.platforms import Kind, Platform

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NUMBERS: Final = 500
_NUMBERS: Final = re.compile(r"#?[0-9]{1,15}(?:,#?[0-9]{1,15})*,?")
_PAIR: Final = re.compile(r"(cat|platform|action|provider)=(\S+)")


class SelectionError(ValueError):
    """A text that names no services; `word` is what is not understood."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Services that have all that is given.

    `beside` is a service whose whole category is meant.
    """

    numbers: tuple[ServiceId, ...] = ()
    beside: ServiceId | None = None
    platform: Platform | None = None
    kind: Kind | None = None
    provider: ProviderName | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said, which never means everything."""
        return self == Selection()

    @property
    def only(self) -> ServiceId | None:
        """The one service that is named; None where there may be several."""
        alone = self == Selection(numbers=self.numbers)
        return self.numbers[0] if alone and len(self.numbers) == 1 else None

    def __str__(self) -> str:
        """The selection as it is typed."""
        words = [",".join(map(str, self.numbers))] if self.numbers else []
        words += [f"cat={self.beside}"] if self.beside is not None else []
        words += [f"platform={self.platform}"] if self.platform is not None else []
        words += [f"action={self.kind}"] if self.kind is not None else []
        words += [f"provider={self.provider}"] if self.provider is not None else []
        return " ".join(words)


def read_selection(text: str) -> tuple[Selection, str]:
    """Read the words that select services at the beginning of a text, and what follows them.

    Raises:
        SelectionError: no services are named, or a word such as `platform=` names nothing known.
    """
    chosen, rest = Selection(), text.strip()
    while rest:
        word, _, after = rest.partition(" ")
        wider = _with(chosen, word.lower())
        if wider is None:
            break
        chosen, rest = wider, after.strip()
    if chosen.is_empty:
        raise SelectionError(rest.partition(" ")[0])
    return chosen, rest


def _with(chosen: Selection, word: str) -> Selection | None:
    """The selection narrowed by a word, or widened by numbers; None for another word."""
    if _NUMBERS.fullmatch(word):
        numbers = (*chosen.numbers, *_numbers_in(word))
        if len(numbers) > MOST_NUMBERS:
            raise SelectionError(word)
        return replace(chosen, numbers=tuple(dict.fromkeys(numbers)))
    found = _PAIR.fullmatch(word)
    if found is None:
        return None
    try:
        return replace(chosen, **_pair(found[1], found[2]))
    except ValueError as error:
        raise SelectionError(word) from error


def _pair(name: str, value: str) -> dict[str, Any]:
    match name:
        case "cat":
            return {"beside": ServiceId(int(value.removeprefix("#")[:15]))}
        case "platform":
            return {"platform": Platform(value)}
        case "action":
            return {"kind": Kind(value)}
        case _:
            return {"provider": ProviderName(value)}


def _numbers_in(word: str) -> Iterable[ServiceId]:
    return (ServiceId(int(part.lstrip("#"))) for part in word.split(",") if part)
