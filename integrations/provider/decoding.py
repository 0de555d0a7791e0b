"""The bytes of an answer read as JSON: tolerant of what panels really send, within caps."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, Final, NoReturn

MAX_DEPTH: Final = 16
MAX_CONTAINERS: Final = 400_000
MAX_VALUES: Final = 2_000_000
_PREFIX_CHARS: Final = 16_384
_PREFIX_TRIES: Final = 16

# A string, even one that never ends (so the search stays linear), or a comma before a bracket.
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*[\]}])', re.DOTALL)
_OPENING = re.compile(r"[\[{]")


class UnreadableError(ValueError):
    """A body that is no JSON, or goes beyond the caps; the text names what was seen."""


def decode(body: bytes) -> object:
    """Read JSON: numbers exact, trailing commas and a leading non-JSON notice forgiven.

    JSON inside a JSON text is entered, once.

    Raises:
        UnreadableError: there is no JSON value, it holds NaN, or it is too deep or too numerous.
    """
    if body.count(b"[") + body.count(b"{") > MAX_CONTAINERS or body.count(b",") > MAX_VALUES:
        raise UnreadableError("too many values")
    text = body.decode("utf-8-sig", errors="replace").strip()
    value = _parse_leniently(text)
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        value = _parse_leniently(value.strip())  # encoded twice
    _ensure_shallow(value)
    return value


def _parse_leniently(text: str) -> object:
    try:
        return _parse(text)
    except UnreadableError:
        repaired = _STRING_OR_COMMA.sub(lambda match: match[1] or "", text)
    try:
        return _parse(repaired)
    except UnreadableError:
        return _parse_after_notice(repaired)


def _parse(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            strict=False,  # line ends inside texts that were put together by hand
        )
    except UnreadableError:
        raise
    except RecursionError as error:
        raise UnreadableError("nested too deep") from error
    except (ValueError, ArithmeticError) as error:  # also numbers that are absurdly long
        raise UnreadableError(_seen(text)) from error


def _parse_after_notice(text: str) -> object:
    """Skip a leading notice of the panel's own software; a damaged JSON value is never entered."""
    if not text.startswith(("{", "[")):
        starts = [match.start() for match in _OPENING.finditer(text[:_PREFIX_CHARS])]
        for start in starts[:_PREFIX_TRIES]:
            if text[:start].rstrip()[-1:] in {":", ",", "[", "{"}:
                continue  # the inside of a larger value
            try:
                return _parse(text[start:])
            except UnreadableError:
                continue
    raise UnreadableError(_seen(text))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object; a name with contradicting values gets a list of two: nobody's answer."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    told: dict[str, list[Any]] = {}
    for name, value in pairs:
        values = told.setdefault(name, [])
        if len(values) < 2 and value not in values:  # noqa: PLR2004 - two show the contradiction
            values.append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in told.items()}


def _refuse_constant(name: str) -> NoReturn:
    raise UnreadableError(f"{name} is no number")


def _ensure_shallow(value: object) -> None:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise UnreadableError("nested too deep")


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return [child for child in node.values() if isinstance(child, dict | list)]
    if isinstance(node, list):
        return [child for child in node if isinstance(child, dict | list)]
    return []


def _seen(text: str) -> str:
    if not text:
        return "empty body"
    start = text[:200].lower()
    if start.startswith("<") or "<html" in start:
        return "HTML instead of JSON"
    return "not JSON"
