"""The languages that the shop speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code as Telegram sends it, its name in itself, its Babel locale."""

    code: str
    name: str
    locale: str
    rtl: bool = False


LANGUAGES: Final = (
    Language("en", "English", "en_US"),
    Language("ru", "Русский", "ru_RU"),
    Language("tr", "Türkçe", "tr_TR"),
    Language("hi", "हिन्दी", "hi_IN"),
)
DEFAULT: Final = LANGUAGES[0]
BY_CODE: Final = {language.code: language for language in LANGUAGES}


def supported(code: str | None) -> str:
    """The language that the shop speaks for a code such as `pt-br`; English failing all."""
    return language_of(code).code


def language_of(code: str | None) -> Language:
    """The language of a code, English for an unknown one."""
    return BY_CODE.get((code or "").lower().replace("_", "-").split("-")[0], DEFAULT)
