"""Finding services by free text: words, a number, a pasted link."""

from __future__ import annotations

import re

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFoundError
from domain.ids import OrderId, ServiceId
from domain.links.model import Link, LinkError, LinkProblem
from domain.links.parse import parse_link
from domain.platforms import Target
from handlers.shop.callbacks import (
    OpenFitting,
    OpenFound,
    OpenLink,
    OpenSuggested,
    StartSearch,
)
from handlers.shop.views.found import (
    fitting_page,
    found_page,
    link_page,
    nothing_found,
    search_hint,
    unserved,
    which_number,
)
from handlers.shop.views.problems import link_said
from handlers.shop.visit import LINK, QUERY, Visit
from locales.html import lines

_VAGUE = frozenset({Target.SITE, Target.OTHER})
"""What a word with a point in it may be taken for, such as `node.js`."""
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def register(router: Router) -> None:
    router.message.register(start_search, Command("search"))
    router.callback_query.register(start_search, StartSearch.filter())
    router.callback_query.register(open_found, OpenFound.filter())
    router.callback_query.register(open_suggested, OpenSuggested.filter())
    router.callback_query.register(open_link, OpenLink.filter())
    router.callback_query.register(open_fitting, OpenFitting.filter())


def register_free_text(router: Router) -> None:
    """Take what nothing else understood."""
    router.message.register(find, F.text, ~F.text.startswith("/"))


async def start_search(
    _event: Message | CallbackQuery, visit: Visit, command: CommandObject | None = None
) -> None:
    if command is not None and command.args:
        await _find(command.args, visit)
        return
    await visit.leave_form()
    await visit.show(search_hint(visit.t, await visit.sharing()))


async def find(message: Message, visit: Visit) -> None:
    await _find(message.text or "", visit)


async def open_found(_event: CallbackQuery, callback_data: OpenFound, visit: Visit) -> None:
    await _show_found(await visit.remembered(QUERY), callback_data.page, visit)


async def open_suggested(_event: CallbackQuery, visit: Visit) -> None:
    query = await visit.remembered(QUERY)
    await _search(visit.catalogue.suggest(query) or query, visit)


async def open_link(_event: CallbackQuery, visit: Visit) -> None:
    link = await _remembered_link(visit)
    await visit.leave_form()
    await _show_link(link, visit)


async def open_fitting(_event: CallbackQuery, callback_data: OpenFitting, visit: Visit) -> None:
    link = await _remembered_link(visit)
    for shelf in visit.catalogue.fitting(link):
        if shelf.kind is callback_data.kind:
            page = fitting_page(
                link, callback_data.kind, shelf.services, callback_data.page, visit.t
            )
            await visit.show(page)
            return
    await _show_link(link, visit)


async def _find(text: str, visit: Visit) -> None:
    await visit.leave_form()
    try:
        link = parse_link(text)
    except LinkError as error:
        await _find_words(text, error.problem, visit)
        return
    if link.target in _VAGUE and visit.catalogue.named(text):
        await _search(text, visit)
        return
    await visit.state.update_data({LINK: link.normal})
    await _show_link(link, visit)


async def _find_words(text: str, problem: LinkProblem, visit: Visit) -> None:
    """Search; what is no link but looks like one may still be a word of a service's name."""
    if problem is LinkProblem.NOT_A_LINK or visit.catalogue.named(text):
        await _search(text, visit)
        return
    said = lines(link_said(problem, visit.t), "")
    await visit.show(await visit.front(said))


async def _search(text: str, visit: Visit) -> None:
    """Search for words or a number, and remember them for the way back."""
    await visit.state.update_data({QUERY: text})
    await _show_found(text, 1, visit)


async def _show_link(link: Link, visit: Visit) -> None:
    shelves = visit.catalogue.fitting(link)
    if shelves:
        await visit.show(link_page(link, shelves, visit.t))
        return
    said = unserved(link, visit.t)
    await visit.show(await visit.front(said))


async def _show_found(query: str, page: int, visit: Visit) -> None:
    number = _number(query)
    if number is not None and await _shows_number(number, visit):
        return
    services = visit.catalogue.search(query)
    if services:
        shelf = visit.catalogue.shelf_meant(query)
        await visit.show(found_page(query, services, page, visit.t, shelf))
    else:
        await visit.show(nothing_found(query, visit.catalogue.suggest(query), visit.t))


async def _shows_number(number: int, visit: Visit) -> bool:
    """Show the service or the own order with the typed number; both are asked about."""
    service = visit.catalogue.get(ServiceId(number))
    if await _is_own_order(number, visit):
        await visit.show(which_number(number, service, visit.t))
    elif service is not None:
        await visit.show(await visit.card(service))
    elif visit.catalogue.awaited(ServiceId(number)) is not None:
        await visit.show(await visit.instead(ServiceId(number)))
    else:
        return False
    return True


async def _is_own_order(number: int, visit: Visit) -> bool:
    try:
        await visit.services.read_order(user_id=visit.user_id, order_id=OrderId(number))
    except NotFoundError:
        return False
    return True


def _number(query: str) -> int | None:
    """The number of a service or an order, alone in a text."""
    digits = query.strip().removeprefix("#")
    return int(digits) if _NUMBER.fullmatch(digits) else None


async def _remembered_link(visit: Visit) -> Link:
    """The last pasted link.

    Raises:
        NotFoundError: the chat's state was cleared since.
    """
    try:
        return parse_link(await visit.remembered(LINK))
    except LinkError as error:
        raise NotFoundError from error
