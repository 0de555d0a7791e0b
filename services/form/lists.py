"""Lists of a form: they grow with every message, are put right by taps, and end with Done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.errors import FormError
from domain.fields import Problem
from domain.forms import form_of
from domain.lines import BREAK
from domain.reading.lists import ensure_complete, ensure_room
from services.form.step import FormStep, draft_of, keep, on_sale, step_of

if TYPE_CHECKING:
    from db.database import Database
    from domain.catalogue import Service
    from domain.drafts import Draft
    from domain.fields import Field
    from domain.ids import UserId
    from domain.lines import LineRule, ListChange
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Put a list right. Commits; may be repeated: a line that is gone is not missed."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(
        self, *, user_id: UserId, field: Field, change: ListChange, mark: str = ""
    ) -> FormStep:
        """Change the list of a field and ask for it again; `mark` names one line.

        Raises:
            NotFoundError: there is no draft.
            ServiceUnavailableError: its service is no longer on sale.
            FormError: NOT_OFFERED, the form has no such list.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            draft = await draft_of(uow, user_id, now)
            service = on_sale(self.catalogue, draft.service_id)
            rule = rule_of(service, field)
            kept = rule.changed(draft.values.get(field, ""), service, change, mark)
            draft = _holding(draft, field, kept, blank=0)
            await keep(uow, user_id, draft, now)
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


@dataclass(frozen=True, slots=True)
class FinishList:
    """Take a list as it is and go on. Commits; may be repeated."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(self, *, user_id: UserId, field: Field) -> FormStep:
        """Ask for what is missing after the list.

        Raises:
            NotFoundError: there is no draft.
            ServiceUnavailableError: its service is no longer on sale.
            FormError: TOO_FEW, TOO_MANY or BAD_LINES; NOT_OFFERED, the form has no such list.
        """
        now = self.clock.now()
        async with self.database.write(brief=True) as uow:
            draft = await draft_of(uow, user_id, now)
            service = on_sale(self.catalogue, draft.service_id)
            rule = rule_of(service, field)
            ensure_complete(field, rule.look(draft.values.get(field, ""), service))
            draft = replace(draft, editing=None, collecting=None, blank=0)
            await keep(uow, user_id, draft, now)
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


def rule_of(service: Service, field: Field) -> LineRule:
    """How a list of a service is read.

    Raises:
        FormError: NOT_OFFERED, the form has no such list.
    """
    rule = form_of(service).ask(field).lines
    if rule is None:
        raise FormError(field, Problem.NOT_OFFERED)
    return rule


def collected(draft: Draft, field: Field, rule: LineRule, text: str) -> Draft:
    """The draft with a further piece of a list.

    Raises:
        FormError: TOO_MUCH_TEXT, nothing of the piece is taken.
    """
    ensure_room(field, rule, text)
    lines, blank = rule.split(text)
    before = draft.values.get(field, "")
    kept = BREAK.join(filter(None, (before, *lines)))
    ensure_room(field, rule, kept)
    told = draft.blank if field in {draft.editing, draft.collecting} else 0
    return _holding(draft, field, kept, blank=told + blank)


def _holding(draft: Draft, field: Field, kept: str, *, blank: int) -> Draft:
    """The draft with a list that is asked for until it is finished."""
    return replace(
        draft,
        values={**draft.values, field: kept},
        collecting=draft.collecting if draft.editing is field else field,
        editing=draft.editing if draft.editing is field else None,
        blank=blank,
    )
