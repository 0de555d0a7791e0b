"""The fields of a call, however they were sent: address, form, multipart or JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

import orjson

from api.multipart import MultipartError, multipart_fields
from domain.fields import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

Fields = dict[str, str]
"""Values by name in lower case, none of them empty."""

MOST_FIELDS: Final = 1000
_BY_COMMA: Final = frozenset({"orders", "refills"})
_ALONE: Final = frozenset({"order", "refill"})
"""One id; only where it is written as a list are there several."""
_READ: Final = frozenset(
    {*Field, *_BY_COMMA, *_ALONE, *(f"{name}_id" for name in _ALONE)}
    | {"key", "action", "service", "idempotency_key"}
)
"""What some action reads; a field of any other name may hold what it likes."""
_BY_LINE: Final = frozenset({"comments", "usernames", "hashtags", "keywords", "groups"})
_INDEX: Final = re.compile(r"\[[^\]]*\]$")
"""What PHP writes behind the name of a field that is a list."""


class FieldsError(ValueError):
    """The body cannot be read."""


def read_fields(query: str, content_type: str, body: bytes) -> Fields:
    """Read a call's fields; those of the body stand over those of the address.

    Raises:
        FieldsError: the body is not what it says it is, or has too many fields.
    """
    fields = _gathered(_form(query)) if query else {}
    if body:
        fields |= _gathered(_body(content_type, body))
    return fields


def _body(content_type: str, body: bytes) -> list[tuple[str, str]]:
    kind = content_type.lstrip().lower()
    if kind.startswith("multipart/form-data"):
        try:
            return list(multipart_fields(content_type, body))
        except MultipartError as error:
            raise FieldsError from error
    # Some clients call it a form: no form begins with a brace.
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _json(body.removeprefix(b"\xef\xbb\xbf"))
    return _form(body.decode("utf-8", "replace"))


def _form(text: str) -> list[tuple[str, str]]:
    pieces = text.split("&")
    if len(pieces) > MOST_FIELDS:
        raise FieldsError
    pairs = []
    for piece in pieces:
        name, _, value = piece.partition("=")
        if "%" in piece or "+" in piece:
            name, value = unquote_plus(name), unquote_plus(value)
        pairs.append((name, value))
    return pairs


def _json(body: bytes) -> list[tuple[str, str]]:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise FieldsError from error
    if not isinstance(given, dict) or len(given) > MOST_FIELDS:
        raise FieldsError
    return [pair for name, value in given.items() for pair in _pairs(name, value)]


def _pairs(name: str, value: object) -> Iterable[tuple[str, str]]:
    """A field of a JSON object as forms write it.

    Raises:
        FieldsError: it has no such form, and somebody would have read it.
    """
    listed = isinstance(value, list | dict) and not name.endswith("]")
    try:
        return [(f"{name}[]" if listed else name, text) for text in _texts(value)]
    except FieldsError:
        if name.strip().lower() in _READ:
            raise
        return ()


def _texts(value: object) -> Iterable[str]:
    """A JSON value as forms write it; a list as many values.

    Raises:
        FieldsError: it has no such form.
    """
    match value:
        case str():
            return (value,)
        case None:
            return ()
        case bool():
            return ("1" if value else "0",)
        case int() | float():
            return (str(value),)
        case list():
            return _flat(value)
        case dict():  # what PHP makes of a list with holes
            return _flat(value.values())
        case _:
            raise FieldsError


def _flat(values: Iterable[object]) -> Iterable[str]:
    """The values of a list.

    Raises:
        FieldsError: it holds lists in turn.
    """
    values = tuple(values)
    if any(isinstance(value, list | dict) for value in values):
        raise FieldsError
    return tuple(text for value in values for text in _texts(value))


def _gathered(pairs: Iterable[tuple[str, str]]) -> Fields:
    """Of repeated fields the last counts, of lists all; what is empty was not given."""
    fields: Fields = {}
    for given_name, given_value in pairs:
        name = given_name.strip().lower()
        listed = name.endswith("]")
        if listed:
            name = _INDEX.sub("", name)
        value = given_value.strip().replace("\x00", "")
        if not value:
            continue
        if name in fields and (name in _BY_COMMA or (listed and name in _ALONE)):
            fields[name] = f"{fields[name]},{value}"
        elif name in fields and name in _BY_LINE:
            fields[name] = f"{fields[name]}\n{value}"
        else:
            fields[name] = value
    return fields
