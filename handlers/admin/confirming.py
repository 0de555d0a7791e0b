"""The two buttons of every confirm card."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import DecisionError
from domain.ids import TransferId
from domain.operators import CATALOGUE_ACTS, Act
from handlers.admin.callbacks import Confirm, Withdraw
from handlers.admin.duty import Duty
from handlers.admin.money import show_undo
from handlers.admin.views.done import done_screen
from handlers.admin.views.money import withdrawn_screen


def register(router: Router) -> None:
    router.callback_query.register(confirm, Confirm.filter())
    router.callback_query.register(withdraw, Withdraw.filter())


async def confirm(_event: CallbackQuery, callback_data: Confirm, duty: Duty) -> None:
    try:
        done = await duty.services.confirm_act(actor_id=duty.actor_id, nonce=callback_data.nonce)
    except DecisionError as refusal:
        transfer_id = refusal.detail.get("transfer_id")
        if refusal.problem != "short" or not isinstance(transfer_id, int):
            raise
        # Money was spent between card and tap: offer what is left, as a new card.
        await show_undo(duty, TransferId(transfer_id))
        return
    if done.act in CATALOGUE_ACTS or done.act is Act.ROUTE:
        await duty.services.refresh_catalogue()
    await duty.show(done_screen(done, duty.t))


async def withdraw(_event: CallbackQuery, callback_data: Withdraw, duty: Duty) -> None:
    withdrawn = await duty.services.cancel_act(actor_id=duty.actor_id, nonce=callback_data.nonce)
    await duty.show(withdrawn_screen(duty.t, withdrawn=withdrawn))
