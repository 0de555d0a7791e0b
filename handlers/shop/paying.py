"""Paying: one tap, one order, and its card from then on."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import FormError, InsufficientFundsError
from domain.ids import QuoteId
from handlers.kit.callbacks import PayQuote
from handlers.kit.order_card import order_card
from handlers.shop.filling import ask_again, show_step
from handlers.shop.visit import Visit


def register(router: Router) -> None:
    router.callback_query.register(pay, PayQuote.filter())


async def pay(_event: CallbackQuery, callback_data: PayQuote, visit: Visit) -> None:
    try:
        placed = await visit.services.place_order(
            user_id=visit.user_id, quote_id=QuoteId(callback_data.quote)
        )
    except InsufficientFundsError:
        if not await _shows_what_is_missing(visit):
            raise
        return
    except FormError as error:
        await ask_again(error, visit)
        return
    toast = (
        None if placed.created else visit.t.plain("Already done: order #{id}", id=placed.order.id)
    )
    await visit.leave_form()
    await visit.show(order_card(placed.order, visit.t, placed=placed.created), toast)


async def _shows_what_is_missing(visit: Visit) -> bool:
    """The wallet was emptied meanwhile: the order waits, with today's figures."""
    step = await visit.services.read_form(user_id=visit.user_id)
    if step is None or not step.is_full:
        return False
    await show_step(step, visit)
    return True
