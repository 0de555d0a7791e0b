"""Numbers of orders and refills as clients of the served API write them, and back again.

The standard style speaks of plain integers. The other one shows an order as a short code of
letters and digits, and a refill as a number behind an R. Both are understood everywhere, so that
a customer may change the style and ask about what was ordered before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from domain.ids import AskId, OrderId

if TYPE_CHECKING:
    from collections.abc import Sequence

BEYOND: Final = 2**31
"""Numbers of orders and refills stay below this: clients keep them in 32 bits."""

_FIRST: Final = "KMNPQRSTUVWXYZABCDEFGHJL"
_REST: Final = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_TAIL: Final = 5
"""Symbols after the letter; a code of an order beyond the first milliard has one more."""
_CODES: Final = len(_FIRST) * len(_REST) ** _TAIL
_STEP: Final = 402_653_189
"""Prime to `_CODES`: neighbours get codes that do not look alike."""
_BACK: Final = pow(_STEP, -1, _CODES)
_NUMBER: Final = re.compile(r"0*([0-9]{1,10})")
_CODE: Final = re.compile(rf"([{_FIRST}][{_REST}]{{{_TAIL}}})([1-9]?)")
_REFILL: Final = re.compile(r"[Rr]?0*([0-9]{1,10})")


def code_of(order_id: OrderId) -> str:
    """The code of an order: a letter, then letters and digits; it never looks like a number."""
    lap, place = divmod(order_id, _CODES)
    rest, first = divmod(place * _STEP % _CODES, len(_FIRST))
    tail = ""
    for _ in range(_TAIL):
        rest, symbol = divmod(rest, len(_REST))
        tail = _REST[symbol] + tail
    return f"{_FIRST[first]}{tail}{lap or ''}"


def order_number(text: str) -> OrderId | None:
    """The order that a client names by its number or its code; None for anything else."""
    if found := _NUMBER.fullmatch(text):
        return OrderId(int(found[1])) if int(found[1]) < BEYOND else None
    if found := _CODE.fullmatch(text.upper()):
        number = int(found[2] or 0) * _CODES + _place_of(found[1])
        return OrderId(number) if number < BEYOND else None
    return None


def refill_code(ask_id: AskId) -> str:
    """The number of a refill behind an R."""
    return f"R{ask_id}"


def refill_number(text: str) -> AskId | None:
    """The refill that a client names, with the R or without it; None for anything else."""
    found = _REFILL.fullmatch(text)
    return AskId(int(found[1])) if found and int(found[1]) < BEYOND else None


def _place_of(code: Sequence[str]) -> int:
    rest = 0
    for symbol in code[1:]:
        rest = rest * len(_REST) + _REST.index(symbol)
    return (rest * len(_FIRST) + _FIRST.index(code[0])) * _BACK % _CODES
