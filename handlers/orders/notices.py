"""What a customer is told, once, when an order ends or money comes back."""

from __future__ import annotations

from domain.ids import OrderId
from domain.money import Money
from domain.orders import Order, OrderStatus
from handlers.kit.callbacks import WALLET, Go, OpenOrder, OpenService
from handlers.kit.order_words import reason_of
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, lines
from locales.translator import Translator


def order_finished(order: Order, t: Translator) -> Screen:
    """An order is completed, partial or canceled."""
    match order.status:
        case OrderStatus.PARTIAL:
            text = _partial(order, t)
        case OrderStatus.CANCELED:
            text = _canceled(order, t)
        case OrderStatus.RELEASED:
            return order_released(order, t)
        case _:
            text = _completed(order, t)
    return Screen(text, (_view_and_again(order, t), home_row(t)))


def order_released(order: Order, t: Translator) -> Screen:
    """An order never ran, and its money is off hold again."""
    text = lines(
        t(
            "↩️ #{id} did not run. <b>{amount} is back</b> in your wallet.",
            id=order.id,
            amount=t.exact(order.released),
        ),
        t("Reason: {reason}.", reason=reason_of(order, t)),
        t("Service: {service}", service=order.service_name),
    )
    retry = Button(t.plain("Try again"), OpenService(id=order.service_id), style=Style.PRIMARY)
    return Screen(text, ((_view(order.id, t), retry), home_row(t)))


def money_returned(order_id: OrderId, amount: Money, t: Translator) -> Screen:
    """Money of an order came back, after it ended or by a person's decision."""
    text = t(
        "↩️ <b>{amount} is back</b> in your wallet from order #{id}.",
        amount=t.exact(amount),
        id=order_id,
    )
    wallet = Button(t.plain("Wallet"), Go(to=WALLET))
    return Screen(text, ((_view(order_id, t), wallet), home_row(t)))


def _completed(order: Order, t: Translator) -> Html:
    if order.request.units == 1:
        done = t("✅ #{id} is done.", id=order.id)
    else:
        done = t(
            "✅ #{id} is done: {delivered} of {units}.",
            id=order.id,
            delivered=t.number(order.delivered),
            units=t.number(order.request.units),
        )
    return lines(done, order.service_name)


def _partial(order: Order, t: Translator) -> Html:
    if not order.refunded:
        text = t("◐ #{id} ended before everything was delivered.", id=order.id)
        return lines(text, order.service_name, _looked_at(order, t))
    text = t(
        "◐ #{id}: {delivered} of {units} delivered. <b>{amount} is back</b> in your wallet.",
        id=order.id,
        delivered=t.number(order.delivered),
        units=t.number(order.request.units),
        amount=t.exact(order.refunded),
    )
    return lines(text, order.service_name)


def _canceled(order: Order, t: Translator) -> Html:
    if not order.refunded:
        text = t("↩️ #{id} was canceled.", id=order.id)
        return lines(text, order.service_name, _looked_at(order, t))
    text = t(
        "↩️ #{id} was canceled. <b>{amount} is back</b> in your wallet.",
        id=order.id,
        amount=t.exact(order.refunded),
    )
    return lines(text, order.service_name)


def _looked_at(order: Order, t: Translator) -> Html | None:
    if not order.review:
        return None
    return t("A person at the shop checks what has to come back. You will be told.")


def _view_and_again(order: Order, t: Translator) -> Row:
    again = Button(t.plain("Order again"), OpenService(id=order.service_id), style=Style.PRIMARY)
    return (_view(order.id, t), again)


def _view(order_id: OrderId, t: Translator) -> Button:
    return Button(t.plain("View order"), OpenOrder(id=order_id))
