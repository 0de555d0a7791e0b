"""Numbers as people type them: quantities in many scripts, and operators' amounts."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

MAX_NUMBER = 10**9
"""Largest quantity or amount that is read; anything above is `TOO_BIG`."""
MAX_DECIMALS = 6
"""Digits after the point of an amount: a micro-unit is the smallest money."""

_MAX_LENGTH = 28  # as many digits as a Decimal multiplies exactly
_SPACES = re.compile(r"[\s\u200b\u2060\ufeff\u200e\u200f\u061c\u2066-\u2069_'’ʼ`´]+")
_SIGNS = str.maketrans({
    "\u066b": ".", "\u066c": ",", "\u060c": ",", "，": ",", "．": ".", "、": ",",
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "－": "-",
})  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[ ,.]\d+)*")
_QUANTITY = re.compile(r"\+?([\d ,.]*\d) ?([^\W\d_]*)\.?")
_AMOUNT = re.compile(r"\+?((?:[^\d ,.]+\.?)?) ?(\d[\d ,.]*?) ?([^\d ,.][^\d]*)?")
_MULTIPLIERS = {
    "": 1,
    **dict.fromkeys(("k", "к", "т", "тыс", "тысяч", "тысячи", "bin", "thousand", "हज़ार"), 10**3),
    **dict.fromkeys(("lakh", "lac", "लाख"), 10**5),
    **dict.fromkeys(("m", "м", "kk", "кк", "mln", "млн", "mn", "million", "milyon"), 10**6),
}
_SYMBOLS = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "руб": "RUB", "р": "RUB",
    "₺": "TRY", "tl": "TRY", "₹": "INR", "rs": "INR", "₴": "UAH", "грн": "UAH", "r$": "BRL",
    "₸": "KZT", "₩": "KRW", "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB", "₪": "ILS",
    "﷼": "IRR", "so'm": "UZS", "сум": "UZS", "rp": "IDR",
}  # fmt: skip


class NumberProblem(StrEnum):
    """Reason why a text is no number that could be used."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    FRACTION = "fraction"
    TOO_BIG = "too_big"
    AMBIGUOUS = "ambiguous"
    OTHER_CURRENCY = "other_currency"


class NumberError(ValueError):
    """Text is no usable number; `problem` says why."""

    def __init__(self, problem: NumberProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def parse_quantity(text: str) -> int:
    """Read a whole number from 0 to `MAX_NUMBER`, such as `1 000`, `1.5k` or `१०००`.

    One to three digits followed by groups of three are thousands. Before a multiplier a
    single separator is the decimal point, unless exactly three digits follow it.

    Raises:
        NumberError: NOT_A_NUMBER, NEGATIVE, FRACTION, TOO_BIG, or AMBIGUOUS (`1.234k`).
    """
    found = _QUANTITY.fullmatch(_plain(text))
    multiplier = _MULTIPLIERS.get(found[2]) if found else None
    if found is None or multiplier is None:
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    value = _value(found[1], grouped_alone=multiplier == 1) * multiplier
    if value > MAX_NUMBER:
        raise NumberError(NumberProblem.TOO_BIG)
    if value != value.to_integral_value():
        raise NumberError(NumberProblem.FRACTION)
    return int(value)


def parse_amount(text: str, *, currency: str | None = None) -> Decimal:
    """Read an amount of money from 0 to `MAX_NUMBER`, such as `3,50`, `$10` or `10 USD`.

    With a `currency` (ISO code) a sign or code of another one is refused.

    Raises:
        NumberError: NOT_A_NUMBER, NEGATIVE, FRACTION (more than `MAX_DECIMALS` decimals),
            TOO_BIG, OTHER_CURRENCY, or AMBIGUOUS (`1.234` is a thousand or one and a bit).
    """
    found = _AMOUNT.fullmatch(_plain(text))
    if found is None:
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    _ensure_currency((found[1], found[3] or ""), currency)
    value = _value(found[2], grouped_alone=False)
    if value > MAX_NUMBER:
        raise NumberError(NumberProblem.TOO_BIG)
    if value != round(value, MAX_DECIMALS):
        raise NumberError(NumberProblem.FRACTION)
    return value


def _plain(text: str) -> str:
    """Return ASCII digits and signs with single spaces; refuse what is too long or negative."""
    if len(text) > _MAX_LENGTH:
        text = text[: 10**5].strip()
    if len(text) > _MAX_LENGTH:
        digits = text.isdecimal()
        raise NumberError(NumberProblem.TOO_BIG if digits else NumberProblem.NOT_A_NUMBER)
    digits_only = "".join(_ascii_digit(sign) for sign in text.translate(_SIGNS))
    plain = _SPACES.sub(" ", digits_only).strip().lower()
    if re.match(r"\D{0,4}-\D{0,4}\d", plain):
        raise NumberError(NumberProblem.NEGATIVE)
    return plain


def _ascii_digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _value(digits: str, *, grouped_alone: bool) -> Decimal:
    """Return the value of digits and separators.

    With `grouped_alone` a single separator before three digits groups thousands, without it
    that is ambiguous.
    """
    if not _NUMBER.fullmatch(digits):
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    separators = re.findall(r"[ ,.]", digits)
    if len(separators) == 1 and separators[0] != " ":
        whole, tail = re.split(r"[,.]", digits)
        if len(tail) == _GROUP and re.fullmatch(r"[1-9]\d{0,2}", whole):
            return _one_group(whole, tail, grouped_alone=grouped_alone)
        return Decimal(f"{whole}.{tail}")
    return _grouped(digits, separators)


_GROUP = 3  # digits between separators of thousands


def _one_group(whole: str, tail: str, *, grouped_alone: bool) -> Decimal:
    if not grouped_alone:
        raise NumberError(NumberProblem.AMBIGUOUS)
    return Decimal(whole + tail)


def _grouped(digits: str, separators: list[str]) -> Decimal:
    """Return the value of groups of thousands, with decimals after a separator of their own."""
    tail = ""
    if len(separators) > 1 and separators.count(separators[-1]) == 1:
        digits, tail = digits.rsplit(separators[-1], 1)
        separators = separators[:-1]
        if len(tail) == _GROUP:
            raise NumberError(NumberProblem.AMBIGUOUS)
    same = len(set(separators)) <= 1
    groups = re.split(r"[ ,.]", digits)
    if not same or (len(groups) > 1 and not _are_thousands(groups)):
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    return Decimal("".join(groups) + (f".{tail}" if tail else ""))


def _are_thousands(groups: list[str]) -> bool:
    first, *others, last = groups
    sizes = set(map(len, others))
    western = sizes <= {_GROUP}
    indian = sizes <= {2}  # 1,00,000
    leads = 1 <= len(first) <= _GROUP and not first.startswith("0")
    return leads and len(last) == _GROUP and (western or indian)


def _ensure_currency(marks: tuple[str, str], currency: str | None) -> None:
    named = [mark.strip(" .") for mark in marks if mark.strip(" .")]
    if not named:
        return
    code = _SYMBOLS.get(named[0], named[0].upper())
    if len(named) > 1 or not re.fullmatch(r"[A-Z]{3}", code):
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    if currency is not None and code != currency:
        raise NumberError(NumberProblem.OTHER_CURRENCY)
