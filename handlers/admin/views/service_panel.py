"""A service as operators see it: what it earns, whose word each field is, what can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.catalogue import Hidden
from domain.listed import Field, Listed, Waiting, Why
from domain.money import ZERO
from domain.pins import Pick
from domain.pricing import PER_PACKAGE
from domain.text import clean_line
from handlers.admin.catalogue_callbacks import Edit, EditService
from handlers.admin.provider_callbacks import OpenRoutes
from handlers.admin.views.catalogue import NAME, title_of
from handlers.admin.views.journal import journal_lines
from handlers.admin.views.words import panel_row
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, folded, isolated, lines
from locales.translator import N_, Translator
from services.operators.catalogue.reading import ServicePanel

WHY_HIDDEN: Final[Mapping[Hidden, str]] = {
    Hidden.SENSITIVE: N_("it is sensitive"),
    Hidden.UNSUPPORTED: N_("its type has no form here"),
    Hidden.QUARANTINED: N_("its figures cannot be right"),
    Hidden.GONE: N_("its provider does not list it"),
    Hidden.OPERATOR: N_("you took it off sale"),
    Hidden.PROVIDER_REFUSED: N_("its provider refused an order"),
    Hidden.PRICE: N_("its new price waits for your word"),
    Hidden.REUSED: N_("its number means something else now"),
}
FIELDS: Final[Mapping[Field, str]] = {
    Field.NAME: N_("name"),
    Field.CATEGORY: N_("category"),
    Field.DETAILS: N_("description"),
    Field.PLATFORM: N_("platform"),
    Field.KIND: N_("action"),
}
PINS: Final[Mapping[Pick, str]] = {
    Pick.BEST_VALUE: N_("Best value"),
    Pick.CHEAPEST: N_("Cheapest"),
    Pick.SAFEST: N_("Safest"),
}
DETAILS: Final = 1200
ROUTES: Final = 200


def panel_screen(panel: ServicePanel, t: Translator) -> Screen:
    """All that is known of a service, and the buttons that change it."""
    item = panel.item
    listing = item.listing
    text = lines(
        title_of(item),
        t("✅ On sale")
        if listing.hidden is None
        else t("🚫 Off sale: {why}", why=t(WHY_HIDDEN[listing.hidden])),
        t("Shown by {actor}, although it is sensitive.", actor=code(item.shown_by))
        if item.shown_by is not None
        else None,
        "",
        *_money(panel, t),
        "",
        t("Category: {category}", category=clean_line(listing.category, NAME)),
        t("Shelf: {shelf}", shelf=code(f"{listing.platform} {listing.kind}")),
        t(
            "Provider: {provider}, its number: {number}",
            provider=listing.provider,
            number=code(listing.upstream_id),
        ),
        _routes(panel, t),
        *_terms(item, t),
        *_whose(item, t),
        *_waiting(item, t),
        folded(clean_line(listing.details, DETAILS)) if listing.details else None,
        *journal_lines(panel.journal, t),
    )
    return Screen(text, (*_waiting_rows(item, t), *_edit_rows(item, t), panel_row(t)))


def _money(panel: ServicePanel, t: Translator) -> tuple[Html | None, ...]:
    listing = panel.item.listing
    price = t.exact(listing.rate)
    profit = listing.rate - listing.cost
    share = profit.micros * 100 // listing.cost.micros if listing.cost else 0
    return (
        t("Price: {price} per package", price=bold(price))
        if listing.type in PER_PACKAGE
        else t("Price: {price} / 1,000", price=bold(price)),
        t(
            "Cost: {cost} · margin: {margin} ({percent})",
            cost=t.exact(listing.cost),
            margin=isolated(t.change(profit)),
            percent=t.percent(share),
        )
        if profit >= ZERO
        else t("Cost: {cost} · it loses money", cost=t.exact(listing.cost)),
        t("Rule: {rule} ({scope})", rule=code(panel.rule), scope=code(panel.scope)),
        t("Never below: {price}", price=t.exact(panel.floor)),
    )


def _routes(panel: ServicePanel, t: Translator) -> Html | None:
    """By which listings it is bought, where that is not its own alone."""
    if not panel.routes:
        return None
    ways = ", ".join(f"{via.provider}:{via.upstream_id}" for via in panel.routes)
    return t("Bought by: {routes}", routes=code(clean_line(ways, ROUTES)))


def _terms(item: Listed, t: Translator) -> tuple[Html | None, ...]:
    listing = item.listing
    extras = [
        t("drip-feed") if listing.dripfeed else None,
        t("can be canceled") if listing.cancel else None,
        _refill(item, t),
    ]
    return (
        t(
            "Orders: {least} to {most}",
            least=t.number(listing.min),
            most=t.number(listing.max),
        ),
        dotted(*extras) if any(extras) else None,
        t("Type: {type}", type=code(listing.upstream_type)) if listing.upstream_type else None,
        t("Pinned as: {pick}", pick=t(PINS[item.pin]))
        if item.pin is not None and item.pin in PINS
        else None,
    )


def _refill(item: Listed, t: Translator) -> Html | None:
    if not item.listing.refill:
        return None
    if item.listing.refill_days is None:
        return t("refill")
    return t.plural("refill {n} day", "refill {n} days", n=item.listing.refill_days)


def _whose(item: Listed, t: Translator) -> tuple[Html | None, ...]:
    """Which fields are people's, and what the provider says of the name."""
    if not item.edits.fields:
        return ()
    mine = Html(", ".join(t(FIELDS[field]) for field in item.edits.fields))
    own = item.unedited
    return (
        t("Yours, whatever its list says: {fields}", fields=mine),
        t("The provider calls it: {name}", name=clean_line(own.name, NAME))
        if Field.NAME in item.edits.fields
        else None,
    )


