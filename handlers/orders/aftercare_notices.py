"""What a customer is told, once: of refills, of cancels that failed, of subscriptions' ends."""

from __future__ import annotations

from domain.aftercare import Ask, AskState
from domain.orders import Order
from handlers.kit.aftercare import cancel_declined, refill_declined
from handlers.kit.callbacks import SUPPORT, Go, OpenOrder
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen
from locales.html import Html, lines
from locales.translator import Translator


def refill_ended(order: Order, ask: Ask, t: Translator) -> Screen:
    """A refill is done, or does not come."""
    if ask.state is AskState.DONE:
        text = lines(t("✅ Refill of #{id} is done.", id=order.id), order.service_name)
        return Screen(text, ((_view(order, t),), home_row(t)))
    text = lines(t("⚠️ No refill of #{id}.", id=order.id), refill_declined(ask, t))
    return Screen(text, (_view_and_support(order, t), home_row(t)))


def cancel_refused(order: Order, ask: Ask, t: Translator) -> Screen:
    """An order could not be canceled and goes on."""
    text = lines(t("⚠️ #{id} was not canceled.", id=order.id), cancel_declined(ask, t))
    return Screen(text, (_view_and_support(order, t), home_row(t)))


def subscription_ended(order: Order, t: Translator) -> Html:
    """Automatic orders are over: what they used, and what is back."""
    used = t(
        "✅ Automatic orders #{id} ended: {used} of up to {units} used.",
        id=order.id,
        used=t.number(order.delivered),
        units=t.number(order.request.units),
    )
    if not order.refunded:
        return lines(used, order.service_name)
    returned = t("<b>{amount} is back</b> in your wallet.", amount=t.exact(order.refunded))
    return lines(used, returned, order.service_name)


def _view(order: Order, t: Translator) -> Button:
    return Button(t.plain("View order"), OpenOrder(id=order.id))


def _view_and_support(order: Order, t: Translator) -> Row:
    return (_view(order, t), Button(t.plain("Support"), Go(to=SUPPORT)))
