"""The wallet: /wallet, the statement, and how to add money."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.accounts import User
from handlers.kit.callbacks import ADD_MONEY, WALLET, Go, StatementAt
from handlers.kit.leaving import leaves_forms
from handlers.kit.show import show
from handlers.wallet.views import add_money_screen, statement_screen, wallet_screen
from locales.translator import Translator
from services.shop import Services


def make_router() -> Router:
    """Build the feature's router."""
    router = leaves_forms(Router(name="wallet"))
    router.message.register(open_wallet, Command("wallet", "balance"))
    router.message.register(add_money, Command("topup"))
    router.callback_query.register(open_wallet, Go.filter(F.to == WALLET))
    router.callback_query.register(add_money, Go.filter(F.to == ADD_MONEY))
    router.callback_query.register(read_statement, StatementAt.filter())
    return router


async def open_wallet(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    statement = await services.read_statement(user_id=user.id)
    await show(event, wallet_screen(statement, t), user=user, services=services, t=t)


async def read_statement(
    callback: CallbackQuery,
    callback_data: StatementAt,
    user: User,
    services: Services,
    t: Translator,
) -> None:
    statement = await services.read_statement(user_id=user.id, page=callback_data.page)
    await show(callback, statement_screen(statement, t), user=user, services=services, t=t)


async def add_money(
    event: Message | CallbackQuery, user: User, services: Services, t: Translator
) -> None:
    home = await services.read_home(user_id=user.id)
    operators = await services.list_operators()
    draft = home.draft_service_name is not None
    screen = add_money_screen(user.id, operators, t, draft=draft)
    await show(event, screen, user=user, services=services, t=t)
