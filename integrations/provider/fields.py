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
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = re.compile(r"-?(?:[0-9]{1,32}(?:\.[0-9]{0,32})?|\.[0-9]{1,32})(?:[eE][+-]?[0-9]{1,2})?")
_CURRENCY = re.compile(r"[A-Za-z]{2,8}")
_WORD_GAPS = re.compile(r"[\s_-]+")
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off", ""})


def first_of(entry: Mapping[str, Any], *names: str) -> object:
    """Take the value of the first name that is present; None when none is."""
    return next((entry[name] for name in names if name in entry), None)


def upstream_id(value: object) -> UpstreamId | None:
    """Read an order or service id: a whole number above zero, or 1 to 64 of [A-Za-z0-9_-]."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return UpstreamId(str(value)) if 0 < value < 10**64 else None
    if isinstance(value, str) and _ID.fullmatch(value) and value.strip("0"):
        return UpstreamId(value)
    return None


def decimal(value: object) -> Decimal | None:
    """Read a finite amount from a number or its text; None for anything else or beyond 10^15."""
    if isinstance(value, str):
        text = value.strip()
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
