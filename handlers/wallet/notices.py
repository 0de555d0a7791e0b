"""What a customer is told when people of the shop add money or take it."""

from __future__ import annotations

from domain.accounts import TransferKind
from domain.money import Money
from handlers.kit.callbacks import NEW, ORDERS, SUPPORT, WALLET, Go, ResumeDraft
from handlers.kit.phrases import pay_label
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, isolated, lines
from locales.translator import Translator
from services.wallet.notices import MoneyNotice


def topped_up(notice: MoneyNotice, amount: Money, t: Translator) -> Screen:
    """Money arrived; an order that waited for it is one tap away."""
    arrived = t(
        "<b>{change}</b>. Balance {balance}.",
        change=isolated(t.change(amount)),
        balance=isolated(t.money(notice.available)),
    )
    return Screen(
        lines(arrived, _order_text(notice, t)), (_next(notice, t), (_wallet(t), *home_row(t)))
    )


def order_unpaid(rise: tuple[Money, Money] | None, t: Translator) -> Screen:
    """An order was not paid by itself: its price rose, or it cannot be placed as it is."""
    if rise is None:
        text = t("Your order was not paid automatically. Please look at it once more.")
        button = Button(t.plain("Back to my order"), ResumeDraft(), style=Style.PRIMARY)
    else:
        was, now = (t.exact(amount) for amount in rise)
        text = t(
            "The price of your order rose from {was} to {now}, so it was not paid automatically.",
            was=was,
            now=now,
        )
        button = Button(pay_label(rise[1], t), ResumeDraft(), style=Style.PRIMARY)
    return Screen(lines(text, t("Nothing was charged.")), ((button,), (_wallet(t), *home_row(t))))


def debited(notice: MoneyNotice, amount: Money, t: Translator) -> Screen:
    """Money was taken: as much as a top-up that was undone, or by a debit."""
    if notice.transfer.kind is TransferKind.REVERSAL:
        text = t(
            "A top-up of {amount} was undone by the shop. Balance {balance}. "
            "If that is wrong, write to us.",
            amount=isolated(t.exact(amount)),
            balance=isolated(t.money(notice.available)),
        )
    else:
        text = t(
            "{amount} was taken from your wallet by the shop. Balance {balance}. "
            "If that is wrong, write to us.",
            amount=isolated(t.exact(amount)),
            balance=isolated(t.money(notice.available)),
        )
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((_wallet(t), support), home_row(t)))


def _order_text(notice: MoneyNotice, t: Translator) -> Html | None:
    """What the money means for the order that waits."""
    if notice.ready is None:
        return None
    if notice.ready > notice.available:
        missing = t.money(notice.ready - notice.available, up=True)
        return t("Your order waits. You need <b>{amount}</b> more.", amount=missing)
    if notice.paying:
        return t("Your order is being placed.")
    return t("Your order is ready.")


def _next(notice: MoneyNotice, t: Translator) -> Row:
    if notice.ready is not None and notice.ready <= notice.available:
        if notice.paying:
            return (Button(t.plain("Orders"), Go(to=ORDERS), style=Style.PRIMARY),)
        return (Button(pay_label(notice.ready, t), ResumeDraft(), style=Style.PRIMARY),)
    if notice.draft:
        return (Button(t.plain("Back to my order"), ResumeDraft(), style=Style.PRIMARY),)
    return (Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY),)


def _wallet(t: Translator) -> Button:
    return Button(t.plain("Wallet"), Go(to=WALLET))
