"""Where a customer stands in a form: the field to ask, and all that its screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.repositories.ledger import wallet_of
from domain.drafts import LIFETIME, Draft
from domain.errors import NotFoundError, ServiceUnavailableError
from domain.fields import Field
from domain.forms import form_of, missing_field, request_for

if TYPE_CHECKING:
    from datetime import datetime

    from db.unit_of_work import Reads, UnitOfWork
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId
    from domain.lines import Collected
    from domain.money import Money
    from domain.orders import OrderRequest
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStep:
    """A form with the field to ask now; `field` is None when it can be confirmed."""

    service: Service
    values: Mapping[str, str]
    field: Field | None
    fields: tuple[Field, ...]
    available: Money
    """What the customer could spend."""
    collecting: bool = False
    """Whether the asked field is a list that grows, and not one that was finished before."""
    blank: int = 0
    """Empty lines that were left out of the list being collected."""

    @property
    def index(self) -> int:
        """The asked field's place, from 1."""
        return len(self.fields) if self.field is None else self.fields.index(self.field) + 1

    @property
    def total(self) -> int:
        """How many fields there are to fill."""
        return len(self.fields)

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing, even if a filled field is being changed."""
        return missing_field(self.service, self.values) is None

    @property
    def previous(self) -> Field | None:
        """The field before the asked one."""
        return None if self.index == 1 else self.fields[self.index - 2]

    @property
    def collected(self) -> Collected | None:
        """The asked list as far as it was sent; None where no list is asked for."""
        return None if self.field is None else self.list_of(self.field)

    def list_of(self, field: Field) -> Collected | None:
        """What a list field holds; None for any other field."""
        rule = form_of(self.service).ask(field).lines
        return None if rule is None else rule.look(self.values.get(field, ""), self.service)

    def counts(self, field: Field) -> bool:
        """Tell whether a list's lines are what is ordered: there is no quantity beside it."""
        form = form_of(self.service)
        return form.ask(field).lines is not None and not form.has(Field.QUANTITY)

    @property
    def request(self) -> OrderRequest:
        """What is ordered.

        Raises:
            FormError: MISSING, the form is not full.
        """
        return request_for(self.service, self.values)


async def step_of(
    reads: Reads, user_id: UserId, draft: Draft, *, catalogue: Catalogue
) -> FormStep:
    """Say where a draft stands.

    Raises:
        ServiceUnavailableError: its service is no longer on sale; the draft is kept.
    """
    service = on_sale(catalogue, draft.service_id)
    asks = form_of(service).applying(service, draft.values)
    asked = draft.asked(service)
    return FormStep(
        service=service,
        values=draft.values,
        field=asked,
        fields=tuple(ask.field for ask in asks),
        available=await reads.ledger.balance(wallet_of(user_id)),
        collecting=draft.editing is None and draft.collecting is asked is not None,
        blank=draft.blank,
    )


async def draft_of(uow: UnitOfWork, user_id: UserId, now: datetime) -> Draft:
    """The customer's draft, to be changed.

    Raises:
        NotFoundError: there is none, or it ran out.
    """
    draft = await uow.drafts.lock(user_id, now)
    if draft is None:
        raise NotFoundError
    return draft


async def keep(uow: UnitOfWork, user_id: UserId, draft: Draft, now: datetime) -> None:
    """Keep a draft for its whole lifetime from now."""
    await uow.drafts.keep(user_id, draft, at=now, until=now + LIFETIME)


def on_sale(catalogue: Catalogue, service_id: ServiceId) -> Service:
    """A service that can be ordered.

    Raises:
        ServiceUnavailableError: it is hidden or gone.
    """
    service = catalogue.current.get(service_id)
    if service is None:
        raise ServiceUnavailableError(service_id)
    return service
