"""Tries to place orders: opened before sending, closed with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Attempts:
    """Tries to place orders: opened before sending, closed with what came of it. None of its methods commits."""

    connection: AsyncConnection
