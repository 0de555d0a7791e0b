"""What every use case is made of, gathered once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Configuration
    from db.database import Database
    from domain.ids import ProviderName, UserId
    from domain.ports import Clock, Tokens
    from integrations.provider.client import HttpProvider


@dataclass(frozen=True, slots=True)
class Parts:
    """What use cases are made of."""

    configuration: Configuration
    database: Database
    providers: Mapping[ProviderName, HttpProvider]
    clock: Clock
    tokens: Tokens

    @property
    def owners(self) -> frozenset[UserId]:
        """Whom alerts go to and whose commands count."""
        return self.configuration.settings.admin_ids
