"""Single values of provider answers, parsed totally: an odd one becomes None, not an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from domain.ids import UpstreamId

LARGEST: Final = 10**15
"""No count or amount beyond this is believed."""

_MAX_EXPONENT: Final = 20
_ID = re.compile(r"(?!-?0*\Z|-[0-9]+\Z|[_-]+\Z)[A-Za-z0-9_-]{1,64}")
_NO_ID: Final = frozenset(
    {
        *("null", "none", "nil", "nan", "undefined", "n-a", "na"),
        *("false", "true", "no", "yes", "ok", "success", "successful", "done"),
        *("error", "fail", "failed", "failure", "rejected", "canceled", "cancelled"),
        *("pending", "processing", "duplicate", "unknown", "invalid"),
    }
)
"""Words that panels put where an id belongs when they have none."""
_NUMBER = re.compile(r"-?(?:[0-9]{1,32}(?:\.[0-9]{0,32})?|\.[0-9]{1,32})(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"\A-?[0-9]{1,3}(?:,[0-9]{3})+(?=\.[0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[, \u00a0][0-9]{3})+")
_CURRENCY = re.compile(r"[A-Za-z]{2,8}")
_WORD_GAPS = re.compile(r"[\s_-]+")
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off", ""})


def first_of(entry: Mapping[str, Any], *names: str) -> object:
    """Take the value of the first name that is present; None when none is."""
    return next((entry[name] for name in names if name in entry), None)


def upstream_id(value: object) -> UpstreamId | None:
    """Read an order or service id: a whole number above zero, or 1 to 64 of [A-Za-z0-9_-].

    A negative number is none, nor is a word such as "null" or "error".
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return UpstreamId(str(value)) if 0 < value < 10**64 else None
    if isinstance(value, str) and _ID.fullmatch(value) and value.lower() not in _NO_ID:
        return UpstreamId(value)
    return None


def decimal(value: object) -> Decimal | None:
    """Read a finite amount from a number or its text; None for anything else or beyond 10^15.

    Commas may group thousands where a point follows them, as in "1,240.50". Alone they may as
    well stand for the point: "1,240" is unreadable.
    """
    if isinstance(value, str):
        text = _GROUPED.sub(lambda found: found[0].replace(",", ""), value.strip(), count=1)
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
    elif isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        number = Decimal(value)
    else:
        number = None
    return number if number is not None and _is_sane(number) else None


def integer(value: object) -> int | None:
    """Read a whole number, negative allowed; "+12", "Unknown", 1.5 and booleans are None.

    A leading plus is how some panels write over-delivery: reading it as a count would refund it.
    """
    number = decimal(value)
    if number is None or number != number.to_integral_value():
        return None
    return int(number)


def count(value: object) -> int | None:
    """Read a whole number that nothing is paid back by: commas or blanks may group thousands."""
    if isinstance(value, str) and _THOUSANDS.fullmatch(value.strip()):
        return int("".join(filter(str.isdecimal, value)))
    return integer(value)


def flag(value: object) -> bool | None:
    """Read true/false, 1/0, "1"/"0", "true"/"false"; None when absent or odd."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | str):
        word = str(value).strip().lower() if isinstance(value, str) else str(min(abs(value), 2))
        return True if word in _TRUE else False if word in _FALSE else None
    return None


def currency(value: object) -> str | None:
    """Read a currency code in upper case; None when absent or odd."""
    if isinstance(value, str) and _CURRENCY.fullmatch(value.strip()):
        return value.strip().upper()
    return None


def normal_word(text: str) -> str:
    """Lower-case a word of the protocol and turn runs of blanks, `_` and `-` into one space."""
    return _WORD_GAPS.sub(" ", text).strip().lower()


def _is_sane(number: Decimal) -> bool:
    # The exponent first: arithmetic on 1E+9999999 overflows.
    return (
        number.is_finite()
        and abs(number.adjusted()) <= _MAX_EXPONENT
        and number.copy_abs() <= LARGEST
    )
