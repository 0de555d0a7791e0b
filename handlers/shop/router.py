"""The shop's router: private chats only, each update made into a visit."""

from __future__ import annotations

from aiogram import F, Router

from handlers.kit.taps import TapRouter
from handlers.shop import again, browsing, collecting, filling, finding, inline, paying, saving
from handlers.shop.visit import with_visit


def make_router() -> Router:
    """Build the router. It takes free text, so it is included last."""
    router = TapRouter(name="shop")
    router.message.filter(F.chat.type == "private")
    router.callback_query.filter(F.message.chat.type == "private")
    router.message.middleware(with_visit)
    router.callback_query.middleware(with_visit)
    for part in (inline, browsing, filling, collecting, paying, again, saving, finding):
        part.register(router)
    finding.register_free_text(router)
    return router
