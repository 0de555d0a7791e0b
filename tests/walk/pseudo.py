"""A language that nobody speaks: texts that went through it are told from those that did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from typing import Final
from unittest.mock import patch

from locales import languages, translator
from locales.catalogues import catalogue
from locales.languages import Language

CODE: Final = "qps"
OPEN, CLOSE = "⟦", "⟧"
GROWTH: Final = 0.4
"""By how much translations of English run longer."""

_PART: Final = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;)")
_PLAIN: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DRESSED: Final = "áƀçđéƒĝĥíĵķłɱñóƥɋřšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓƤɊŘŠŢÚṼŴẊÝŽ"
_DRESS: Final = str.maketrans(_PLAIN, _DRESSED)


class PseudoTranslations(NullTranslations):
    """Dresses every letter, makes the text longer, and puts brackets around it."""

    def gettext(self, message: str) -> str:
        return _dressed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _dressed(msgid1 if n == 1 else msgid2)


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Let people whose Telegram speaks `qps` be served in it."""
    spoken = Language(CODE, "Ƥšéúđó", "en_US")
    translator.translator.cache_clear()
    with (
        patch.dict(languages.BY_CODE, {CODE: spoken}),
        patch.object(translator, "catalogue", _catalogue),
    ):
        yield
    translator.translator.cache_clear()


def _catalogue(code: str) -> NullTranslations:
    return PseudoTranslations() if code == CODE else catalogue(code)


def _dressed(message: str) -> str:
    parts = [
        part if _PART.fullmatch(part) else part.translate(_DRESS) for part in _PART.split(message)
    ]
    longer = "·" * int(len(message) * GROWTH)
    return f"{OPEN}{''.join(parts)}{longer}{CLOSE}"


def untranslated(text: str) -> str:
    """What stands outside all brackets."""
    depth, outside = 0, []
    for character in text:
        if character == OPEN:
            depth += 1
        elif character == CLOSE:
            depth -= 1
        elif not depth:
            outside.append(character)
    return "".join(outside)
