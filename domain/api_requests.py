"""From the fields of an `add` call to what is ordered: the chat's forms, filled by a program.

Values are read as strictly as money asks for: `100.000` is a hundred here, never a hundred
thousand, and `1k` is nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.fields import Field, Problem, Speed
from domain.forms import form_of
from domain.links.model import MAX_LINK_LENGTH, LinkProblem
from domain.reading.choices import ensure_ahead
from domain.requests import request_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from domain.catalogue import Service
    from domain.fields import Ask
    from domain.forms import Form
    from domain.orders import OrderRequest

_NUMBERS: Final = frozenset(
    {
        Field.QUANTITY,
        Field.RUNS,
        Field.INTERVAL,
        Field.ANSWER,
        Field.LEAST,
        Field.MOST,
        Field.POSTS,
        Field.OLD_POSTS,
        Field.DELAY,
    }
)
_ADDRESSES: Final = frozenset({Field.LINK, Field.MEDIA, Field.REFERRER})
_UNASKED: Final = {Field.OLD_POSTS: "", Field.EXPIRY: "", Field.DELAY: "0"}
"""What clients leave out, and what that means."""
_NOTHING: Final = frozenset({"undefined", "null", "none", "nil", "nan", "false"})
"""What careless clients write for a number that they do not have."""
_SHARED: Final = {Field.USERNAMES: "comments"}
"""Some panels have one field for all lists."""

_NUMBER: Final = re.compile(r"\+?0*([0-9]{1,10})(?:\.0{0,9})?")
_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
_MONTH_FIRST: Final = re.compile(r"(0?[1-9]|1[0-2])([/.-])(1[3-9]|2[0-9]|3[01])[/.-]([0-9]{4})")


def read_request(service: Service, given: Mapping[str, str], today: date) -> OrderRequest:
    """Read what a call orders of a service.

    Raises:
        FormError: a field is missing, or its value cannot be taken.
    """
    form = form_of(service)
    values = _speed(form, service, given)
    for ask in form.asks:
        if ask.field is not Field.SPEED and ask.applies(service, values):
            values[ask.field] = _read(ask, service, given, values)
    ensure_ahead(values.get(Field.EXPIRY, ""), today)
    return request_for(service, values)


def _speed(form: Form, service: Service, given: Mapping[str, str]) -> dict[str, str]:
    """In parts where runs or interval are given; scripts send zeros, or one run, for neither.

    Raises:
        FormError: NOT_OFFERED, this service delivers at once only.
    """
    offered = form.has(Field.SPEED)
    runs, interval = (
        _plain(field, _given(field, given) or "0") for field in (Field.RUNS, Field.INTERVAL)
    )
    if runs == "1" or (runs == "0" and (interval == "0" or not offered)):
        return {Field.SPEED.value: Speed.ONCE} if offered else {}
    if not (offered and service.dripfeed):
        raise FormError(Field.SPEED, Problem.NOT_OFFERED)
    return {Field.SPEED.value: Speed.PARTS}


def _read(ask: Ask, service: Service, given: Mapping[str, str], values: Mapping[str, str]) -> str:
    text = _given(ask.field, given) or given.get(_SHARED.get(ask.field, ""))
    if text is None and ask.field not in _UNASKED:
        raise FormError(ask.field, Problem.MISSING)
    if text is None:
        text = _UNASKED[ask.field]
    elif ask.field in _NUMBERS:
        text = _plain(ask.field, text)
    elif ask.field in _ADDRESSES:
        _ensure_address(ask.field, text)
    elif ask.field is Field.EXPIRY:
        text = _MONTH_FIRST.sub(r"\3\2\1\2\4", text)
    return ask.read(text, service, values)


def _given(field: Field, given: Mapping[str, str]) -> str | None:
    text = given.get(field)
    is_nothing = text is not None and field in _NUMBERS and text.lower() in _NOTHING
    return None if is_nothing else text


def _plain(field: Field, text: str) -> str:
    """The digits of a whole number.

    Raises:
        FormError: NOT_A_NUMBER.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise FormError(field, Problem.NOT_A_NUMBER)
    return found[1]


def _ensure_address(field: Field, text: str) -> None:
    """Refuse what a person might have meant by a link, but no program should send.

    Raises:
        FormError: NOT_A_LINK or TOO_LONG.
    """
    if len(text) > MAX_LINK_LENGTH:
        raise FormError(field, LinkProblem.TOO_LONG)
    if _ADDRESS.fullmatch(text) is None:
        raise FormError(field, LinkProblem.NOT_A_LINK)
