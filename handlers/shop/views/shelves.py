"""The catalogue's pages: platforms, kinds, three picks, whole shelves, popular services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from domain.pins import Pick
from domain.text import clean_line
from handlers.kit.callbacks import FAVOURITES, NEW, SUPPORT, Go
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen
from handlers.shop.callbacks import (
    OpenPicks,
    OpenPlatform,
    OpenPopular,
    OpenShelf,
    StartSearch,
    back_word,
)
from handlers.shop.names import kind_name, platform_name
from handlers.shop.views.figures import in_short
from handlers.shop.views.pages import (
    Page,
    beside,
    in_rows,
    open_button,
    refill_fact,
    service_page,
)
from handlers.shop.views.prices import rate_text
from locales.html import Html, bold, lines
from locales.translator import N_, Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.merit import FigureOf
    from domain.picks import Picked
    from domain.platforms import Kind, Platform
    from services.catalogue.aisles import Aisle
    from services.catalogue.front import Front
    from services.catalogue.snapshot import Shelf

_PICK_NAME_LENGTH: Final = 120
_PICKS: Final = {
    Pick.BEST_VALUE: N_("Best value"),
    Pick.CHEAPEST: N_("Cheapest"),
    Pick.SAFEST: N_("Safest"),
    Pick.ALSO_GOOD: N_("Also good"),
    Pick.SHOP: N_("Shop pick"),
}


def platform_list(front: Front, t: Translator, said: Html | None = None) -> Screen:
    """The first page: every platform with how much there is; `said` stands above it."""
    if not front.platforms:
        return _nothing_yet(t)
    text = lines(
        said, bold(t("New order")), t("Choose a platform, type a search, or paste a link.")
    )
    buttons = [
        Button(
            _counted(platform_name(shelf.platform, t), shelf.count, t),
            OpenPlatform(platform=shelf.platform),
        )
        for shelf in front.platforms
    ]
    return Screen(text, (*in_rows(buttons), *_ways(front, t)))


def kind_list(platform: Platform, shelves: Sequence[Shelf], t: Translator) -> Screen:
    """A platform's kinds."""
    counted = services_counted(sum(shelf.count for shelf in shelves), t)
    text = lines(
        headline(platform_name(platform, t), counted),
        t("What do you need? Tap it, or type what you are looking for."),
    )
    buttons = [
        Button(
            _counted(kind_name(shelf.kind, t), shelf.count, t),
            OpenPicks(platform=platform, kind=shelf.kind),
        )
        for shelf in shelves
        if shelf.kind is not None
    ]
    return Screen(text, (*in_rows(buttons), back_row(t, Go(to=NEW))))


def picks_page(place: OpenPicks, aisle: Aisle, figures: FigureOf, t: Translator) -> Screen:
    """Three services to choose from, and the way to all of them."""
    name = shelf_name(place.platform, place.kind, t)
    head = headline(name, cheapest_of(aisle.services, t))
    here = back_word(place)
    numbered = list(enumerate(aisle.picks, 1))
    keypad = [open_button(number, one.service, here, t) for number, one in numbered]
    shelf = OpenShelf(platform=place.platform, kind=place.kind)
    everything = Button(t.plain("All {n}", n=t.number(len(aisle.services))), shelf)
    text = lines(head, *(_picked(number, one, figures, t) for number, one in numbered))
    back = back_row(t, OpenPlatform(platform=place.platform))
    return Screen(text, (*in_rows([*keypad, everything]), back))


def popular_page(
    services: Sequence[Service], page: int, figures: FigureOf, t: Translator
) -> Screen:
    """What customers of this shop order most."""
    head = lines(bold(t("Popular")), t("What customers here ordered most in the last 30 days."))
    listed = Page(
        services,
        page,
        to=lambda number: OpenPopular(page=number),
        back=Go(to=NEW),
        figures=figures,
    )
    return service_page(head, listed, t)


def shelf_name(platform: Platform, kind: Kind, t: Translator) -> str:
    """What a shelf is called."""
    return f"{platform_name(platform, t)} · {kind_name(kind, t)}"


def headline(name: str, fact: Html) -> Html:
    """A page's name and the one fact beside it."""
    return Html(f"{bold(name)} · {fact}")


def services_counted(count: int, t: Translator) -> Html:
    """How many services there are."""
    return t.plural("{n} service", "{n} services", n=count)


def cheapest_of(services: Sequence[Service], t: Translator) -> Html:
    """The lowest price of a shelf, whose services run from the cheapest."""
    return t("from {price}", price=rate_text(services[0], t))


def _picked(number: int, one: Picked, figures: FigureOf, t: Translator) -> Html:
    service = one.service
    title = bold(f"{number}. " + " · ".join(t.plain(_PICKS[pick]) for pick in one.picks))
    facts = [*in_short(figures(service.id), t), refill_fact(service, t)]
    return lines(
        "",
        Html(f"{title} · {rate_text(service, t)}"),
        clean_line(service.name, _PICK_NAME_LENGTH),
        beside(*facts),
    )


def _ways(front: Front, t: Translator) -> tuple[Row, ...]:
    """The other ways to a service."""
    popular = Button(t.plain("Popular"), OpenPopular())
    favourites = Button(t.plain("⭐ Favourites"), Go(to=FAVOURITES))
    search = Button(t.plain("🔍 Search"), StartSearch())
    own = (
        *((popular,) if front.has_popular else ()),
        *((favourites,) if front.favourites else ()),
    )
    return own, (search, *home_row(t))


def _counted(name: str, count: int, t: Translator) -> str:
    return f"{name} · {t.number(count)}"


def _nothing_yet(t: Translator) -> Screen:
    text = t("The shop is being filled. Please come back in a few minutes.")
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((support, *home_row(t)),))
