"""Reading the choices of a form: what is tapped, or typed as one of few words."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.countries import COUNTRIES
from domain.errors import FormError
from domain.fields import Device, Field, Problem, Speed, Traffic
from domain.numbers import NumberError, parse_quantity

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values

DELAYS: Final = (
    *(0, 5, 10, 15, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300),
    *(360, 420, 480, 540, 600),
)
"""Minutes after a new post, as providers know them."""
NO_END: Final = "no"
"""What stands for an open end when it is tapped; it is kept as an empty text."""

_NO: Final = frozenset({"", "-", "0", NO_END})
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_speed(text: str, _service: Service, _values: Values) -> str:
    """Read one of the two speeds; raises FormError (NOT_A_CHOICE)."""
    return _member(Field.SPEED, Speed, text)


def read_device(text: str, _service: Service, _values: Values) -> str:
    """Read the number of a device; raises FormError (NOT_A_CHOICE)."""
    return _member(Field.DEVICE, Device, text)


def read_traffic(text: str, _service: Service, _values: Values) -> str:
    """Read the number of a source of visitors; raises FormError (NOT_A_CHOICE)."""
    return _member(Field.TRAFFIC, Traffic, text)


def from_google(_service: Service, values: Values) -> bool:
    """Tell whether visitors are to come from a search."""
    return values.get(Field.TRAFFIC) == Traffic.GOOGLE


def from_a_page(_service: Service, values: Values) -> bool:
    """Tell whether visitors are to come from another page."""
    return values.get(Field.TRAFFIC) == Traffic.REFERRER


def read_country(text: str, _service: Service, _values: Values) -> str:
    """Read an ISO code of two letters; raises FormError (NOT_A_COUNTRY)."""
    code = text.strip().upper()
    if code not in COUNTRIES:
        raise FormError(Field.COUNTRY, Problem.NOT_A_COUNTRY)
    return code


def read_delay(text: str, _service: Service, _values: Values) -> str:
    """Read one of `DELAYS`; raises FormError (NOT_A_CHOICE)."""
    try:
        minutes = parse_quantity(text)
    except NumberError as error:
        raise FormError(Field.DELAY, Problem.NOT_A_CHOICE) from error
    if minutes not in DELAYS:
        raise FormError(Field.DELAY, Problem.NOT_A_CHOICE)
    return str(minutes)


def read_expiry(text: str, _service: Service, _values: Values) -> str:
    """Read the last day as `31/12/2027`, or nothing for an open end.

    Raises:
        FormError: NOT_A_DAY.
    """
    typed = text.strip().lower()
    if typed in _NO:
        return ""
    try:
        return _day_in(typed).strftime("%d/%m/%Y")
    except ValueError as error:
        raise FormError(Field.EXPIRY, Problem.NOT_A_DAY) from error


def day_of(expiry: str) -> date | None:
    """The last day that a kept value names."""
    return _day_in(expiry) if expiry else None


def ensure_ahead(expiry: str, today: date) -> None:
    """Refuse a last day that is over.

    Raises:
        FormError: DAY_IS_OVER.
    """
    last = day_of(expiry)
    if last is not None and last < today:
        raise FormError(Field.EXPIRY, Problem.DAY_IS_OVER)


def _day_in(text: str) -> date:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(text)
    return date(year, month, day)


def _member(field: Field, choices: type[StrEnum], text: str) -> str:
    try:
        return choices(text.strip().lower()).value
    except ValueError as error:
        raise FormError(field, Problem.NOT_A_CHOICE) from error
