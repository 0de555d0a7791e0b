"""The catalogue's pages: platforms, kinds, shelves of services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.kit.callbacks import NEW, SUPPORT, Go
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Screen
from handlers.shop.callbacks import OpenPlatform, OpenShelf, StartSearch
from handlers.shop.names import kind_name, platform_name
from handlers.shop.views.pages import Page, in_rows, service_page
from handlers.shop.views.prices import rate_text
from locales.html import Html, bold, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.platforms import Kind, Platform
    from services.catalogue.snapshot import Shelf


def platform_list(shelves: Sequence[Shelf], t: Translator, said: Html | None = None) -> Screen:
    """The first page: every platform with how much there is; `said` stands above it."""
    if not shelves:
        return _nothing_yet(t)
    text = lines(
        said, bold(t("New order")), t("Choose a platform, type a search, or paste a link.")
    )
    buttons = [
        Button(
            _counted(platform_name(shelf.platform, t), shelf.count, t),
            OpenPlatform(platform=shelf.platform),
        )
        for shelf in shelves
    ]
    search = Button(t.plain("🔍 Search"), StartSearch())
    return Screen(text, (*in_rows(buttons), (search, *home_row(t))))


def kind_list(platform: Platform, shelves: Sequence[Shelf], t: Translator) -> Screen:
    """A platform's kinds."""
    counted = _services(sum(shelf.count for shelf in shelves), t)
    text = lines(_head(platform_name(platform, t), counted), t("What do you need?"))
    buttons = [
        Button(
            _counted(kind_name(shelf.kind, t), shelf.count, t),
            OpenShelf(platform=platform, kind=shelf.kind),
        )
        for shelf in shelves
        if shelf.kind is not None
    ]
    return Screen(text, (*in_rows(buttons), back_row(t, Go(to=NEW))))


def shelf_page(services: Sequence[Service], place: OpenShelf, t: Translator) -> Screen:
    """A page of a shelf, cheapest first."""
    head = _head(shelf_name(place.platform, place.kind, t), _services(len(services), t))
    page = Page(
        services,
        place.page,
        to=lambda number: place.model_copy(update={"page": number}),
        back=OpenPlatform(platform=place.platform),
    )
    if services:
        head = lines(head, t("from {price}", price=rate_text(services[0], t)))
    return service_page(head, page, t)


def shelf_name(platform: Platform, kind: Kind, t: Translator) -> str:
    """What a shelf is called."""
    return f"{platform_name(platform, t)} · {kind_name(kind, t)}"


def _head(name: str, counted: Html) -> Html:
    return Html(f"{bold(name)} · {counted}")


def _services(count: int, t: Translator) -> Html:
    return t.plural("{n} service", "{n} services", n=count)


def _counted(name: str, count: int, t: Translator) -> str:
    return f"{name} · {t.number(count)}"


def _nothing_yet(t: Translator) -> Screen:
    text = t("The shop is being filled. Please come back in a few minutes.")
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((support, *home_row(t)),))
