"""Filling a form: one field takes a value, or is asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.fields import Field
from domain.forms import form_of
from domain.reading.choices import ensure_ahead
from domain.splitting import SPLIT
from services.form.lists import collected
from services.form.step import FormStep, draft_of, keep, on_sale, step_of

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from domain.drafts import Draft
    from domain.ids import UserId
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class FillField:
    """Take a value into the draft. Commits; other values stay as they are."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(
        self, *, user_id: UserId, text: str, field: Field | None = None
    ) -> FormStep:
        """Fill `field`, or the one being asked, from what was typed or tapped.

        A list takes the text after what it holds already, and is asked for until it is finished.

        Raises:
            NotFoundError: there is no draft.
            ServiceUnavailableError: its service is no longer on sale.
            FormError: the value cannot be taken; nothing was changed.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            draft = self._filled(await draft_of(uow, user_id, now), text, field)
            _ensure_ahead(draft, now)
            await keep(uow, user_id, draft, now)
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step

    def _filled(self, draft: Draft, text: str, field: Field | None) -> Draft:
        service = on_sale(self.catalogue, draft.service_id)
        asked = field or draft.asked(service)
        if asked is None:
            return draft
        ask = form_of(service).ask(asked)
        if ask.lines is not None:
            return collected(draft, asked, ask.lines, text)
        values = {**draft.values, asked: ask.read(text, service, draft.values)}
        if asked is Field.QUANTITY:
            values.pop(SPLIT, None)
        return replace(draft, values=values, editing=None)


@dataclass(frozen=True, slots=True)
class EditField:
    """Ask for a field again, or stop doing so. Commits; no value is lost."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(self, *, user_id: UserId, field: Field | None) -> FormStep:
        """Ask for `field` next; None goes on with what is missing.

        Raises:
            NotFoundError: there is no draft.
            ServiceUnavailableError: its service is no longer on sale.
            FormError: NOT_OFFERED, the form has no such field.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            draft = replace(await draft_of(uow, user_id, now), editing=field)
            if field is not None:
                form_of(on_sale(self.catalogue, draft.service_id)).ask(field)
            await keep(uow, user_id, draft, now)
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


def _ensure_ahead(draft: Draft, now: datetime) -> None:
    """A last day that is over would be refused only after the money was put on hold."""
    ensure_ahead(draft.values.get(Field.EXPIRY, ""), now.date())
