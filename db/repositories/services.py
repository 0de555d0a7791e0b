"""The catalogue's rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Services:
    """The catalogue's rows. None of its methods commits."""

    connection: AsyncConnection
