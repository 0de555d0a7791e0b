"""A whole shelf: a page of it with its sorts and filters, its countries, and an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.merit import Sort
from domain.wishes import SMALL, Trait, Wish, to_remove
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import (
    OpenCountries,
    OpenFilters,
    OpenPicks,
    OpenPlatform,
    OpenShelf,
)
from handlers.shop.views.pages import Page, in_rows, service_page
from handlers.shop.views.shelves import cheapest_of, headline, services_counted, shelf_name
from locales.html import Html, lines
from locales.translator import N_, Translator

if TYPE_CHECKING:
    from aiogram.filters.callback_data import CallbackData

    from domain.merit import FigureOf
    from services.catalogue.aisles import Aisle

_SORTS: Final = {
    Sort.BEST: N_("Best"),
    Sort.CHEAPEST: N_("Cheapest"),
    Sort.FASTEST: N_("Fastest"),
}
_TRAITS: Final = {
    Trait.REFILL: N_("Refill"),
    Trait.CANCEL: N_("Can cancel"),
    Trait.DRIPFEED: N_("Drip-feed"),
    Trait.SMALL: N_("Min ≤ {n}"),
    Trait.COUNTRY: N_("Country"),
}
_FEW: Final = 3
"""So many services need no sorting."""


def shelf_page(place: OpenShelf, aisle: Aisle, figures: FigureOf, t: Translator) -> Screen:
    """A page of a shelf, sorted and filtered as its place says."""
    wish = Wish.read(place.wish)
    found = aisle.chosen(wish)
    if not found:
        return _nothing_fits(place, wish, aisle, t)
    page = Page(
        found,
        place.page,
        to=lambda number: place.model_copy(update={"page": number}),
        back=_before(place, aisle),
        figures=figures,
        tools=_tools(place, wish, aisle, t),
    )
    return service_page(_head(place, wish, aisle, t), page, t)


def filter_page(place: OpenFilters, aisle: Aisle, t: Translator) -> Screen:
    """What to show only: each tap shows at once how many services are left."""
    wish = Wish.read(place.wish)
    found = aisle.chosen(wish)
    offered = [trait for trait in _TRAITS if trait in aisle.traits or trait in wish.traits]
    text = lines(
        _title(place, aisle, t),
        t("Show only services that have all of this:") if found else None,
        None if found else lines("", _what_to_remove(wish, aisle, t)),
    )
    shelf = OpenShelf(platform=place.platform, kind=place.kind)
    label = t.plain_plural("Show {n} service", "Show {n} services", n=len(found))
    showing = Button(label, shelf.wishing(wish), style=Style.PRIMARY)
    filters = in_rows([_filter(trait, place, wish, t) for trait in offered])
    return Screen(text, (*filters, (showing,) if found else (), back_row(t, place.before)))


def country_list(place: OpenCountries, aisle: Aisle, t: Translator) -> Screen:
    """Whose accounts are wanted."""
    wish, filters = Wish.read(place.wish), OpenFilters(**place.model_dump())
    any_one = Button(t.plain("Any country"), filters.wishing(wish.of_country(None)))
    countries = [
        Button(f"{t.country(code)} · {t.number(n)}", filters.wishing(wish.of_country(code)))
        for code, n in aisle.countries
    ]
    text = lines(_title(place, aisle, t), t("Whose accounts do you want?"))
    return Screen(text, ((any_one,), *in_rows(countries), back_row(t, filters)))


def trait_name(trait: Trait, wish: Wish, t: Translator) -> str:
    """What a filter is called; a chosen country by its name."""
    if trait is Trait.COUNTRY and wish.country is not None:
        return t.country(wish.country)
    return t.plain(_TRAITS[trait], n=t.number(SMALL))


def _head(place: OpenShelf, wish: Wish, aisle: Aisle, t: Translator) -> Html:
    unmeasured = wish.sort is Sort.FASTEST and not aisle.is_measured
    return lines(
        _title(place, aisle, t),
        cheapest_of(aisle.services, t),
        t("New here: no numbers yet, so the cheapest come first.") if unmeasured else None,
    )


def _title(place: OpenShelf | OpenFilters, aisle: Aisle, t: Translator) -> Html:
    name = shelf_name(place.platform, place.kind, t)
    wish, total = Wish.read(place.wish), len(aisle.services)
    if not wish.traits:
        return headline(name, services_counted(total, t))
    fitting = len(aisle.chosen(wish))
    return headline(name, t("{n} of {total}", n=t.number(fitting), total=t.number(total)))


def _before(place: OpenShelf, aisle: Aisle) -> CallbackData:
    """The page before a shelf: its picks, where it is large enough to have some."""
    if aisle.picks:
        return OpenPicks(platform=place.platform, kind=place.kind)
    return OpenPlatform(platform=place.platform)


def _tools(place: OpenShelf, wish: Wish, aisle: Aisle, t: Translator) -> tuple[Row, ...]:
    """The sorts, and the way to the filters where they would make a difference."""
    if len(aisle.services) <= _FEW:
        return ()
    tools = [
        _tool(t.plain(name), place.wishing(wish.sorted_by(sort)), is_on=wish.sort is sort)
        for sort, name in _SORTS.items()
    ]
    if aisle.traits or wish.traits:
        tools.append(Button(_filter_label(wish, t), _filters_of(place, wish)))
    return in_rows(tools)


def _filter_label(wish: Wish, t: Translator) -> str:
    if not wish.traits:
        return t.plain("Filter")
    return t.plain("✓ Filter · {n}", n=t.number(len(wish.traits)))


def _filters_of(place: OpenShelf, wish: Wish) -> OpenFilters:
    return OpenFilters(
        platform=place.platform, kind=place.kind, wish=wish.code, was=wish.code, page=place.page
    )


def _filter(trait: Trait, place: OpenFilters, wish: Wish, t: Translator) -> Button:
    name, is_on = trait_name(trait, wish, t), trait in wish.traits
    if trait is Trait.COUNTRY:
        return _tool(name, OpenCountries(**place.model_dump()), is_on=is_on)
    return _tool(name, place.wishing(wish.toggled(trait)), is_on=is_on)


def _tool(name: str, to: CallbackData, *, is_on: bool) -> Button:
    return Button(f"✓ {name}" if is_on else name, to)


def _nothing_fits(place: OpenShelf, wish: Wish, aisle: Aisle, t: Translator) -> Screen:
    """Say which one filter keeps the most away, and what going without it would show."""
    removable = to_remove(wish, aisle.services)
    if removable is None:
        remove = Button(t.plain("Remove all filters"), place.wishing(wish.without_traits()))
    else:
        remove = Button(t.plain("Remove filter"), place.wishing(wish.toggled(removable[0])))
    text = lines(_title(place, aisle, t), "", _what_to_remove(wish, aisle, t))
    return Screen(text, ((remove,), back_row(t, _before(place, aisle))))


def _what_to_remove(wish: Wish, aisle: Aisle, t: Translator) -> Html:
    removable = to_remove(wish, aisle.services)
    if removable is None:
        return t("Nothing matches all of these filters.")
    trait, count = removable
    return t.plural(
        "Nothing matches. Remove “{filter}” to see {n} service.",
        "Nothing matches. Remove “{filter}” to see {n} services.",
        n=count,
        filter=trait_name(trait, wish, t),
    )
