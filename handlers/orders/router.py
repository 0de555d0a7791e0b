"""A customer's orders: lists, finds, files, the live card, and what helps a late one."""

from __future__ import annotations

from aiogram import Router

from handlers.kit.caller import knows_callers
from handlers.kit.leaving import leaves_forms
from handlers.kit.taps import TapRouter
from handlers.orders import aftercare, card, late, listing


def make_router() -> Router:
    """Build the feature's router."""
    router = knows_callers(leaves_forms(TapRouter(name="orders")))
    listing.register(router)
    card.register(router)
    late.register(router)
    aftercare.register(router)
    return router
