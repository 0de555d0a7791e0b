"""How panels write the numbers of orders and refills: as integers, or as codes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

MAX_DIGITS: Final = 18
NOBODY: Final = -1
_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE: Final = len(_SIGNS)
_CODE_OF_ZERO: Final = int("K7M2X9", _BASE) - 23_501  # so that the first order is K7M2X9
_REFILL_OF_ZERO: Final = 88_421 - 701  # and the first refill R88421


@dataclass(frozen=True, slots=True)
class Numbers:
    """One way of writing numbers; what cannot be one is read as NOBODY."""

    spell: Callable[[int], Any]
    read: Callable[[str], int]


def read_integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else NOBODY


def spell_code(number: int) -> str:
    left, signs = number + _CODE_OF_ZERO, ""
    while left:
        left, sign = divmod(left, _BASE)
        signs = _SIGNS[sign] + signs
    return signs


def read_code(text: str) -> int:
    if not text or len(text) > MAX_DIGITS or any(sign not in _SIGNS for sign in text):
        return NOBODY
    return int(text, _BASE) - _CODE_OF_ZERO


def _read_refill_code(text: str) -> int:
    return read_integer(text.removeprefix("R")) - _REFILL_OF_ZERO if text[:1] == "R" else NOBODY


INTEGERS: Final = Numbers(lambda number: number, read_integer)
CODES: Final = Numbers(spell_code, read_code)
REFILL_CODES: Final = Numbers(lambda number: f"R{number + _REFILL_OF_ZERO}", _read_refill_code)
