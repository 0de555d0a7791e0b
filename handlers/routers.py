"""All features of the Telegram face, in the order in which updates are offered to them."""

from __future__ import annotations

from aiogram import Router

from domain.ids import UserId
from handlers.admin.router import make_router as admin
from handlers.kit.conditions import checked_here
from handlers.orders.router import make_router as orders
from handlers.profile.router import make_router as profile
from handlers.shop.router import make_router as shop
from handlers.start.fallback import make_fallback_router
from handlers.start.groups import make_group_router
from handlers.start.router import make_router as start
from handlers.support.router import make_router as support
from handlers.wallet.router import make_router as wallet


def all_routers(owners: frozenset[UserId]) -> list[Router]:
    """Make every router anew; the shop takes free text, the fallback what nobody took."""
    routers = (
        make_group_router(),
        admin(owners),
        start(),
        wallet(),
        orders(),
        profile(),
        support(),
        shop(),
        make_fallback_router(),
    )
    return [checked_here(router) for router in routers]
