"""Puts texts, money, numbers and times into one person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_percent

from locales.catalogues import catalogue
from locales.countries import country_named
from locales.html import Html, isolated, safe
from locales.languages import Language, language_of
from locales.money import format_money, format_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time
    from gettext import NullTranslations

    from domain.money import Money

BALANCE_PLACES: Final = 2
PRICE_PLACES: Final = 4
EXACT_PLACES: Final = 6


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a text marked for extraction
    """Mark a text in a table for extraction; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Translator:
    """One language with its catalogue and the shop's currency. Calling it gives Telegram HTML."""

    language: Language
    currency: str
    _messages: NullTranslations

    @property
    def rtl(self) -> bool:
        """Whether the language runs from right to left."""
        return self.language.rtl

    def __call__(self, message: str, /, **values: object) -> Html:
        """Translate to HTML; every value is escaped unless it is Html."""
        text = self._messages.gettext(message)
        return Html(text.format(**{name: self._kept(safe(values[name])) for name in values}))

    def plural(self, one: str, many: str, /, *, n: int, **values: object) -> Html:
        """Translate by number to HTML; `{n}` is the number in the language's own form."""
        text = self._messages.ngettext(one, many, n)
        shown = {name: self._kept(safe(value)) for name, value in values.items()}
        return Html(text.format(n=self._kept(self.number(n)), **shown))

    def plain(self, message: str, /, **values: object) -> str:
        """Translate for a button or toast, where nothing is markup."""
        shown = {name: self._kept(str(value)) for name, value in values.items()}
        return self._messages.gettext(message).format(**shown)

    def plain_plural(self, one: str, many: str, /, *, n: int, **values: object) -> str:
        """Translate by number for a button or toast."""
        shown = {name: self._kept(str(value)) for name, value in values.items()}
        text = self._messages.ngettext(one, many, n)
        return text.format(n=self._kept(self.number(n)), **shown)

    def money(self, amount: Money, *, up: bool = False) -> str:
        """A balance: two decimals, rounded down so that nobody is promised more than there is."""
        return self._money(amount, BALANCE_PLACES, up=up)

    def price(self, amount: Money) -> str:
        """A price: rounded up, with up to four decimals while it is small."""
        small = 0 < abs(amount.micros) < 1_000_000  # noqa: PLR2004 - one unit of the currency
        return self._money(amount, PRICE_PLACES if small else BALANCE_PLACES, up=True)

    def exact(self, amount: Money) -> str:
        """An amount to the last micro-unit that matters."""
        return self._money(amount, EXACT_PLACES, up=True)

    def change(self, amount: Money) -> str:
        """A signed exact amount, as a statement shows it."""
        sign = "−" if amount.micros < 0 else "+"
        return sign + self.exact(-amount if amount.micros < 0 else amount)

    def number(self, value: int) -> str:
        """A whole number with the language's separators and Latin digits."""
        return format_whole(value, self.language.locale)

    def percent(self, value: int) -> str:
        """A whole percentage."""
        return _percent(value, self.language.locale)

    def country_named(self, text: str) -> str | None:
        """The ISO code of the country with this name in the language or in English."""
        return country_named(text, self.language.locale)

    def country(self, code: str) -> str:
        """A country's name, from its ISO code of two letters."""
        return _countries(self.language.locale).get(code, code)

    def date(self, at: datetime) -> str:
        """A day, in UTC."""
        return _date(at.astimezone(UTC).date(), self.language.locale)

    def when(self, at: datetime) -> Html:
        """A moment: Telegram shows it in the reader's own zone; older apps show UTC."""
        time = at.astimezone(UTC).time().replace(second=0, microsecond=0)
        shown = safe(f"{self.date(at)}, {_time(time, self.language.locale)} UTC")
        return Html(f'<tg-time unix="{int(at.timestamp())}" format="dt">{shown}</tg-time>')

    def own_lines(self, text: str) -> Html:
        """What somebody else wrote in some language: each of its lines keeps its own order."""
        if not self.language.rtl:
            return Html(safe(text))
        return Html("\n".join(isolated(line) if line.strip() else "" for line in text.split("\n")))

    def _kept(self, value: str) -> str:
        """Keep a value's own order inside a text that runs from right to left.

        One that has lines of its own is no value in a sentence, and is kept line by line already.
        """
        return value if not self.language.rtl or "\n" in value else isolated(Html(value))

    def _money(self, amount: Money, places: int, *, up: bool) -> str:
        return format_money(
            amount.rounded(places, up=up), self.currency, self.language.locale, places=places
        )


@lru_cache(maxsize=4096)
def _percent(value: int, locale: str) -> str:
    return format_percent(value / 100, locale=locale, numbering_system="latn")


@lru_cache(maxsize=4096)
def _date(day: date, locale: str) -> str:
    """A day; in words where slashes would part its figures.

    Arabic puts a mark of direction before each slash, and Telegram takes what follows for a
    command of the bot.
    """
    shown = format_date(day, "medium", locale=locale)
    return format_date(day, "long", locale=locale) if "/" in shown else shown


@lru_cache(maxsize=4096)
def _time(minute: time, locale: str) -> str:
    return format_time(minute, "short", locale=locale)


@cache
def _countries(locale: str) -> Mapping[str, str]:
    """What countries are called in a language, by their codes."""
    return Locale.parse(locale).territories


@cache
def translator(code: str | None, currency: str) -> Translator:
    """The translator of a language code; English for languages that the shop does not speak."""
    language = language_of(code)
    return Translator(language, currency, catalogue(language.code))
