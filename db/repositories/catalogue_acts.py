"""Price rules, and what operators did to the catalogue so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from db.models.edits import catalogue_acts, price_rules
from db.records import record
from db.repositories.dialects import upsert
from domain.catalogue_acts import CatalogueAct
from domain.operators import Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.catalogue_acts import Change
    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class CatalogueActs:
    """Rules of price and acts that can be undone. None of its methods commits."""

    connection: AsyncConnection

    async def rules(self) -> dict[str, str]:
        """Every rule as it is typed, by scope."""
        rows = await self.connection.execute(select(price_rules).order_by(price_rules.c.scope))
        return {row.scope: row.rule for row in rows}

    async def set_rule(
        self, scope: str, rule: str | None, *, actor_id: UserId, at: datetime
    ) -> None:
        """Write a rule, or take it away."""
        if rule is None:
            await self.connection.execute(delete(price_rules).where(price_rules.c.scope == scope))
            return
        row = {"scope": scope, "rule": rule, "actor_id": actor_id, "updated_at": at}
        await upsert(self.connection, price_rules, row, unique=["scope"])

    async def add(  # noqa: PLR0913 - an act is named in full where it is made
        self,
        *,
        actor_id: UserId,
        act: Act,
        target: str,
        changes: Mapping[str, Mapping[str, Change]],
        rules: Mapping[str, Change],
        at: datetime,
    ) -> int:
        """Keep an act; returns its number."""
        row = {
            "actor_id": actor_id,
            "act": act.value,
            "target": target,
            "changes": changes,
            "rules": rules,
            "created_at": at,
        }
        statement = insert(catalogue_acts).values(**row).returning(catalogue_acts.c.id)
        return int((await self.connection.execute(statement)).scalar_one())

    async def find(self, number: int) -> CatalogueAct | None:
        """An act that was kept, locked until the transaction ends."""
        query = select(catalogue_acts).where(catalogue_acts.c.id == number)
        return await self._one(query.with_for_update())

    async def newest(self, actor_id: UserId, since: datetime) -> CatalogueAct | None:
        """The last act of somebody that was not undone."""
        query = select(catalogue_acts).where(
            catalogue_acts.c.actor_id == actor_id,
            catalogue_acts.c.undone_at.is_(None),
            catalogue_acts.c.created_at >= since,
        )
        return await self._one(query.order_by(catalogue_acts.c.id.desc()).limit(1))

    async def mark_undone(self, number: int, at: datetime) -> bool:
        """Note that an act was taken back; False when it was before."""
        done = await self.connection.execute(
            update(catalogue_acts)
            .where(catalogue_acts.c.id == number, catalogue_acts.c.undone_at.is_(None))
            .values(undone_at=at)
        )
        return done.rowcount == 1

    async def forget_old(self, before: datetime) -> None:
        """Let go of the facts of acts that nobody can undo any more; their numbers stay taken."""
        await self.connection.execute(
            update(catalogue_acts)
            .where(catalogue_acts.c.created_at < before, catalogue_acts.c.undone_at.is_(None))
            .values(changes={}, rules={}, undone_at=before)
        )

    async def _one(self, query: Select[Any]) -> CatalogueAct | None:
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else record(CatalogueAct, row, {"act": Act(row.act)})
