"""The live card: opened from anywhere, brought up to date by asking the provider."""

from __future__ import annotations

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.ids import OrderId
from handlers.kit.callbacks import OpenOrder
from handlers.kit.caller import Caller
from handlers.kit.live import RefreshCard
from handlers.kit.order_card import order_card
from locales.translator import N_
from services.ordering.ask_now import Looked

SAID: Final = {
    Looked.ANSWERED: N_("Updated."),
    Looked.NOTHING: N_("Updated."),
    Looked.LATELY: N_("Checked a moment ago."),
    Looked.ASKED: N_("Asked. The card changes by itself."),
}


def register(router: Router) -> None:
    router.callback_query.register(open_order, OpenOrder.filter())
    router.callback_query.register(refresh_card, RefreshCard.filter())


async def open_order(_event: CallbackQuery, callback_data: OpenOrder, caller: Caller) -> None:
    await show_card(caller, OrderId(callback_data.id), back=callback_data.back)


async def refresh_card(_event: CallbackQuery, callback_data: RefreshCard, caller: Caller) -> None:
    order_id = OrderId(callback_data.id)
    looked = await caller.services.ask_now(user_id=caller.id, order_id=order_id)
    toast = caller.t.plain(SAID[looked])
    await show_card(caller, order_id, back=callback_data.back, toast=toast)


async def show_card(
    caller: Caller, order_id: OrderId, *, back: str = "", toast: str | None = None
) -> None:
    """Show an order of the caller's own.

    Raises:
        NotFoundError: it is absent or someone else's.
    """
    view = await caller.services.open_order(user_id=caller.id, order_id=order_id)
    card = order_card(view.order, caller.t, background=view.background, back=back)
    await caller.show(card, toast)
