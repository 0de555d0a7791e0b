"""A service's routes in words: which provider is tried first, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.pricing import PER_PACKAGE
from domain.text import clean_line
from handlers.admin.catalogue_callbacks import OpenServicePanel
from handlers.admin.provider_callbacks import OpenRoutes, UndoRoutes
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import panel_row
from handlers.kit.phrases import dotted
from handlers.kit.screen import Button, Screen
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.operators.confirm import Done
from services.operators.routes import Hitch, Route, RouteCard, RoutePlan

HITCHES: Final[Mapping[Hitch, str]] = {
    Hitch.NO_PROVIDER: N_("its provider is not in the settings"),
    Hitch.UNLISTED: N_("its provider does not list it"),
    Hitch.OTHER_FORM: N_("its order form is another one"),
    Hitch.LOSS: N_("it would lose money"),
    Hitch.HELD: N_("its provider gets no orders now"),
    Hitch.OTHER_SHELF: N_("it is for another platform or action"),
}
NAME: Final = 60


def routes_screen(plan: RoutePlan, t: Translator) -> Screen:
    """By which listings a service is bought, the first to be tried first."""
    text = lines(
        *_head(plan, t),
        "",
        *_routes(plan, t),
        "",
        t("Tried from top to bottom; one that is crossed out is passed over.")
        if plan.chosen
        else t("It is bought by its own listing alone."),
        t("To change that, write the routes in the order of trying:"),
        code(f"/route {plan.service.id} main:55 p2:887"),
        t("Its own listing alone: {command}", command=code(f"/route {plan.service.id} off"))
        if plan.chosen
        else None,
    )
    return Screen(text, ((_service(plan, t),), panel_row(t)))


def route_card(card: RouteCard, t: Translator) -> Screen:
    """What new routes change."""
    after = card.after
    seen = [route for route in after.routes if _is_seen(route, after)]
    text = lines(
        *_head(after, t),
        "",
        t("Before: {routes}", routes=code(_labels(card.before))),
        t("After:"),
        *_routes(after, t),
        "",
        t("⚠️ None of them is open now: orders would wait.")
        if not any(route.is_open for route in after.routes)
        else None,
        t("Customers see these listings as services of their own, too. To hide them:")
        if seen
        else None,
        code(f"/hide {','.join(str(route.via.id) for route in seen)}") if seen else None,
        t("The price stays {price}.", price=t.exact(after.service.rate)),
        t("An order that may have reached one provider never goes to another."),
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t))


def routed_done(done: Done, t: Translator) -> Screen:
    """New routes are set, and can be put back."""
    number = done.service_id or 0
    text = lines(
        t("Done."),
        t("The routes of service {id} are set.", id=code(number)),
        t("It was done with the first tap; this one changed nothing.") if done.again else None,
    )
    undo = Button(t.plain("Undo"), UndoRoutes(nonce=done.nonce))
    return Screen(text, ((undo, Button(t.plain("Routes"), OpenRoutes(id=number))), panel_row(t)))


def _head(plan: RoutePlan, t: Translator) -> tuple[Html, ...]:
    service = plan.service
    price = bold(t.exact(service.rate))
    return (
        t("<b>Routes of #{id}</b>", id=service.id),
        isolated(clean_line(service.name, NAME)),
        dotted(
            t("Price: {price} per package", price=price)
            if service.type in PER_PACKAGE
            else t("Price: {price} / 1,000", price=price),
            t(
                "Orders: {least} to {most}",
                least=t.number(service.min),
                most=t.number(service.max),
            ),
        ),
    )


def _routes(plan: RoutePlan, t: Translator) -> list[Html]:
    return [_route(number, route, t) for number, route in enumerate(plan.routes, start=1)]


def _route(number: int, route: Route, t: Translator) -> Html:
    via = route.via
    hitches = Html(", ".join(t(HITCHES[hitch]) for hitch in route.hitches))
    name = bold(route.label) if route.is_open else Html(f"<s>{code(route.label)}</s>")
    return lines(
        dotted(
            Html(f"{number}. {name}"),
            t("cost {cost}", cost=t.exact(via.cost)),
            t("{least} to {most}", least=t.number(via.min), most=t.number(via.max)),
        ),
        Html(f"⚠️ {hitches}") if hitches else None,
    )


def _is_seen(route: Route, plan: RoutePlan) -> bool:
    return route.via.id != plan.service.id and route.via.orderable


def _labels(plan: RoutePlan) -> str:
    return " ".join(route.label for route in plan.routes)


def _service(plan: RoutePlan, t: Translator) -> Button:
    return Button(t.plain("Service"), OpenServicePanel(id=plan.service.id))
