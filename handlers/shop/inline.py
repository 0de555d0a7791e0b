"""Inline mode: `@bot likes` in any chat finds services; whoever is shown one opens it here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aiogram import F, Router
from aiogram.types import InlineQuery, InlineQueryResultsButton, Message

from domain.ids import ServiceId
from domain.links.model import LinkError
from domain.links.parse import parse_link
from handlers.kit.sharing import SERVICE_GOAL, Sharing
from handlers.shop.views.inline import article
from handlers.shop.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.accounts import User
    from domain.catalogue import Service
    from locales.translator import Translator
    from services.catalogue.snapshot import Snapshot
    from services.shop import Services

PER_PAGE: Final = 20
"""Results in one answer; Telegram asks for more as the reader scrolls."""
CACHE_S: Final = 5
"""Seconds that Telegram may show the same results again: prices and shelves change."""
HOME_GOAL: Final = "inline"
_SHARED: Final = re.compile(rf"https://t\.me/\w+\?start={SERVICE_GOAL}([1-9]\d{{0,15}})", re.ASCII)


def register(router: Router) -> None:
    router.inline_query.register(offer)
    router.message.register(open_picked, F.via_bot, F.reply_markup)


async def offer(query: InlineQuery, user: User, services: Services, t: Translator) -> None:
    """Answer what is typed after the bot's name; with nothing typed, what the person knows."""
    bot = query.bot
    assert bot is not None  # noqa: S101 - updates come from a bot
    sharing = await Sharing.of(bot)
    if sharing is None:
        return
    found = await _found(query.query, user, services)
    first = int(query.offset) if query.offset.isdecimal() else 0
    page = found[first : first + PER_PAGE]
    await query.answer(
        [article(service, sharing, t) for service in page],
        cache_time=CACHE_S,
        is_personal=True,
        next_offset=str(first + PER_PAGE) if first + PER_PAGE < len(found) else "",
        button=_shop_button(t, found=bool(found)),
    )


async def open_picked(message: Message, visit: Visit) -> None:
    """A result was picked in the shop's own chat: open its card."""
    number = _number_in(message)
    service = None if number is None else visit.catalogue.get(number)
    await visit.leave_form()
    if service is not None:
        await visit.show(await visit.card(service))
    elif number is not None:
        await visit.show(await visit.instead(number))
    else:
        await visit.show(await visit.front())


async def _found(text: str, user: User, services: Services) -> Sequence[Service]:
    if text.strip():
        return _asked_for(text, services.catalogue.current)
    saved = await services.read_favourites(user_id=user.id)
    mine = filter(None, map(services.catalogue.current.get, saved))
    return tuple(dict.fromkeys((*mine, *services.aisles.popular(), *_best(services))))


def _asked_for(text: str, catalogue: Snapshot) -> Sequence[Service]:
    """What fits a link, or words."""
    try:
        link = parse_link(text)
    except LinkError:
        return catalogue.search(text)
    fits = [service for shelf in catalogue.fitting(link) for service in shelf.services]
    return fits or catalogue.search(text)


def _best(services: Services) -> Sequence[Service]:
    """The cheapest of every shelf, for a shop that has not sold anything yet."""
    snapshot = services.catalogue.current
    return [
        shelf.cheapest
        for platform in snapshot.platforms()
        for shelf in snapshot.kinds(platform.platform)
    ]


def _shop_button(t: Translator, *, found: bool) -> InlineQueryResultsButton:
    """Above the results: the way into the shop."""
    label = t.plain("Open the shop") if found else t.plain("Nothing found. Open the shop")
    return InlineQueryResultsButton(text=label, start_parameter=HOME_GOAL)


def _number_in(message: Message) -> ServiceId | None:
    """The service whose link a shared message carries."""
    markup = message.reply_markup
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if shared := _SHARED.fullmatch(button.url or ""):
                return ServiceId(int(shared.group(1)))
    return None
