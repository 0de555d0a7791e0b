"""What was learnt of providers' dialects, kept so that it need not be learnt again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ids import ProviderName
    from domain.ports import Clock


@dataclass(frozen=True, slots=True)
class KeptDialects:
    """Each call is a transaction of its own; `keep` commits. Both may be repeated."""

    database: Database
    clock: Clock

    async def recall(self, name: ProviderName, address: str) -> Mapping[str, object]:
        """What was kept for a provider at this address; empty where nothing can be read."""
        async with self.database.read() as reads:
            text = await reads.learnt_dialects.find(name, address)
        return _object(text or "{}")

    async def keep(self, name: ProviderName, address: str, learnt: Mapping[str, object]) -> None:
        """Keep all that is known in place of what was kept before."""
        text = json.dumps(learnt, sort_keys=True)
        async with self.database.write() as uow:
            await uow.learnt_dialects.keep(name, address, text, self.clock.now())
            await uow.commit()


def _object(text: str) -> Mapping[str, object]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
