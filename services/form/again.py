"""Starting a form from an order of before: its values, at today's price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.drafts import Draft
from domain.errors import FormError
from domain.fields import Field, Speed
from domain.forms import form_of
from domain.requests import values_of
from services.form.step import FormStep, keep, on_sale, step_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.catalogue import Service
    from domain.ids import OrderId, ServiceId, UserId
    from domain.orders import Order
    from domain.ports import Clock
    from services.catalogue.refresh import Catalogue


@dataclass(frozen=True, slots=True)
class OrderAgain:
    """Begin an order like an earlier one, in the place of a draft. Commits; may be repeated."""

    database: Database
    clock: Clock
    catalogue: Catalogue

    async def __call__(
        self,
        *,
        user_id: UserId,
        order_id: OrderId,
        service_id: ServiceId | None = None,
        rest: bool = False,
        other_link: bool = False,
    ) -> FormStep:
        """Start with everything that still suits; the rest is asked for.

        Args:
            user_id: who asks.
            order_id: their earlier order.
            service_id: another service than that order's.
            rest: only as much as was not delivered.
            other_link: with a link that is asked for.

        Raises:
            NotFoundError: the order is absent or someone else's.
            ServiceUnavailableError: the service is not on sale.
        """
        async with self.database.write(brief=True) as uow:
            order = await uow.orders.get_own(user_id, order_id)
            service = on_sale(self.catalogue, service_id or order.service_id)
            wanted = _rest_of(order, service) if rest else values_of(order.request)
            if other_link:
                wanted.pop(Field.LINK, None)
            draft = Draft(service_id=service.id, values=suiting(service, wanted))
            await keep(uow, user_id, draft, self.clock.now())
            step = await step_of(uow, user_id, draft, catalogue=self.catalogue)
            await uow.commit()
        return step


def suiting(service: Service, wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of the values that the service's form takes; lists are taken whole or not at all."""
    values: dict[str, str] = {}
    for ask in form_of(service).asks:
        text = wanted.get(ask.field)
        if text is None:
            continue
        try:
            values[ask.field] = ask.read(text, service, values)
        except FormError:
            continue
        if not ask.is_filled(service, values):
            del values[ask.field]
    return values


def _rest_of(order: Order, service: Service) -> dict[str, str]:
    """As much as is still wanted, at once; never less than the service's minimum."""
    values = values_of(order.request)
    for field in (Field.RUNS, Field.INTERVAL):
        values.pop(field, None)
    missing = order.request.units - order.delivered
    return {
        **values,
        Field.SPEED: Speed.ONCE,
        Field.QUANTITY: str(min(max(missing, service.min), service.max)),
    }
