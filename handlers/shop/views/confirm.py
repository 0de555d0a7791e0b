"""The last look before paying, and what is said when the wallet has too little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from domain.catalogue import Service, ServiceType
from domain.fields import Field
from domain.presets import affordable, has_quantity
from domain.pricing import PER_PACKAGE
from handlers.kit.callbacks import ADD_MONEY, Go, PayQuote
from handlers.kit.field_words import details, field_name, value_text
from handlers.kit.phrases import pay_label
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.spans import duration
from handlers.shop.callbacks import AwaitMoney, Edit, Fill, LeaveForm
from handlers.shop.views.figures import expected
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import refill_text
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator

if TYPE_CHECKING:
    from domain.figures import ServiceFigures
    from domain.orders import OrderRequest
    from services.form.step import FormStep
    from services.ordering.quote import Offer

_EDITS: Final[Mapping[Field, str]] = {
    Field.LINK: N_("Edit link"),
    Field.QUANTITY: N_("Edit quantity"),
    Field.SPEED: N_("Edit speed"),
    Field.RUNS: N_("Edit parts"),
    Field.INTERVAL: N_("Edit time between parts"),
    Field.COMMENTS: N_("Edit comments"),
    Field.KEYWORDS: N_("Edit search phrases"),
    Field.USERNAMES: N_("Edit usernames"),
    Field.HASHTAGS: N_("Edit hashtags"),
    Field.USERNAME: N_("Edit username"),
    Field.GROUPS: N_("Edit groups"),
}


def confirm_screen(
    step: FormStep, offer: Offer, t: Translator, figures: ServiceFigures | None = None
) -> Screen:
    """The order as it would be placed; where money is missing, the way to it."""
    if offer.missing:
        return _short_of_money(step, offer, t)
    charge = offer.charge
    text = lines(
        bold(t("Check your order")),
        *_order_lines(offer, t),
        *_outlook(offer, figures, t),
        "",
        t("<b>Total: {amount}</b>", amount=t.exact(charge)),
        t("Balance after: {amount}", amount=t.money(offer.available - charge)),
        t("Price held until {when}. Keep the page public.", when=t.when(offer.quote.expires_at)),
    )
    pay = Button(
        pay_label(charge, t),
        PayQuote(quote=offer.quote.id),
        style=Style.SUCCESS,
    )
    return Screen(text, ((pay,), *_edit_rows(step, t), _ways_out(t)))


def _short_of_money(step: FormStep, offer: Offer, t: Translator) -> Screen:
    text = lines(
        *_order_lines(offer, t),
        "",
        t("<b>Total: {amount}</b>", amount=t.exact(offer.charge)),
        t("Balance: {amount}", amount=t.money(offer.available)),
        "",
        t("You need <b>{amount}</b> more.", amount=t.money(offer.missing, up=True)),
        t("Your order is saved and will wait here."),
        t("Pay automatically when money arrives: on")
        if offer.awaited
        else t("Pay automatically when money arrives: off"),
    )
    add = Button(
        t.plain("Add {amount}", amount=t.money(offer.missing, up=True)),
        Go(to=ADD_MONEY),
        style=Style.PRIMARY,
    )
    rows = ((add,), *_smaller(step, offer, t), _switch(offer, t), *_edit_rows(step, t))
    return Screen(text, (*rows, _ways_out(t)))


def _switch(offer: Offer, t: Translator) -> Row:
    """Have it paid as soon as the money is there, or not."""
    label = (
        t.plain("Pay automatically: on") if offer.awaited else t.plain("Pay automatically: off")
    )
    return (Button(label, AwaitMoney(quote=offer.quote.id, on=not offer.awaited)),)


def _smaller(step: FormStep, offer: Offer, t: Translator) -> tuple[Row, ...]:
    """Offer the quantity that the balance is enough for."""
    most = affordable(offer.service, offer.available, step.values)
    if not most:
        return ()
    label = t.plain("Smaller quantity: {quantity}", quantity=t.number(most))
    return ((Button(label, Fill(field=Field.QUANTITY, value=str(most))),),)


def _order_lines(offer: Offer, t: Translator) -> list[Html | None]:
    service, request = offer.service, offer.quote.request
    return [
        t("{service} · ID {id}", service=service.name, id=code(service.id)),
        t("Link: {link}", link=value_text(Field.LINK, request.link, t)),
        _amount(service, request, t) if len(offer.parts) == 1 else _together(offer, t),
        *details(request.fields, t),
        t("Refill: {refill}", refill=refill_text(service, t)) if service.refill else None,
    ]


def _outlook(
    offer: Offer, figures: ServiceFigures | None, t: Translator
) -> tuple[Html | None, ...]:
    """When it may start and be done; parts end when they say themselves."""
    known = expected(offer.service, figures, t)
    return known if offer.quote.request.runs is None else known[:1]


def _together(offer: Offer, t: Translator) -> Html:
    """A quantity that is more than one order may hold."""
    units = t.number(sum(part.request.units for part in offer.parts))
    each = " + ".join(t.number(part.request.units) for part in offer.parts)
    return lines(
        t("Quantity: {quantity}", quantity=units),
        t.plural(
            "In {n} order: {each}",
            "In {n} orders, one after another on the same link: {each}",
            n=len(offer.parts),
            each=isolated(each),
        ),
    )


def _amount(service: Service, request: OrderRequest, t: Translator) -> Html | None:
    """How much; a list that is counted by its lines says so itself."""
    if request.runs is None or request.interval is None:
        if service.type in PER_PACKAGE:
            return t("One package")
        if service.type is ServiceType.SUBSCRIPTIONS:
            most = t.number(request.quantity)
            return t("Up to {most} in all. What new posts do not use returns.", most=most)
        if not has_quantity(service):
            return None
        return t("Quantity: {quantity}", quantity=t.number(request.quantity))
    return t(
        "{parts} parts of {each}, one every {interval}. Total {total}. Ends in about {span}.",
        parts=t.number(request.runs),
        each=t.number(request.quantity),
        interval=duration(request.interval, t),
        total=t.number(request.units),
        span=duration((request.runs - 1) * request.interval, t),
    )


def _edit_rows(step: FormStep, t: Translator) -> tuple[Row, ...]:
    return in_rows([Button(_edit(field, t), Edit(field=field)) for field in step.fields])


def _edit(field: Field, t: Translator) -> str:
    """What a field is called must do where many share the screen: phones cut long labels."""
    return t.plain(_EDITS[field]) if field in _EDITS else field_name(field, t)


def _ways_out(t: Translator) -> Row:
    return (Button(t.plain("Cancel"), LeaveForm(drop=True)), home_button(t))
