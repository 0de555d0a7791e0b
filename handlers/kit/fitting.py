"""Breaks rows of buttons that a phone would cut: what ends in dots cannot be read.

Buttons of a row are equally wide, so the longest label decides; which it is differs by language.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOM: Final = (0, 99, 15, 9, 8, 6, 5, 4, 4)
"""Letters that a button shows on a phone, by how many stand in its row; alone, it has it all."""
_ARROWS: Final = frozenset({"‹", "›"})
"""They stand beside the number of the page, however long that is."""
_DRAWN_OVER: Final = frozenset({"Mn", "Me", "Cf"})


class Labelled(Protocol):
    """A button, as far as its width goes."""

    @property
    def label(self) -> str: ...


B = TypeVar("B", bound=Labelled)


def fitted(rows: Iterable[tuple[B, ...]]) -> list[tuple[B, ...]]:
    """The same buttons in the same order, in rows where each can be read."""
    return [part for row in rows for part in ([row] if fits(row) else _broken(row))]


def fits(row: tuple[B, ...]) -> bool:
    """Whether a phone shows every label of a row whole."""
    if len(row) == 1:
        return True
    room = ROOM[min(len(row), len(ROOM) - 1)]
    labels = [button.label for button in row]
    return all(width_of(label) <= room for label in labels) or not _ARROWS.isdisjoint(labels)


@lru_cache(maxsize=4096)
def width_of(label: str) -> int:
    """How many letters wide a label is; pictures take two, signs above and below letters none."""
    return len(label) if label.isascii() else sum(_width(letter) for letter in label)


def _broken(row: tuple[B, ...]) -> list[tuple[B, ...]]:
    """Put as many side by side as fit, from the first on."""
    parts = [row[:1]]
    for button in row[1:]:
        wider = (*parts[-1], button)
        if fits(wider):
            parts[-1] = wider
        else:
            parts.append((button,))
    return parts


def _width(letter: str) -> int:
    if category(letter) in _DRAWN_OVER:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1
