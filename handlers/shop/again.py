"""Ordering again: the values of an earlier order, at today's price, up to the confirm screen."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import ServiceUnavailableError
from domain.ids import OrderId, ServiceId
from handlers.kit.callbacks import How, OrderAgain
from handlers.shop.callbacks import OrderElsewhere
from handlers.shop.filling import show_step
from handlers.shop.views.again import elsewhere_screen
from handlers.shop.visit import Visit


def register(router: Router) -> None:
    router.callback_query.register(order_again, OrderAgain.filter())
    router.callback_query.register(order_elsewhere, OrderElsewhere.filter())


async def order_again(_event: CallbackQuery, callback_data: OrderAgain, visit: Visit) -> None:
    """Begin at once, unless another service has to be agreed to first."""
    order_id = OrderId(callback_data.id)
    if callback_data.how is How.REST:
        order = await visit.services.read_order(user_id=visit.user_id, order_id=order_id)
        await _offer_another(callback_data, order.service_id, visit, gone=False)
        return
    try:
        step = await visit.services.order_again(
            user_id=visit.user_id, order_id=order_id, other_link=callback_data.how is How.FIX
        )
    except ServiceUnavailableError as error:
        await _offer_another(callback_data, error.service_id, visit, gone=True)
    else:
        await show_step(step, visit)


async def order_elsewhere(
    _event: CallbackQuery, callback_data: OrderElsewhere, visit: Visit
) -> None:
    step = await visit.services.order_again(
        user_id=visit.user_id,
        order_id=OrderId(callback_data.id),
        service_id=ServiceId(callback_data.service),
        rest=callback_data.how is How.REST,
        other_link=callback_data.how is How.FIX,
    )
    await show_step(step, visit)


async def _offer_another(
    asked: OrderAgain, service_id: ServiceId, visit: Visit, *, gone: bool
) -> None:
    closest = visit.catalogue.closest(service_id)
    await visit.leave_form()
    if closest is None:
        await visit.show(await visit.front(), visit.t.plain("Nothing like it is on sale now."))
        return
    gone_id = service_id if gone else None
    await visit.show(elsewhere_screen(asked, closest, visit.t, gone_id=gone_id))
