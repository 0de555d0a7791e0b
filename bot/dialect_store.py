"""Keeps what was learnt of providers' dialects in the shop's database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ids import ProviderName
    from domain.ports import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DatabaseDialects:
    """Implements `DialectStore`: each call is a transaction of its own."""

    database: Database
    clock: Clock

    async def recall(self, name: ProviderName, address: str) -> Mapping[str, object]:
        """What was kept; nothing where the database cannot be read."""
        try:
            async with self.database.read() as reads:
                text = await reads.learnt_dialects.find(name, address)
        except (SQLAlchemyError, OSError):
            log.warning("dialect.not_recalled", provider=name)
            return {}
        return _object(text or "{}")

    async def keep(self, name: ProviderName, address: str, learnt: Mapping[str, object]) -> None:
        """Keep it, and commit; a database that is busy for too long keeps nothing."""
        text = json.dumps(learnt, sort_keys=True)
        try:
            async with self.database.write() as uow:
                await uow.learnt_dialects.keep(name, address, text, self.clock.now())
                await uow.commit()
        except (SQLAlchemyError, OSError):
            log.warning("dialect.not_kept", provider=name)


def _object(text: str) -> Mapping[str, object]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
