"""Lists that customers send line by line: how they are split, cleaned, judged and counted."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from domain.text import clean_line

if TYPE_CHECKING:
    from domain.catalogue import Service

MAX_LINES: Final = 10_000
"""Most lines of one list, whatever a service would take."""
MAX_TEXT: Final = 100_000
"""Most characters of one list, line breaks included: it is kept, quoted and sent as a whole."""
BREAK: Final = "\n"
"""Between two lines, in drafts, orders and provider calls alike."""

_BREAKS: Final = re.compile(r"\r\n|\n|\r")
_BREAKS_AND_COMMAS: Final = re.compile(r"[\r\n,;\u060c\u3001\uff0c]")


class Flaw(StrEnum):
    """What is wrong with one line."""

    LINK = "link"
    TOO_LONG = "too_long"
    NOT_A_NAME = "not_a_name"


class ListChange(StrEnum):
    """What can be done to a list as a whole, or to one flawed line of it."""

    DROP_LINE = "line"
    DROP_FLAWED = "flawed"
    DROP_DUPLICATES = "twice"
    KEEP_FIRST = "first"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Collected:
    """A list as far as it was sent.

    Attributes:
        lines: cleaned, none of them empty.
        least: the fewest lines that the service takes.
        most: the most that it takes.
        duplicates: lines that say the same as one before them.
        flaws: what is wrong with which line, counted from 1.
    """

    lines: tuple[str, ...]
    least: int
    most: int
    duplicates: int
    flaws: tuple[tuple[int, Flaw], ...]

    @property
    def is_complete(self) -> bool:
        """Whether it can be ordered as it is."""
        return self.least <= len(self.lines) <= self.most and not self.flaws


@dataclass(frozen=True, slots=True)
class LineRule:
    """How the lines of one field are read.

    Attributes:
        clean: makes one line out of what was sent; an empty one counts for nothing.
        flaw: what is wrong with a cleaned line, if anything.
        limits: the fewest and the most lines that a service takes.
        commas: whether commas part entries as line breaks do; never so in comments.
        room: most characters of the list, and of any piece that is sent of it.
    """

    clean: Callable[[str], str]
    flaw: Callable[[str], Flaw | None]
    limits: Callable[[Service], tuple[int, int]]
    commas: bool = False
    room: int = MAX_TEXT

    def split(self, text: str) -> tuple[tuple[str, ...], int]:
        """The cleaned lines of a text, and how many lines of it held nothing."""
        return _split(self.clean, _BREAKS_AND_COMMAS if self.commas else _BREAKS, text)

    def look(self, kept: str, service: Service) -> Collected:
        """What a kept list holds, and what is wrong with it."""
        lines, duplicates, flaws = _judge(self.flaw, kept)
        least, most = self.limits(service)
        return Collected(lines=lines, least=least, most=most, duplicates=duplicates, flaws=flaws)

    def changed(self, kept: str, service: Service, change: ListChange, mark: str = "") -> str:
        """The list after a change; one line is named by its mark, and goes only if flawed."""
        seen = self.look(kept, service)
        match change:
            case ListChange.CLEAR:
                return ""
            case ListChange.KEEP_FIRST:
                return BREAK.join(seen.lines[: seen.most])
            case ListChange.DROP_DUPLICATES:
                return BREAK.join(without_duplicates(seen.lines))
            case ListChange.DROP_FLAWED | ListChange.DROP_LINE:
                gone = _flawed(seen, mark if change is ListChange.DROP_LINE else None)
                numbered = enumerate(seen.lines, start=1)
                return BREAK.join(line for number, line in numbered if number not in gone)


def lines_of(kept: str) -> tuple[str, ...]:
    """The lines of a kept list."""
    return tuple(kept.split(BREAK)) if kept else ()


def count_of(kept: str) -> int:
    """How many lines a kept list has."""
    return kept.count(BREAK) + 1 if kept else 0


def mark_of(line: str) -> str:
    """A short mark by which a button names a line, so that a late tap takes no other one."""
    return f"{zlib.crc32(line.encode('utf-8', 'replace')):08x}"


def without_duplicates(lines: Sequence[str]) -> list[str]:
    """The lines, each text once, where it stood first; capital letters make no difference."""
    seen: dict[str, str] = {}
    for line in lines:
        seen.setdefault(line.casefold(), line)
    return list(seen.values())


def tidy(line: str) -> str:
    """A line without invisible marks and needless spaces; nothing is cut."""
    return clean_line(line, len(line) + 1)


# A long list is looked at again by every screen, by its quote and by its order.
@lru_cache(maxsize=32)
def _split(
    clean: Callable[[str], str], breaks: re.Pattern[str], text: str
) -> tuple[tuple[str, ...], int]:
    kept = tuple(filter(None, map(clean, breaks.split(text))))
    blank = sum(not piece.strip() for piece in _BREAKS.split(text.strip("\r\n")))
    return kept, blank


@lru_cache(maxsize=32)
def _judge(
    flaw: Callable[[str], Flaw | None], kept: str
) -> tuple[tuple[str, ...], int, tuple[tuple[int, Flaw], ...]]:
    lines = lines_of(kept)
    judged = ((number, flaw(line)) for number, line in enumerate(lines, start=1))
    flaws = tuple((number, found) for number, found in judged if found is not None)
    return lines, len(lines) - len(without_duplicates(lines)), flaws


def _flawed(seen: Collected, mark: str | None) -> frozenset[int]:
    """The numbers of flawed lines; with a mark only of the first that has it."""
    numbers = [
        number
        for number, _ in seen.flaws
        if mark is None or mark_of(seen.lines[number - 1]) == mark
    ]
    return frozenset(numbers if mark is None else numbers[:1])
