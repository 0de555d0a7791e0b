"""The setting that names a provider's dialect, and dialects as they are kept: text to data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from integrations.provider.dialects import DIALECTS, UNKNOWN, Body, Dialect

AUTO: Final = "auto"
MOST_IDS: Final = 1000

_WORD = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_NONE: Final = frozenset({"none", "no"})
_FLAGS: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class ChoiceError(ValueError):
    """A setting that names no dialect; the text says what it takes."""


@dataclass(frozen=True, slots=True)
class DialectChoice:
    """A dialect to begin with; `learns` may change all of it but what is `pinned`."""

    name: str
    dialect: Dialect
    pinned: frozenset[str] = frozenset()

    @property
    def learns(self) -> bool:
        """Tell whether the rest is found out by asking."""
        return self.name == AUTO


def read_choice(text: str) -> DialectChoice:
    """Read `NAME`, or `NAME, FIELD=VALUE, ...`; without a name it is `auto`.

    Raises:
        ChoiceError: a name, a field or a value that does not exist.
    """
    parts = [part.strip().lower() for part in text.split(",") if part.strip()]
    name = parts.pop(0) if parts and "=" not in parts[0] else AUTO
    if name != AUTO and name not in DIALECTS:
        raise ChoiceError(f"takes one of {', '.join([AUTO, *DIALECTS])}")
    given = dict(_pair(part) for part in parts)
    changed = replace(DIALECTS.get(name, UNKNOWN), **given)
    return DialectChoice(name, changed, frozenset(given))


def shown(values: Mapping[str, object]) -> str:
    """Put fields and values as the setting takes them."""
    return ", ".join(f"{name}={_spelt(value)}" for name, value in sorted(values.items()))


def sound(kept: Mapping[str, object]) -> dict[str, Any]:
    """Pick out of what was kept the fields that still exist, with values that they may have."""
    found: dict[str, Any] = {}
    for name, value in kept.items():
        try:
            found |= [_pair(f"{name}={_spelt(value)}")]
        except ChoiceError:
            continue
    return found


def _pair(part: str) -> tuple[str, Any]:
    name, _, text = part.partition("=")
    name, text = name.strip(), text.strip()
    read = _READERS.get(name)
    if read is None:
        raise ChoiceError(f"knows no {name}; there are {', '.join(_READERS)}")
    value = read(text)
    if value is _WRONG:
        raise ChoiceError(f"{name} cannot be {text or 'empty'}")
    return name, value


_WRONG: Final = object()


def _flag(text: str) -> object:
    return _FLAGS.get(text, _WRONG)


def _body(text: str) -> object:
    return Body(text) if text in set(Body) else _WRONG


def _word(text: str) -> object:
    return text if _WORD.fullmatch(text) and text not in _NONE else _WRONG


def _word_or_none(text: str) -> object:
    return None if text in _NONE else _word(text)


def _count(text: str) -> object:
    number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
    return number if 1 <= number <= MOST_IDS else _WRONG


def _spelt(value: object) -> str:
    if value is None:
        return "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


_BY_TYPE: Final[Mapping[str, Callable[[str], object]]] = {
    "Body": _body,
    "bool": _flag,
    "str": _word,
    "str | None": _word_or_none,
    "int": _count,
}
_READERS: Final = {one.name: _BY_TYPE[str(one.type)] for one in fields(Dialect)}
