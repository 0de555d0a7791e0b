"""Keeps learnt dialects in the database, and lives without them where it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.ids import ProviderName
    from services.providers.dialects import KeptDialects

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DialectsAtHand:
    """Implements `DialectStore`: a database that is busy or away only means to learn again."""

    kept: KeptDialects

    async def recall(self, name: ProviderName, address: str) -> Mapping[str, object]:
        """What was kept, if anything."""
        try:
            return await self.kept.recall(name, address)
        except (SQLAlchemyError, OSError):
            log.warning("dialect.not_recalled", provider=name)
            return {}

    async def keep(self, name: ProviderName, address: str, learnt: Mapping[str, object]) -> None:
        """Keep it if that is possible; commits."""
        try:
            await self.kept.keep(name, address, learnt)
        except (SQLAlchemyError, OSError):
            log.warning("dialect.not_kept", provider=name)
