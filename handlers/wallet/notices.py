"""What a customer is told when people of the shop add money or take it."""

from __future__ import annotations

from domain.accounts import TransferKind
from domain.money import Money
from handlers.kit.callbacks import NEW, SUPPORT, WALLET, Go, ResumeDraft
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import isolated
from locales.translator import Translator
from services.wallet.notices import MoneyNotice


def topped_up(notice: MoneyNotice, amount: Money, t: Translator) -> Screen:
    """Money arrived; an order that waited for it is one tap away."""
    text = t(
        "<b>{change}</b>. Balance {balance}.",
        change=isolated(t.change(amount)),
        balance=isolated(t.exact(notice.available)),
    )
    return Screen(text, (_next(t, draft=notice.draft), (_wallet(t), *home_row(t))))


def debited(notice: MoneyNotice, amount: Money, t: Translator) -> Screen:
    """Money was taken: as much as a top-up that was undone, or by a debit."""
    if notice.transfer.kind is TransferKind.REVERSAL:
        text = t(
            "A top-up of {amount} was undone by the shop. Balance {balance}. "
            "If that is wrong, write to us.",
            amount=isolated(t.exact(amount)),
            balance=isolated(t.exact(notice.available)),
        )
    else:
        text = t(
            "{amount} was taken from your wallet by the shop. Balance {balance}. "
            "If that is wrong, write to us.",
            amount=isolated(t.exact(amount)),
            balance=isolated(t.exact(notice.available)),
        )
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    return Screen(text, ((_wallet(t), support), home_row(t)))


def _next(t: Translator, *, draft: bool) -> Row:
    if draft:
        return (Button(t.plain("Back to my order"), ResumeDraft(), style=Style.PRIMARY),)
    return (Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY),)


def _wallet(t: Translator) -> Button:
    return Button(t.plain("Wallet"), Go(to=WALLET))
