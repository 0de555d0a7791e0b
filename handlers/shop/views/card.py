"""A service's card, its price list, and what is said when it is no longer there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.favourites import CardFacts
from domain.fields import Field
from domain.forms import form_of
from domain.presets import price_list
from handlers.kit.callbacks import NEW, Go, OpenService
from handlers.kit.field_words import field_name
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import OpenPrices, SaveService, StartOrder, place_of
from handlers.shop.names import link_example, link_target, target_name
from handlers.shop.views.figures import in_full
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import charge_text, limits_text, rate_text, refill_text
from locales.html import Html, bold, code, folded, isolated, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.figures import ServiceFigures
    from handlers.kit.sharing import Sharing


NO_FACTS: Final = CardFacts()
_USUAL: Final = frozenset({Field.LINK, Field.QUANTITY, Field.SPEED})


@dataclass(frozen=True, slots=True)
class Known:
    """What a card tells beside the service itself: its own figures, what one customer did with it.

    `sharing` is how it is shown to others, where that is known.
    """

    figures: ServiceFigures | None = None
    facts: CardFacts = NO_FACTS
    sharing: Sharing | None = None


NOTHING_KNOWN: Final = Known()


def service_card(
    service: Service, back: str, t: Translator, known: Known = NOTHING_KNOWN
) -> Screen:
    """All that is known of a service, and the way to order it."""
    order = Button(t.plain("Order"), StartOrder(id=service.id, back=back), style=Style.SUCCESS)
    text = lines(
        bold(service.name),
        t("ID {id}", id=code(service.id)),
        "",
        *_facts(service, known.figures, t),
        folded(t.own_lines(known.facts.details)) if known.facts.details else None,
    )
    return Screen(
        text,
        (
            (order,),
            _own_row(service, back, t, is_saved=known.facts.is_saved),
            _hand_on_row(service, known.sharing, t),
            back_row(t, place_of(back, service)),
        ),
    )


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


def switched_off(
    closest: Service | None, t: Translator, gone: Service | None = None, *, is_saved: bool = False
) -> Screen:
    """The service is gone; the nearest one is offered in its place.

    `gone` is what it was, where it may come back; `is_saved` when its customer waits for that.
    """
    text = lines(
        None if gone is None else bold(gone.name),
        t("This service was switched off. Nothing was charged."),
        t("You will be told when it is back.") if is_saved else None,
        None if closest is None else _closest(closest, t),
    )
    everything = Button(t.plain("All services"), Go(to=NEW))
    if closest is None:
        return Screen(text, (_waiting(gone, t, is_saved=is_saved), (everything, *home_row(t))))
    open_it = Button(t.plain("Open"), OpenService(id=closest.id), style=Style.PRIMARY)
    waiting = _waiting(gone, t, is_saved=is_saved)
    return Screen(text, ((open_it,), waiting, (everything, *home_row(t))))


def _closest(service: Service, t: Translator) -> Html:
    return t("Closest match: {name}, {price}.", name=service.name, price=rate_text(service, t))


def _waiting(gone: Service | None, t: Translator, *, is_saved: bool) -> Row:
    """Wait for what may come back, or stop waiting."""
    if gone is None:
        return ()
    label = t.plain("Do not wait for it") if is_saved else t.plain("Tell me when back")
    return (Button(label, SaveService(id=gone.id, on=not is_saved)),)


def _own_row(service: Service, back: str, t: Translator, *, is_saved: bool) -> Row:
    """What a customer keeps or compares."""
    label = t.plain("★ Saved") if is_saved else t.plain("☆ Save")
    save = Button(label, SaveService(id=service.id, on=not is_saved, back=back))
    prices = Button(t.plain("Price list"), OpenPrices(id=service.id, back=back))
    return (save, prices) if _is_counted(service) else (save,)


def _hand_on_row(service: Service, sharing: Sharing | None, t: Translator) -> Row:
    """What a customer takes elsewhere."""
    copy = Button(t.plain("Copy ID"), copy=str(service.id))
    return (copy,) if sharing is None else (sharing.button(service, t), copy)


def _facts(service: Service, figures: ServiceFigures | None, t: Translator) -> list[Html | None]:
    return [
        t("Price: <b>{price}</b>", price=rate_text(service, t)),
        _limits(service, t),
        *in_full(service, figures, t),
        t(
            "Refill: {refill} · Cancel: {cancel} · Drip-feed: {dripfeed}",
            refill=refill_text(service, t),
            cancel=_yes(t, is_so=service.cancel),
            dripfeed=_yes(t, is_so=service.dripfeed),
        ),
        link_text(service, t) if form_of(service).has(Field.LINK) else None,
        _also_asked(service, t),
    ]


def _limits(service: Service, t: Translator) -> Html | None:
    """From the smallest to the largest order; a package is what it is."""
    limits = limits_text(service, t)
    if form_of(service).has(Field.MOST):
        return t("For each post: {limits}", limits=limits)
    return None if form_of(service).flat else t("Quantity: {limits}", limits=limits)


def _also_asked(service: Service, t: Translator) -> Html | None:
    """What has to be at hand beside the link, so that nobody is surprised by the form."""
    asked = [ask.field for ask in form_of(service).applying(service, {})]
    names = [field_name(field, t) for field in asked if field not in _USUAL]
    return t("You will be asked for: {fields}", fields=", ".join(names)) if names else None


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
