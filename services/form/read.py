"""Reading a form that waits, and forgetting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.form.step import FormStep, step_of

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class ReadForm:
    """Show where the draft stands. Writes nothing."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(self, *, user_id: UserId) -> FormStep | None:
        """Return the step, None where no draft waits.

        Raises:
            ServiceUnavailableError: the draft's service is no longer on sale.
        """
        async with self.database.read(brief=True) as reads:
            draft = await reads.drafts.find(user_id, self.clock.now())
            if draft is None:
                return None
            return await step_of(reads, user_id, draft, catalogue=self.catalogue)


@dataclass(frozen=True, slots=True)
class DropForm:
    """Forget the customer's draft. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> None:
        """Drop it; nothing happens where there is none."""
        async with self.database.write(brief=True) as uow:
            await uow.drafts.drop(user_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class DropOldForms:
    """Forget the drafts that ran out: links of customers are not kept for nothing. Commits."""

    database: Database
    clock: Clock

    async def __call__(self) -> int:
        """Drop them; returns how many."""
        async with self.database.write() as uow:
            dropped = await uow.drafts.drop_expired(self.clock.now())
            await uow.commit()
        return dropped
