"""What is known of each provider: balance, failures, holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Providers:
    """What is known of each provider: balance, failures, holds. None of its methods commits."""

    connection: AsyncConnection
