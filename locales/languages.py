"""The languages that the shop speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from locales.catalogues import po_file

ONE_FORM: Final = "nplurals=1; plural=0;"
TWO_FORMS: Final = "nplurals=2; plural=(n != 1);"
NONE_IS_ONE: Final = "nplurals=2; plural=(n > 1);"
SLAVIC: Final = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
ARABIC: Final = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
"""The forms in the order in which CLDR names them: zero, one, two, few, many, other."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code as Telegram sends it, its name in itself, its Babel locale.

    `plurals` is how it counts, as the head of its catalogue says it.
    """

    code: str
    name: str
    locale: str
    plurals: str = TWO_FORMS
    rtl: bool = False


KNOWN: Final = (
    Language("en", "English", "en_US"),
    Language("ru", "Русский", "ru_RU", SLAVIC),
    Language("uk", "Українська", "uk_UA", SLAVIC),
    Language("tr", "Türkçe", "tr_TR", ONE_FORM),
    Language("es", "Español", "es_ES"),
    Language("pt", "Português", "pt_BR", NONE_IS_ONE),
    Language("hi", "हिन्दी", "hi_IN", NONE_IS_ONE),
    Language("id", "Bahasa Indonesia", "id_ID", ONE_FORM),
    Language("ar", "العربية", "ar_EG", ARABIC, rtl=True),
    Language("fa", "فارسی", "fa_IR", NONE_IS_ONE, rtl=True),
    Language("uz", "Oʻzbekcha", "uz_Latn_UZ"),
)
"""Every language that the shop could speak: one can be chosen once its catalogue is there."""
DEFAULT: Final = KNOWN[0]
LANGUAGES: Final = tuple(one for one in KNOWN if one == DEFAULT or po_file(one.code).exists())
BY_CODE: Final = {language.code: language for language in LANGUAGES}


def supported(code: str | None) -> str:
    """The language that the shop speaks for a code such as `pt-br`; English failing all."""
    return language_of(code).code


def is_spoken(code: str | None) -> bool:
    """Tell whether the shop speaks the language of a code such as `pt-br`."""
    return _short(code) in BY_CODE


def language_of(code: str | None) -> Language:
    """The language of a code, English for an unknown one."""
    return BY_CODE.get(_short(code), DEFAULT)


def _short(code: str | None) -> str:
    return (code or "").lower().replace("_", "-").split("-")[0]
