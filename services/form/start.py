"""Starting a form: a fresh draft for one service, with what is known already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.drafts import Draft
from domain.fields import Field
from domain.forms import form_of
from domain.splitting import SPLIT
from services.form.again import suiting
from services.form.step import FormStep, keep, on_sale, step_of

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import ServiceId, UserId
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class StartForm:
    """Begin an order in the place of another service's draft. Commits; may be repeated.

    What was filled in for the same service before is kept: it may have been a long list.
    """

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(
        self,
        *,
        user_id: UserId,
        service_id: ServiceId,
        quantity: int | None = None,
        link: str | None = None,
    ) -> FormStep:
        """Start; a given quantity or link that does not suit the service is asked for instead.

        Raises:
            ServiceUnavailableError: the service is not on sale.
        """
        service = on_sale(self.catalogue, service_id)
        given = {
            form_of(service).aim: link,
            Field.QUANTITY: None if quantity is None else str(quantity),
        }
        known = {field.value: text for field, text in given.items() if text is not None}
        begun = Draft(service_id=service_id, values=suiting(service, known))
        async with self.database.write(brief=True) as uow:
            draft = going_on(await uow.drafts.lock(user_id, self.clock.now()), begun)
            await keep(uow, user_id, draft, self.clock.now())
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


def going_on(earlier: Draft | None, begun: Draft) -> Draft:
    """The draft just begun, with what an earlier one of the same service holds beside it."""
    if earlier is None or earlier.service_id != begun.service_id:
        return begun
    values = {**earlier.values, **begun.values}
    if Field.QUANTITY in begun.values:
        values.pop(SPLIT, None)
    return replace(earlier, values=values, editing=None)
