"""Calls of the served API that named themselves: the same call again is the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import OtherCallError

if TYPE_CHECKING:
    from db.repositories.api_repeats import Call
    from db.unit_of_work import Reads
    from domain.ids import OrderId


async def earlier_of(reads: Reads, call: Call) -> OrderId | None:
    """The order that an earlier call of the same name became.

    Raises:
        OtherCallError: that call said something else.
    """
    known = await reads.api_repeats.find(call)
    if known is None:
        return None
    if known.digest != call.digest:
        raise OtherCallError
    return known.order_id
