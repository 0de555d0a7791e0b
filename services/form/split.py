"""Spreading a quantity over several orders, where it is more than one order may hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.errors import FormError
from domain.fields import Field, Problem
from domain.forms import form_of
from domain.splitting import SPLIT, most_in_all, split
from services.form.step import FormStep, draft_of, keep, on_sale, step_of

if TYPE_CHECKING:
    from db.database import Database
    from domain.catalogue import Service
    from domain.ids import UserId
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class SplitQuantity:
    """Take a quantity for several orders into the draft. Commits; may be repeated."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(self, *, user_id: UserId, quantity: int) -> FormStep:
        """Fill the quantity in.

        Raises:
            NotFoundError: there is no draft.
            ServiceUnavailableError: its service is no longer on sale.
            FormError: no number of orders adds up to it, or the form has no quantity.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            draft = await draft_of(uow, user_id, now)
            _ensure_splits(on_sale(self.catalogue, draft.service_id), quantity)
            values = {**draft.values, Field.QUANTITY: str(quantity), SPLIT: SPLIT}
            draft = replace(draft, values=values, editing=None)
            await keep(uow, user_id, draft, now)
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


def _ensure_splits(service: Service, quantity: int) -> None:
    form_of(service).ask(Field.QUANTITY)
    if split(service, quantity) is None:
        most = most_in_all(service)
        raise FormError(Field.QUANTITY, Problem.TOO_LARGE, least=service.min, most=most)
