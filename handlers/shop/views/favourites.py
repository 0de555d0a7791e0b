"""What a customer saved, and what is said when some of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from domain.text import clean_line
from handlers.kit.callbacks import FAVOURITES, NEW, Go, OpenService
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import OpenFavourites
from handlers.shop.views.pages import Page, service_page
from locales.html import Html, bold, isolated, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.merit import FigureOf
    from domain.money import Money
    from services.catalogue.favourite_notices import Told

_NAMED: Final = 8
"""Changes that a notice names; the list shows the others."""
_NAME_LENGTH: Final = 120


def favourite_list(
    services: Sequence[Service], page: int, figures: FigureOf, t: Translator
) -> Screen:
    """What the customer saved, newest first."""
    if not services:
        return _nothing_saved(t)
    head = lines(
        bold(t("Favourites")),
        t("You are told when a price moves by 5% or more, or when one stops or comes back."),
    )
    listed = Page(
        services,
        page,
        to=lambda number: OpenFavourites(page=number),
        back=Go(to=NEW),
        figures=figures,
    )
    return service_page(head, listed, t)


def favourites_changed(told: Sequence[Told], t: Translator) -> Screen:
    """A notice: what happened to saved services since their customer last heard."""
    if len(told) == 1:
        return Screen(_sentence(told[0], t), (_first_row(told[0], t), home_row(t)))
    head = t.plural(
        "{n} favourite of yours changed.", "{n} of your favourites changed.", n=len(told)
    )
    named = [lines("", _sentence(one, t)) for one in told[:_NAMED]]
    more = len(told) - len(named)
    rest = t("And {n} more.", n=t.number(more)) if more else None
    text = lines(bold(head), *named, None if rest is None else lines("", rest))
    return Screen(text, ((_list_button(t),), home_row(t)))


def _sentence(told: Told, t: Translator) -> Html:
    name = bold(clean_line(told.service.name, _NAME_LENGTH))
    if told.now is None:
        return t("{name} was switched off. You will be told when it is back.", name=name)
    if told.before is None:
        return t("{name} is back, at {price}.", name=name, price=_price(told.now, t))
    return t(
        "{name} now costs {new} instead of {old}.",
        name=name,
        new=_price(told.now, t),
        old=_price(told.before, t),
    )


def _price(rate: Money, t: Translator) -> Html:
    return isolated(t.price(rate))


def _first_row(told: Told, t: Translator) -> Row:
    if told.now is None:
        return (_list_button(t),)
    open_it = Button(t.plain("Open"), OpenService(id=told.service.id), style=Style.PRIMARY)
    return (open_it, _list_button(t))


def _list_button(t: Translator) -> Button:
    return Button(t.plain("⭐ Favourites"), Go(to=FAVOURITES))


def _nothing_saved(t: Translator) -> Screen:
    text = lines(
        bold(t("Favourites")),
        t("Nothing saved yet. Open a service and tap Save to find it here again."),
    )
    browse = Button(t.plain("Browse"), Go(to=NEW), style=Style.PRIMARY)
    return Screen(text, ((browse,), home_row(t)))
