"""The operators' router: owners alone get past its door."""

from __future__ import annotations

from aiogram import Router

from domain.ids import UserId
from handlers.admin import (
    catalogue,
    confirming,
    customers,
    inbox,
    money,
    orders,
    prices,
    providers,
    shop,
    sync,
    tickets,
)
from handlers.admin.duty import with_duty
from handlers.admin.gate import OwnersOnly
from handlers.kit.leaving import leaves_forms
from handlers.kit.taps import TapRouter


def make_router(owners: frozenset[UserId]) -> Router:
    """Build the feature's router; to everybody else it does not exist."""
    router = TapRouter(name="admin")
    gate = OwnersOnly(owners)
    router.message.filter(gate)
    router.callback_query.filter(gate)
    leaves_forms(router)
    router.message.middleware(with_duty)
    router.callback_query.middleware(with_duty)
    for part in (
        money,
        confirming,
        customers,
        orders,
        inbox,
        sync,
        shop,
        tickets,
        catalogue,
        prices,
        providers,
    ):
        part.register(router)
    return router