def _waiting(item: Listed, t: Translator) -> tuple[Html, ...]:
    waits = item.waits
    return () if waits is None else (Html(""), waiting_line(item, waits, t))


def waiting_line(item: Listed, waits: Waiting, t: Translator) -> Html:
    """What is not believed of a service's new entry."""
    if waits.why is Why.REUSED:
        return t(
            "Its number means another service now? {before} → {after}",
            before=clean_line(item.unedited.name, NAME),
            after=clean_line(waits.entry.name, NAME),
        )
    return t(
        "New cost: {before} → {after}", before=t.exact(waits.base), after=t.exact(waits.entry.cost)
    )


def _waiting_rows(item: Listed, t: Translator) -> tuple[Row, ...]:
    if item.waits is None:
        return ()
    if item.waits.why is Why.PRICE:
        return ((_button(item, Edit.PRICE, t.plain("Apply the new price"), Style.SUCCESS),),)
    return (
        (_button(item, Edit.SAME, t.plain("It is the same service")),),
        (_button(item, Edit.OTHER, t.plain("It is another service")),),
    )


def _edit_rows(item: Listed, t: Translator) -> tuple[Row, ...]:
    pins = (
        (Edit.BEST, t.plain("Pin as best")),
        (Edit.CHEAP, t.plain("Pin as cheap")),
        (Edit.SAFE, t.plain("Pin as safe")),
    )
    pin_row: Row = tuple(_button(item, what, label) for what, label in pins)
    if item.pin is not None:
        pin_row = (_button(item, Edit.UNPIN, t.plain("Unpin")),)
    sale = (
        _button(item, Edit.HIDE, t.plain("Take off sale"))
        if item.listing.hidden is not Hidden.OPERATOR
        else _button(item, Edit.SHOW, t.plain("Put on sale"), Style.SUCCESS)
    )
    return (
        (
            _button(item, Edit.NAME, t.plain("Name")),
            _button(item, Edit.DETAILS, t.plain("Description")),
        ),
        (
            _button(item, Edit.CATEGORY, t.plain("Category")),
            _button(item, Edit.RULE, t.plain("Rule of price")),
        ),
        pin_row,
        (sale, Button(t.plain("Routes"), OpenRoutes(id=item.id))),
    )


def _button(item: Listed, what: Edit, label: str, style: Style | None = None) -> Button:
    return Button(label, EditService(id=item.id, what=what), style=style)
