"""The wallet, its statement line by line, and the way to add money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.accounts import Entry, Statement, TransferKind, User, Wallet
from domain.ids import UserId
from handlers.kit.callbacks import ADD_MONEY, WALLET, Go, ResumeDraft, StatementAt
from handlers.kit.contact import contact_names, contact_rows
from handlers.kit.phrases import dotted
from handlers.kit.rows import back_row, home_row, pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator

LATEST: Final = 3
MEANINGS: Final[Mapping[TransferKind, str]] = {
    TransferKind.TOPUP: N_("Top-up"),
    TransferKind.DEBIT: N_("Taken by the shop"),
    TransferKind.HOLD: N_("Order #{id}"),
    TransferKind.CAPTURE: N_("Order #{id}"),
    TransferKind.RELEASE: N_("Returned, #{id} did not run"),
    TransferKind.REFUND: N_("Returned, order #{id}"),
}


def wallet_screen(statement: Statement, t: Translator) -> Screen:
    """What can be spent, what is on hold and why, and the latest lines."""
    wallet = statement.wallet
    text = lines(
        t("<b>{amount}</b> available", amount=isolated(t.money(wallet.available))),
        _held(wallet, t),
        "",
        *(_short_line(entry, t) for entry in statement.entries[:LATEST]),
        None if statement.entries else t("No movements yet."),
    )
    add = Button(t.plain("Add money"), Go(to=ADD_MONEY), style=Style.PRIMARY)
    statement_row = (Button(t.plain("Statement"), StatementAt()),) if statement.entries else ()
    return Screen(text, ((add,), statement_row, home_row(t)))


def statement_screen(statement: Statement, t: Translator) -> Screen:
    """Ten lines with the balance after each."""
    listed = [part for entry in statement.entries for part in (_line(entry, t), "")]
    text = lines(
        t("<b>Statement</b>"),
        t("Balance: <b>{amount}</b>", amount=isolated(t.exact(statement.wallet.available))),
        "",
        *(listed or [t("No movements yet."), ""]),
        t("All lines add up to your balance."),
    )
    pager = pager_row(
        t, page=statement.page, pages=statement.pages, to=lambda to: StatementAt(page=to)
    )
    return Screen(text, (pager, back_row(t, Go(to=WALLET))))


def add_money_screen(
    user_id: UserId, operators: Sequence[User], t: Translator, *, draft: bool
) -> Screen:
    """Tell honestly how money gets here: people add it."""
    contact = contact_names(operators)
    text = lines(
        t("<b>Add money</b>"),
        t("The shop's people add it for you. It takes three steps:"),
        "",
        t("1. Write to {contact}.", contact=contact)
        if contact
        else t("1. Write to the shop, where you found this bot."),
        t("2. Send your id {id} and the amount you want to add.", id=code(user_id)),
        t("3. They tell you how to pay. When it has arrived, I tell you here."),
        "",
        t("Your unfinished order is saved and waits for you.") if draft else None,
        t("Never send passwords, login codes or card numbers to anybody."),
    )
    resume: Row = (Button(t.plain("Continue your draft"), ResumeDraft()),) if draft else ()
    rows = contact_rows(operators, user_id, t)
    return Screen(text, (*rows, resume, back_row(t, Go(to=WALLET))))


def _held(wallet: Wallet, t: Translator) -> Html | None:
    if not wallet.held:
        return None
    return t.plural(
        "{amount} on hold for {n} order. It is charged when the order is accepted, or comes back.",
        "{amount} on hold for {n} orders. It is charged when they are accepted, or comes back.",
        n=wallet.held_orders,
        amount=isolated(t.exact(wallet.held)),
    )


def _short_line(entry: Entry, t: Translator) -> Html:
    return dotted(isolated(t.change(entry.change)), _meaning(entry, t))


def _line(entry: Entry, t: Translator) -> Html:
    return lines(
        dotted(bold(isolated(t.change(entry.change))), _meaning(entry, t)),
        t(
            "{when} · balance {amount}",
            when=t.when(entry.transfer.created_at),
            amount=isolated(t.exact(entry.balance)),
        ),
    )


def _meaning(entry: Entry, t: Translator) -> Html:
    """What a line was, in words; it names its order where it has one."""
    kind = entry.transfer.kind
    if kind is TransferKind.REVERSAL:
        undone = entry.change.micros < 0
        return t("Top-up undone by the shop") if undone else t("Given back by the shop")
    return t(MEANINGS[kind], id=entry.transfer.order_id)
