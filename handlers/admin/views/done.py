"""What a confirm card did, for each act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.operators import CATALOGUE_ACTS, Act
from domain.orders import OrderStatus
from handlers.admin.callbacks import StaffOrder
from handlers.admin.views.catalogue import edited_screen
from handlers.admin.views.money import moved_screen
from handlers.admin.views.orders import status_name
from handlers.admin.views.routes import routed_done
from handlers.admin.views.words import customer_line, panel_row
from handlers.kit.screen import Button, Screen
from locales.html import Html, bold, isolated, lines
from locales.translator import N_, Translator
from services.operators.confirm import Done

ABOUT_CUSTOMERS: Final[Mapping[Act, str]] = {
    Act.BLOCK: N_("{customer} cannot order any more. Running orders continue."),
    Act.UNBLOCK: N_("{customer} can order again."),
    Act.API_STOP: N_("The API of {customer} is off. Running orders continue."),
    Act.API_ALLOW: N_("The API of {customer} is on."),
}


def done_screen(done: Done, t: Translator) -> Screen:
    """Say what was done."""
    if done.act in {Act.TOPUP, Act.DEBIT, Act.UNDO}:
        return moved_screen(done, t)
    if done.act in CATALOGUE_ACTS:
        return edited_screen(done, t)
    if done.act is Act.ROUTE:
        return routed_done(done, t)
    text = lines(
        t("Done."),
        _sentence(done, t),
        t("It was done with the first tap; this one changed nothing.") if done.again else None,
    )
    order = (
        (Button(t.plain("Order"), StaffOrder(id=done.order_id)),)
        if done.order_id is not None
        else ()
    )
    return Screen(text, (order, panel_row(t)))


def _sentence(done: Done, t: Translator) -> Html:
    customer = customer_line(done.customer) if done.customer else Html("")
    if done.act in ABOUT_CUSTOMERS:
        return t(ABOUT_CUSTOMERS[done.act], customer=customer)
    match done.act:
        case Act.SETSTATUS:
            return t(
                "Order #{id} is {status} now.",
                id=done.order_id,
                status=status_name(OrderStatus(done.result["status"]), t),
            )
        case Act.REFUND:
            return t(
                "{change} for order #{id} · balance {balance}",
                change=bold(isolated(t.change(done.amount))),
                id=done.order_id,
                balance=t.exact(done.balance),
            )
        case Act.PROVIDER_PAUSE:
            return t("{provider} gets no orders now.", provider=bold(done.params["provider"]))
        case _:
            return t("New orders are paused. Running orders continue. To go on: /resume")
