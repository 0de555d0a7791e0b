"""What a search found, and what could be ordered for a pasted link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from aiogram.filters.callback_data import CallbackData

from domain.platforms import Kind, Platform, Target
from domain.text import clean_line
from handlers.kit.callbacks import NEW, SUPPORT, Go, OpenOrder, OpenService
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import (
    OpenFitting,
    OpenFound,
    OpenLink,
    OpenPicks,
    OpenPlatform,
    OpenSuggested,
)
from handlers.shop.names import kind_name, platform_name, target_name
from handlers.shop.views.pages import NAME_LENGTH, Page, in_rows, service_page
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.links.model import Link
    from handlers.kit.sharing import Sharing
    from services.catalogue.snapshot import Shelf

_QUERY_LENGTH: Final = 60
_SUGGESTION_LENGTH: Final = 30
_UNKNOWN: Final = frozenset({Platform.WEBSITE, Platform.OTHER})


def search_hint(t: Translator, sharing: Sharing | None = None) -> Screen:
    """How to search, here and in other chats."""
    text = lines(
        bold(t("Search")),
        t("Type what you need, a service ID, or paste a link."),
        t("Example: {example}", example=code(t("youtube views"))),
        _in_any_chat(sharing, t) if sharing is not None and sharing.inline else None,
    )
    return Screen(text, (back_row(t, Go(to=NEW)),))


def _in_any_chat(sharing: Sharing, t: Translator) -> Html:
    example = isolated(code(f"@{sharing.username} {t('youtube views')}"))
    return t("In any other chat: {example}", example=example)


def found_page(
    query: str, services: Sequence[Service], page: int, t: Translator, shelf: Shelf | None = None
) -> Screen:
    """A page of finds; the shelf that was probably meant is offered whole."""
    shown = bold(Html(t("“{query}”", query=clean_line(query, _QUERY_LENGTH))))
    counted = t.plural("{n} result", "{n} results", n=len(services))
    pages = Page(services, page, to=lambda number: OpenFound(page=number), back=Go(to=NEW))
    screen = service_page(Html(f"{shown} · {counted}"), pages, t)
    return Screen(screen.text, (_shelf_row(shelf, t), *screen.rows))


def which_number(number: int, service: Service | None, t: Translator) -> Screen:
    """The typed number is an order of the customer's, and perhaps a service too."""
    mine = Button(t.plain("Your order #{id}", id=number), OpenOrder(id=number))
    if service is None:
        return Screen(t("#{id} is your order.", id=number), ((mine,), home_row(t)))
    text = lines(
        t("{id} is a service and your order. Which one?", id=number),
        "",
        t("Service: {name}", name=clean_line(service.name, NAME_LENGTH)),
    )
    sold = Button(t.plain("Service {id}", id=number), OpenService(id=service.id))
    return Screen(text, ((sold, mine), home_row(t)))


def nothing_found(query: str, suggested: str | None, t: Translator) -> Screen:
    """No match, what may have been meant, and what to try."""
    text = t(
        "No match for “{query}”. Try a platform and an action: “youtube views”.",
        query=clean_line(query, _QUERY_LENGTH),
    )
    browse = Button(t.plain("Browse"), Go(to=NEW))
    support = Button(t.plain("Ask support"), Go(to=SUPPORT))
    return Screen(text, (_suggestion_row(suggested, t), (browse, support), home_row(t)))


def link_page(link: Link, shelves: Sequence[Shelf], t: Translator) -> Screen:
    """What the shop does with such a link."""
    name = f"{platform_name(link.platform, t)} · {target_name(link.target, t)}"
    head = lines(bold(name), isolated(code(link.shown)), _about(link, t))
    buttons = [
        Button(
            t.plain(
                "{kind} from {price}",
                kind=kind_name(shelf.kind, t),
                price=t.price(shelf.cheapest.rate),
            ),
            OpenFitting(kind=shelf.kind),
        )
        for shelf in shelves
        if shelf.kind is not None
    ]
    text = lines(head, t("What do you want for it?"))
    return Screen(text, (*in_rows(buttons), back_row(t, Go(to=NEW))))


def unserved(link: Link, t: Translator) -> Html:
    """Nothing takes the link: a site that is not known yet, or one without such services."""
    shown = isolated(code(link.shown))
    if link.platform in _UNKNOWN:
        return lines(shown, t("I do not know this site yet. Pick a platform."), "")
    if link.target is Target.STORY:
        return lines(shown, t("Story links expire. Send the post or profile instead."), "")
    return lines(shown, t("Nothing here takes this link yet."), "")


def _about(link: Link, t: Translator) -> Html | None:
    """What is to be known about links of this sort."""
    match link.target:
        case Target.INVITE:
            return t("Private invite links work only with some services. Showing those.")
        case Target.STORY:
            return t("Story links expire: order soon, or send the post or profile instead.")
        case _:
            return None


def _shelf_row(shelf: Shelf | None, t: Translator) -> Row:
    if shelf is None:
        return ()
    place: CallbackData = OpenPlatform(platform=shelf.platform)
    name = platform_name(shelf.platform, t)
    if shelf.kind is not None:
        place = OpenPicks(platform=shelf.platform, kind=shelf.kind)
        name = f"{name} · {kind_name(shelf.kind, t)}"
    label = f"{name} · {t.number(shelf.count)}"
    return (Button(label, place, style=Style.PRIMARY),)


def _suggestion_row(suggested: str | None, t: Translator) -> Row:
    if suggested is None:
        return ()
    shown = clean_line(suggested, _SUGGESTION_LENGTH)
    label = t.plain("Did you mean “{query}”?", query=shown)
    return (Button(label, OpenSuggested(), style=Style.PRIMARY),)


def fitting_page(
    link: Link, kind: Kind, services: Sequence[Service], page: int, t: Translator
) -> Screen:
    """A page of services of one kind that take the link."""
    head = lines(
        bold(f"{platform_name(link.platform, t)} · {kind_name(kind, t)}"),
        isolated(code(link.shown)),
    )
    pages = Page(
        services,
        page,
        to=lambda number: OpenFitting(kind=kind, page=number),
        back=OpenLink(),
    )
    return service_page(head, pages, t)
