"""What a search found, and what could be ordered for a pasted link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from domain.text import clean_line
from handlers.kit.callbacks import NEW, SUPPORT, Go, OpenOrder
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Screen
from handlers.shop.callbacks import OpenFitting, OpenFound, OpenLink
from handlers.shop.names import kind_name, platform_name, target_name
from handlers.shop.views.pages import Page, in_rows, service_page
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.ids import OrderId
    from domain.links.model import Link
    from domain.platforms import Kind
    from services.catalogue.snapshot import Shelf

_QUERY_LENGTH: Final = 60


def search_hint(t: Translator) -> Screen:
    """How to search."""
    text = lines(
        bold(t("Search")),
        t("Type what you need, a service ID, or paste a link."),
        t("Example: {example}", example=code(t("youtube views"))),
    )
    return Screen(text, (back_row(t, Go(to=NEW)),))


def found_page(
    query: str, services: Sequence[Service], page: int, t: Translator, order: OrderId | None = None
) -> Screen:
    """A page of finds; an order with the typed number is offered beside them."""
    shown = bold(Html(t("“{query}”", query=clean_line(query, _QUERY_LENGTH))))
    counted = t.plural("{n} result", "{n} results", n=len(services))
    pages = Page(services, page, to=lambda number: OpenFound(page=number), back=Go(to=NEW))
    screen = service_page(Html(f"{shown} · {counted}"), pages, t)
    if order is None:
        return screen
    mine = Button(t.plain("Your order #{id}", id=order), OpenOrder(id=order))
    return Screen(screen.text, ((mine,), *screen.rows))


def nothing_found(query: str, t: Translator) -> Screen:
    """No match, and what to try."""
    text = t(
        "No match for “{query}”. Try a platform and an action: “youtube views”.",
        query=clean_line(query, _QUERY_LENGTH),
    )
    browse = Button(t.plain("Browse"), Go(to=NEW))
    support = Button(t.plain("Ask support"), Go(to=SUPPORT))
    return Screen(text, ((browse, support), home_row(t)))


def link_page(link: Link, shelves: Sequence[Shelf], t: Translator) -> Screen:
    """What the shop does with such a link."""
    name = f"{platform_name(link.platform, t)} · {target_name(link.target, t)}"
    head = lines(bold(name), isolated(code(link.shown)))
    if not shelves:
        text = lines(head, t("Nothing here takes this link yet."))
        return Screen(text, (back_row(t, Go(to=NEW)),))
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
