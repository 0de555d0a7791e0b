"""Finding a country by the name that it has in a language of the shop, from Babel's tables."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS: Final = 2
"""A country's code has so many; other territories have numbers."""


def country_named(text: str, locale: str) -> str | None:
    """The ISO code of the country that has this name in a language, or in English."""
    name = text.strip().casefold()
    return _codes(locale).get(name) or _codes("en_US").get(name)


@lru_cache(maxsize=16)
def _codes(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).territories.items()
    return {name.casefold(): code for code, name in names if len(code) == _LETTERS}
