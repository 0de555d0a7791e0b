"""Unfinished orders, one for each customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Drafts:
    """Unfinished orders, one for each customer. None of its methods commits."""

    connection: AsyncConnection
