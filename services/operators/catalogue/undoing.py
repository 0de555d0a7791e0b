"""Acts on the catalogue taken back for ten minutes: what changed since stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from db.repositories.listed_facts import facts_of, listed_of
from domain.catalogue_acts import UNDO_FOR, taken_back
from domain.errors import DecisionError
from domain.ids import ServiceId
from domain.operators import Act

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.catalogue_acts import CatalogueAct
    from domain.ids import UserId
    from domain.listed import Listed
    from services.operators.desk import Desk

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back: `count` services are as before, `kept` had changed since."""

    number: int
    act: Act
    count: int
    kept: int


@dataclass(frozen=True, slots=True)
class UndoEdit:
    """Take an act on the catalogue back, whoever did it. Commits."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, number: int) -> Undone:
        """Take it back, once.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_edit`, `edit_undone`, or `too_late`.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            await uow.listed.lock()
            act = await uow.catalogue_acts.find(number)
            if act is None:
                raise DecisionError("no_edit")
            if not act.is_recent(self.desk.clock.now()):
                raise DecisionError("too_late")
            if act.undone_at is not None:
                raise DecisionError("edit_undone")
            undone = await self._take_back(uow, actor_id, act)
            await uow.commit()
        logger.info("act.undone", act=act.act.value, actor=actor_id, services=undone.count)
        return undone

    async def _take_back(self, uow: UnitOfWork, actor_id: UserId, act: CatalogueAct) -> Undone:
        now = self.desk.clock.now()
        numbers = [ServiceId(int(number)) for number in act.changes]
        found = await uow.listed.among(numbers)
        before = [earlier for item in found if (earlier := _earlier(item, act)) is not None]
        await uow.listed.save_all(before, now)
        await self._restore_rules(uow, actor_id, act)
        await uow.catalogue_acts.mark_undone(act.id, now)
        await uow.services.bump_version()
        await uow.journal.add(
            actor_id=actor_id,
            act=Act.UNDO,
            target=act.target,
            before=act.act.value,
            after=f"{len(before)} services",
            reason=f"C-{act.id}",
            at=now,
        )
        kept = len(numbers) - len(before)
        return Undone(number=act.id, act=act.act, count=len(before), kept=kept)

    async def _restore_rules(self, uow: UnitOfWork, actor_id: UserId, act: CatalogueAct) -> None:
        """Set the rules of before, where nobody has set others since."""
        now = await uow.catalogue_acts.rules()
        for scope, (before, after) in act.rules.items():
            if now.get(scope) == after:
                at = self.desk.clock.now()
                await uow.catalogue_acts.set_rule(scope, before, actor_id=actor_id, at=at)


@dataclass(frozen=True, slots=True)
class FindEdit:
    """Find what somebody last did to the catalogue and may still undo. Changes nothing."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId) -> CatalogueAct | None:
        """Return the act; None where there is none, or where money was moved after it.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.read() as reads:
            since = self.desk.clock.now() - UNDO_FOR
            newest = await reads.catalogue_acts.newest(actor_id, since)
            money = await reads.ledger.last_reversible(actor_id)
        if newest is not None and money is not None and money.created_at > newest.created_at:
            return None
        return newest


def _earlier(item: Listed, act: CatalogueAct) -> Listed | None:
    """A service as it was; None where it has changed since."""
    changes: Any = act.changes[str(item.id)]
    facts = taken_back(facts_of(item), changes)
    return None if facts is None else listed_of(item.id, facts)
