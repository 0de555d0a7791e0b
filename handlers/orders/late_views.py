"""What can be done about an order that takes longer than usual."""

from __future__ import annotations

from domain.ids import OrderId
from domain.orders import Order
from handlers.kit.aftercare import cancel_button
from handlers.kit.callbacks import OpenOrder
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Screen, Style
from handlers.orders.callbacks import SpeedUp, WaitOn
from locales.html import Html, lines
from locales.translator import Translator
from services.ordering.cards import Background


def order_late(order: Order, background: Background, t: Translator) -> Screen:
    """An order is slower than others of its service, and what its customer may do."""
    text = lines(
        _slow(order, background, t),
        order.service_name,
        t("You can ask the shop to hurry the provider, or just wait: nothing is lost."),
    )
    haste = Button(t.plain("Ask to speed up"), SpeedUp(id=order.id), style=Style.PRIMARY)
    cancel = cancel_button(background.care, t)
    wait = Button(t.plain("Wait"), WaitOn(id=order.id))
    remedies = (wait,) if cancel is None else (cancel, wait)
    return Screen(text, ((haste,), remedies, (_view(order.id, t), *home_row(t))))


def haste_asked(order_id: OrderId, t: Translator) -> Screen:
    """The shop's people know."""
    text = lines(
        t("Asked. A person at the shop talks to the provider about #{id}.", id=order_id),
        t("You need not do anything: the order goes on, and I tell you when it ends."),
    )
    return Screen(text, ((_view(order_id, t), *home_row(t)),))


def _slow(order: Order, background: Background, t: Translator) -> Html:
    outlook = background.outlook
    if outlook is not None and outlook.is_measured:
        return t("#{id} is slower than usual (9 of 10 finish by now).", id=order.id)
    return t("#{id} takes longer than it should.", id=order.id)


def _view(order_id: OrderId, t: Translator) -> Button:
    return Button(t.plain("View order"), OpenOrder(id=order_id))
