"""Operators' confirm cards, each carried out at most once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from db.models.people import confirmations
from db.records import record
from domain.operators import Act, Confirmation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Operators' confirm cards, each carried out at most once. None of its methods commits."""

    connection: AsyncConnection

    async def add(self, card: Confirmation) -> None:
        """Keep a card until it is carried out, withdrawn or forgotten."""
        values = {
            "nonce": card.nonce,
            "actor_id": card.actor_id,
            "act": card.act.value,
            "params": dict(card.params),
            "created_at": card.created_at,
            "expires_at": card.expires_at,
        }
        await self.connection.execute(confirmations.insert().values(**values))

    async def lock(self, nonce: str, actor_id: UserId) -> Confirmation | None:
        """This person's card, held until the transaction ends; None where there is none."""
        query = (
            select(confirmations)
            .where(confirmations.c.nonce == nonce, confirmations.c.actor_id == actor_id)
            .with_for_update()
        )
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else record(Confirmation, row, {"act": Act(row.act)})

    async def finish(self, nonce: str, result: Mapping[str, object], at: datetime) -> None:
        """Note what was done; the card must be locked."""
        await self.connection.execute(
            update(confirmations)
            .where(confirmations.c.nonce == nonce)
            .values(done_at=at, result=dict(result))
        )

    async def withdraw(self, nonce: str, actor_id: UserId) -> bool:
        """Forget this person's card; False when it was carried out, or is not there."""
        gone = await self.connection.execute(
            delete(confirmations).where(
                confirmations.c.nonce == nonce,
                confirmations.c.actor_id == actor_id,
                confirmations.c.done_at.is_(None),
            )
        )
        return gone.rowcount == 1

    async def forget_old(self, before: datetime) -> int:
        """Delete cards that ran out before this time; returns how many."""
        gone = await self.connection.execute(
            delete(confirmations).where(confirmations.c.expires_at < before)
        )
        return gone.rowcount
