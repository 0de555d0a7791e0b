"""People who have written to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Users:
    """People who have written to the bot. None of its methods commits."""

    connection: AsyncConnection
