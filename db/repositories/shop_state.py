"""Facts about the shop as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class ShopState:
    """Facts about the shop as a whole. None of its methods commits."""

    connection: AsyncConnection
