"""A service's card, its price list, and what is said when it is no longer there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.fields import Field
from domain.forms import form_of
from domain.presets import price_list
from handlers.kit.callbacks import NEW, Go, OpenService
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Screen, Style
from handlers.shop.callbacks import OpenPrices, StartOrder, place_of
from handlers.shop.names import link_example, link_target, target_name
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import charge_text, limits_text, rate_text, refill_text
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service


def service_card(service: Service, back: str, t: Translator) -> Screen:
    """All that is known of a service, and the way to order it."""
    order = Button(t.plain("Order"), StartOrder(id=service.id, back=back), style=Style.SUCCESS)
    copy = Button(t.plain("Copy ID"), copy=str(service.id))
    prices = Button(t.plain("Price list"), OpenPrices(id=service.id, back=back))
    more = (prices, copy) if _is_counted(service) else (copy,)
    text = lines(bold(service.name), t("ID {id}", id=code(service.id)), "", *_facts(service, t))
    return Screen(text, ((order,), more, back_row(t, place_of(back, service))))


def price_page(service: Service, back: str, t: Translator) -> Screen:
    """What round quantities cost; each starts an order."""
    amounts = price_list(service)
    text = lines(
        bold(service.name),
        t("Price: <b>{price}</b>", price=rate_text(service, t)),
        "",
        *(
            t("{quantity}: {price}", quantity=t.number(one), price=charge_text(service, one, t))
            for one in amounts
        ),
        "",
        t("Tap a quantity to order it."),
    )
    buttons = [
        Button(t.number(one), StartOrder(id=service.id, quantity=one, back=back))
        for one in amounts
    ]
    return Screen(text, (*in_rows(buttons, 3), back_row(t, OpenService(id=service.id, back=back))))


def switched_off(closest: Service | None, t: Translator) -> Screen:
    """The service is gone; the nearest one is offered in its place."""
    everything = Button(t.plain("All services"), Go(to=NEW))
    gone = t("This service was switched off. Nothing was charged.")
    if closest is None:
        return Screen(gone, ((everything,), home_row(t)))
    text = lines(
        gone,
        t("Closest match: {name}, {price}.", name=closest.name, price=rate_text(closest, t)),
    )
    open_it = Button(t.plain("Open"), OpenService(id=closest.id), style=Style.PRIMARY)
    return Screen(text, ((open_it, everything), home_row(t)))


def _facts(service: Service, t: Translator) -> list[Html | None]:
    return [
        t("Price: <b>{price}</b>", price=rate_text(service, t)),
        t("Quantity: {limits}", limits=limits_text(service, t)) if _is_counted(service) else None,
        t(
            "Refill: {refill} · Cancel: {cancel} · Drip-feed: {dripfeed}",
            refill=refill_text(service, t),
            cancel=_yes(t, is_so=service.cancel),
            dripfeed=_yes(t, is_so=service.dripfeed),
        ),
        link_text(service, t),
    ]


def link_text(service: Service, t: Translator) -> Html:
    """What link the service takes."""
    target, example = link_target(service), isolated(code(link_example(service)))
    if target is None:
        return t("Link: e.g. {example}", example=example)
    return t("Link: {target}, e.g. {example}", target=target_name(target, t), example=example)


def _is_counted(service: Service) -> bool:
    return any(ask.field is Field.QUANTITY for ask in form_of(service).asks)


def _yes(t: Translator, *, is_so: bool) -> str:
    return t.plain("yes") if is_so else t.plain("no")
