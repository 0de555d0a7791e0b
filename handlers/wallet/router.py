"""The wallet: /wallet, the statement with what its lines came from, and how to add money."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.ids import TransferId
from handlers.kit.callbacks import ADD_MONEY, WALLET, Go, StatementAt
from handlers.kit.caller import Caller, knows_callers
from handlers.kit.export import send_file
from handlers.kit.leaving import leaves_forms
from handlers.kit.taps import Exactly, TapRouter
from handlers.wallet.callbacks import ExportStatement, OpenLine
from handlers.wallet.statement import cause_screen, filter_of, statement_screen
from handlers.wallet.views import add_money_screen, wallet_screen


def make_router() -> Router:
    """Build the feature's router."""
    router = knows_callers(leaves_forms(TapRouter(name="wallet")))
    router.message.register(open_wallet, Command("wallet", "balance"))
    router.message.register(add_money, Command("topup"))
    router.callback_query.register(open_wallet, Exactly(Go(to=WALLET)))
    router.callback_query.register(add_money, Exactly(Go(to=ADD_MONEY)))
    router.callback_query.register(read_statement, StatementAt.filter())
    router.callback_query.register(open_line, OpenLine.filter())
    router.callback_query.register(export, ExportStatement.filter())
    return router


async def open_wallet(_event: Message | CallbackQuery, caller: Caller) -> None:
    page = await caller.services.open_wallet(user_id=caller.id)
    await caller.show(wallet_screen(page, caller.t))


async def read_statement(
    _event: CallbackQuery, callback_data: StatementAt, caller: Caller
) -> None:
    await _show_statement(caller, callback_data.which, callback_data.page)


async def open_line(_event: CallbackQuery, callback_data: OpenLine, caller: Caller) -> None:
    cause = await caller.services.read_line(
        user_id=caller.id, transfer_id=TransferId(callback_data.id)
    )
    await caller.show(cause_screen(cause, caller.t, back=callback_data.back))


async def export(callback: CallbackQuery, callback_data: ExportStatement, caller: Caller) -> None:
    if await send_file(callback, caller, "statement", caller.services.export_statement):
        await _show_statement(caller, callback_data.which, callback_data.page)


async def add_money(_event: Message | CallbackQuery, caller: Caller) -> None:
    home = await caller.services.read_home(user_id=caller.id)
    operators = await caller.services.list_operators()
    draft = home.draft_service_name is not None
    await caller.show(add_money_screen(caller.id, operators, caller.t, draft=draft))


async def _show_statement(caller: Caller, which: str, page: int) -> None:
    statement = await caller.services.read_statement(
        user_id=caller.id, which=filter_of(which), page=page
    )
    await caller.show(statement_screen(statement, caller.t))
