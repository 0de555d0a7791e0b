"""The operators' audit lines, append-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Journal:
    """The operators' audit lines, append-only. None of its methods commits."""

    connection: AsyncConnection
