"""What is known, in sentences: where an order stands, where money is."""

from __future__ import annotations

from domain.orders import HELD, Order, OrderStatus
from handlers.kit.order_words import bar_of, reason_of
from locales.html import Html
from locales.translator import Translator
from services.support.answers import OrderAnswer, PaymentAnswer


def order_sentences(answer: OrderAnswer, t: Translator) -> list[Html | None]:
    """An order's own answer."""
    order = answer.order
    if order.review:
        return [t("A person at the shop is looking at this order. Nothing is lost.")]
    if order.status in HELD:
        return _held(order, t)
    match order.status:
        case OrderStatus.COMPLETED:
            return _completed(order, t)
        case OrderStatus.PARTIAL | OrderStatus.CANCELED:
            return [
                t(
                    "{delivered} of {units} were delivered. {amount} is back in your wallet.",
                    delivered=t.number(order.delivered),
                    units=t.number(order.request.units),
                    amount=t.exact(order.returned),
                )
            ]
        case OrderStatus.RELEASED:
            return [
                t(
                    "It did not run, and {amount} is back in your wallet. Reason: {reason}.",
                    amount=t.exact(order.returned),
                    reason=reason_of(order, t),
                )
            ]
        case _:
            return _running(answer, t)


def payment_sentences(answer: PaymentAnswer, t: Translator) -> list[Html | None]:
    """Where a customer's money is now."""
    wallet, added, returned = answer.wallet, answer.added, answer.returned
    return [
        t("Available: <b>{amount}</b>", amount=t.money(wallet.available)),
        t(
            "On hold: {amount}. It is charged when the orders are accepted, and returns if they "
            "are not.",
            amount=t.exact(wallet.held),
        )
        if wallet.held
        else None,
        t(
            "Last money added: {amount}, {when}.",
            amount=t.exact(added.amount),
            when=t.when(added.created_at),
        )
        if added
        else None,
        t(
            "Last money returned: {amount}, {when}.",
            amount=t.exact(returned.amount),
            when=t.when(returned.created_at),
        )
        if returned
        else None,
    ]


def _held(order: Order, t: Translator) -> list[Html | None]:
    if order.status is OrderStatus.UNCONFIRMED:
        return [t("We are confirming this order. Your money is safe; we will not send it twice.")]
    return [
        t(
            "It waits for its start. {amount} is on hold and not spent yet.",
            amount=t.exact(order.held),
        )
    ]


def _completed(order: Order, t: Translator) -> list[Html | None]:
    when = order.finished_at or order.created_at
    return [
        t("Everything was delivered: {when}.", when=t.when(when)),
        t("Did the number drop? Open the order: where it has a refill, you can ask for it there."),
    ]


def _running(answer: OrderAnswer, t: Translator) -> list[Html | None]:
    order, outlook = answer.order, answer.outlook
    done_at = outlook.done_at if outlook else None
    if answer.is_late:
        told = t("It is slower than usual. Open the order to see what you can do.")
    elif done_at is not None and done_at > answer.asked_at:
        told = t("It is on time: expected {when}.", when=t.when(done_at))
    else:
        told = t("It is on its way. Its message shows the progress.")
    checked = (
        t("Checked: {when}", when=t.when(order.polled_at)) if order.polled_at is not None else None
    )
    return [bar_of(order, t), told, checked]
