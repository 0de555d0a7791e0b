"""Where a customer stands in a form: the field to ask, and all that its screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import wallet_of
from domain.drafts import LIFETIME, Draft
from domain.errors import FormError, NotFoundError, ServiceUnavailableError
from domain.fields import Field
from domain.forms import form_of, missing_field
from domain.requests import request_for
from domain.splitting import requests_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.unit_of_work import Reads, UnitOfWork
    from domain.catalogue import Service
    from domain.fields import Values
    from domain.ids import ServiceId, UserId
    from domain.lines import Collected
    from domain.money import Money
    from domain.orders import OrderRequest
    from domain.recent import PastOrder
    from services.catalogue.refresh import Catalogue


SHOWN_LINKS: Final = 3


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
    recent: tuple[PastOrder, ...] = ()
    """Orders whose links would do here, each link once, newest first; only while one is asked."""
    last_quantity: int | None = None
    """What was ordered last of this kind, where it would do here; only while one is asked."""

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

    @property
    def requests(self) -> tuple[OrderRequest, ...]:
        """The orders to be placed together: one, or as many as the quantity is spread over.

        Raises:
            FormError: MISSING, the form is not full.
        """
        return requests_for(self.service, self.values)


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
    past: list[PastOrder] = []
    if asked in {Field.LINK, Field.QUANTITY}:
        past = await reads.recent_orders.latest(user_id)
    return FormStep(
        service=service,
        values=draft.values,
        field=asked,
        fields=tuple(ask.field for ask in asks),
        available=await reads.ledger.balance(wallet_of(user_id)),
        collecting=draft.editing is None and draft.collecting is asked is not None,
        blank=draft.blank,
        recent=fitting_links(past, service, draft.values) if asked is Field.LINK else (),
        last_quantity=_last_quantity(past, service, draft.values, catalogue),
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


def fitting_links(
    orders: Sequence[PastOrder], service: Service, values: Values
) -> tuple[PastOrder, ...]:
    """The newest orders, each for another link, whose links suit the service."""
    links: dict[str, PastOrder] = {}
    for order in orders:
        if order.link not in links and _is_taken(Field.LINK, order.link, service, values):
            links[order.link] = order
    return tuple(links.values())[:SHOWN_LINKS]


def _last_quantity(
    orders: Sequence[PastOrder], service: Service, values: Values, catalogue: Catalogue
) -> int | None:
    """The quantity of the last order of this service, else of one like it."""
    same = [order for order in orders if order.service_id == service.id]
    alike = (order for order in orders if _is_alike(order, service, catalogue))
    for order in (*same[:1], *alike):
        if _is_taken(Field.QUANTITY, str(order.quantity), service, values):
            return order.quantity
    return None


def _is_alike(order: PastOrder, service: Service, catalogue: Catalogue) -> bool:
    other = catalogue.current.get(order.service_id)
    return other is not None and (other.platform, other.kind) == (service.platform, service.kind)


def _is_taken(field: Field, text: str, service: Service, values: Values) -> bool:
    try:
        form_of(service).ask(field).read(text, service, values)
    except FormError:
        return False
    return True


def on_sale(catalogue: Catalogue, service_id: ServiceId) -> Service:
    """A service that can be ordered.

    Raises:
        ServiceUnavailableError: it is hidden or gone.
    """
    service = catalogue.current.get(service_id)
    if service is None:
        raise ServiceUnavailableError(service_id)
    return service
