"""Paying: one tap, one order, and its card from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.consent import Consent
from domain.errors import ConsentError, FormError, InsufficientFundsError
from domain.ids import QuoteId
from handlers.kit.callbacks import PayQuote
from handlers.kit.order_card import order_card
from handlers.shop.callbacks import AwaitMoney
from handlers.shop.filling import ask_again, resume, show_step
from handlers.shop.views.doubts import doubts_screen
from handlers.shop.views.placed import placed_together
from handlers.shop.visit import Visit

if TYPE_CHECKING:
    from domain.consent import Doubts
    from handlers.kit.screen import Screen
    from services.ordering.place import Placed


def register(router: Router) -> None:
    router.callback_query.register(pay, PayQuote.filter())
    router.callback_query.register(await_money, AwaitMoney.filter())


async def pay(_event: CallbackQuery, callback_data: PayQuote, visit: Visit) -> None:
    said = frozenset(letter for letter in Consent if letter in callback_data.said)
    try:
        placed = await visit.services.place_order(
            user_id=visit.user_id, quote_id=QuoteId(callback_data.quote), said=said
        )
    except ConsentError as error:
        await _ask(error.doubts, visit)
        return
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
    await visit.show(await _placed_screen(placed, visit), toast)


async def _placed_screen(placed: Placed, visit: Visit) -> Screen:
    """The live card of the order, or the list of several."""
    if len(placed.orders) > 1:
        return placed_together(placed, visit.t)
    view = await visit.services.open_order(user_id=visit.user_id, order_id=placed.order.id)
    return order_card(view.order, visit.t, background=view.background, placed=placed.created)


async def await_money(event: CallbackQuery, callback_data: AwaitMoney, visit: Visit) -> None:
    """Switch paying by itself, then show the order with the switch as it is."""
    await visit.services.await_money(
        user_id=visit.user_id, quote_id=QuoteId(callback_data.quote), on=callback_data.on
    )
    await resume(event, visit)


async def _ask(doubts: Doubts, visit: Visit) -> None:
    await visit.leave_form()
    await visit.show(doubts_screen(doubts, visit.t))


async def _shows_what_is_missing(visit: Visit) -> bool:
    """The wallet was emptied meanwhile: the order waits, with today's figures."""
    step = await visit.services.read_form(user_id=visit.user_id)
    if step is None or not step.is_full:
        return False
    await show_step(step, visit)
    return True
