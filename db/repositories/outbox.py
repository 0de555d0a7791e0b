"""Notices: added with the change that made them true, claimed and ended by the sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Outbox:
    """Notices: added with the change that made them true, claimed and ended by the sender. None of its methods commits."""

    connection: AsyncConnection
