"""Which message shows which order live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Cards:
    """Which message shows which order live. None of its methods commits."""

    connection: AsyncConnection
