"""Puts texts, money, numbers and times into one person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_time
from babel.numbers import format_percent

from locales.catalogues import catalogue
from locales.html import Html, safe
from locales.languages import Language, language_of
from locales.money import format_money, format_whole

if TYPE_CHECKING:
    from datetime import datetime
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
        return Html(text.format(**{name: safe(value) for name, value in values.items()}))

    def plural(self, one: str, many: str, /, *, n: int, **values: object) -> Html:
        """Translate by number to HTML; `{n}` is the number in the language's own form."""
        text = self._messages.ngettext(one, many, n)
        shown = {name: safe(value) for name, value in values.items()}
        return Html(text.format(n=self.number(n), **shown))

    def plain(self, message: str, /, **values: object) -> str:
        """Translate for a button or toast, where nothing is markup."""
        return self._messages.gettext(message).format(**values)

    def plain_plural(self, one: str, many: str, /, *, n: int, **values: object) -> str:
        """Translate by number for a button or toast."""
        return self._messages.ngettext(one, many, n).format(n=self.number(n), **values)

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
        return format_percent(value / 100, locale=self.language.locale, numbering_system="latn")

    def date(self, at: datetime) -> str:
        """A day, in UTC."""
        return format_date(at.astimezone(UTC), "medium", locale=self.language.locale)

    def when(self, at: datetime) -> Html:
        """A moment: Telegram shows it in the reader's own zone; older apps show UTC."""
        time = format_time(at.astimezone(UTC), "short", locale=self.language.locale)
        shown = safe(f"{self.date(at)}, {time} UTC")
        return Html(f'<tg-time unix="{int(at.timestamp())}" format="dt">{shown}</tg-time>')

    def _money(self, amount: Money, places: int, *, up: bool) -> str:
        return format_money(
            amount.rounded(places, up=up), self.currency, self.language.locale, places=places
        )


@cache
def translator(code: str | None, currency: str) -> Translator:
    """The translator of a language code; English for languages that the shop does not speak."""
    language = language_of(code)
    return Translator(language, currency, catalogue(language.code))
