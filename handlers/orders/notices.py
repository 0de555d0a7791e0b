"""What a customer is told, once, when an order ends or money comes back."""

from __future__ import annotations

from domain.history import Guarantee
from domain.ids import OrderId
from domain.money import Money
from domain.orders import Order, OrderStatus, ReleaseReason
from domain.subscriptions import plan_of
from handlers.kit.callbacks import NEW, WALLET, Go, How, OpenOrder, OrderAgain
from handlers.kit.order_words import reason_of
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Screen, Style
from handlers.orders.aftercare_notices import subscription_ended
from locales.html import Html, lines
from locales.translator import Translator


def order_finished(order: Order, t: Translator, guarantee: Guarantee | None = None) -> Screen:
    """An order is completed, partial or canceled; `guarantee` is what a completed one has."""
    match order.status:
        case _ if plan_of(order.request) is not None:
            text, next_step = subscription_ended(order, t), _again(order, t, How.SAME)
        case OrderStatus.PARTIAL:
            text, next_step = _partial(order, t), _rest(order, t)
        case OrderStatus.CANCELED:
            text, next_step = _canceled(order, t), _again(order, t, How.FIX)
        case OrderStatus.RELEASED:
            return order_released(order, t)
        case _:
            text, next_step = _completed(order, t, guarantee), _again(order, t, How.SAME)
    return Screen(text, ((_view(order.id, t), next_step), home_row(t)))


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
    return Screen(text, ((_view(order.id, t), _retry(order, t)), home_row(t)))


def money_returned(order_id: OrderId, amount: Money, t: Translator) -> Screen:
    """Money of an order came back, after it ended or by a person's decision."""
    text = t(
        "↩️ <b>{amount} is back</b> in your wallet from order #{id}.",
        amount=t.exact(amount),
        id=order_id,
    )
    wallet = Button(t.plain("Wallet"), Go(to=WALLET))
    return Screen(text, ((_view(order_id, t), wallet), home_row(t)))


def _completed(order: Order, t: Translator, guarantee: Guarantee | None) -> Html:
    if order.request.units == 1:
        done = t("✅ #{id} is done.", id=order.id)
    else:
        done = t(
            "✅ #{id} is done: {delivered} of {units}.",
            id=order.id,
            delivered=t.number(order.delivered),
            units=t.number(order.request.units),
        )
    until = guarantee.until if guarantee is not None else None
    refill = None if until is None else t("Refill until {day}", day=t.date(until))
    return lines(done, order.service_name, refill)


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


def _rest(order: Order, t: Translator) -> Button:
    """Another service for what this one did not deliver, where that is a number."""
    missing = order.request.units - order.delivered
    if order.remains is None or missing <= 0 or order.request.units == 1:
        return _again(order, t, How.SAME)
    label = t.plain("Order {n} elsewhere", n=t.number(missing))
    return Button(label, OrderAgain(id=order.id, how=How.REST), style=Style.PRIMARY)


def _again(order: Order, t: Translator, how: How) -> Button:
    """Order the same; what was canceled may need another link first."""
    label = t.plain("Fix and retry") if how is How.FIX else t.plain("Order again")
    return Button(label, OrderAgain(id=order.id, how=how), style=Style.PRIMARY)


def _retry(order: Order, t: Translator) -> Button:
    """What the reason asks for: another link, another service, or only another try."""
    match order.reason:
        case ReleaseReason.BAD_LINK | ReleaseReason.BAD_QUANTITY | ReleaseReason.BAD_DATA:
            return _again(order, t, How.FIX)
        case ReleaseReason.SERVICE_GONE:
            return Button(t.plain("Choose another"), Go(to=NEW), style=Style.PRIMARY)
        case _:
            return _again(order, t, How.SAME)


def _view(order_id: OrderId, t: Translator) -> Button:
    return Button(t.plain("View order"), OpenOrder(id=order_id))
