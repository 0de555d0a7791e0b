"""The wallet at a glance, and the way to add money."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts import Entry, User, Wallet, WalletPage
from domain.history import OrderFilter
from domain.ids import UserId
from handlers.kit.callbacks import ADD_MONEY, WALLET, Go, OrdersAt, ResumeDraft, StatementAt
from handlers.kit.contact import contact_names, contact_rows
from handlers.kit.phrases import dotted
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.wallet.statement import meaning_of
from locales.html import Html, code, isolated, lines
from locales.translator import Translator


def wallet_screen(page: WalletPage, t: Translator) -> Screen:
    """What can be spent, what is on hold and why, and the latest lines."""
    wallet = page.wallet
    text = lines(
        t("<b>{amount}</b> available", amount=isolated(t.money(wallet.available))),
        _held(wallet, t),
        "",
        *(_short_line(entry, t) for entry in page.latest),
        None if page.latest else t("No movements yet."),
    )
    add = Button(t.plain("Add money"), Go(to=ADD_MONEY), style=Style.PRIMARY)
    tools: list[Button] = []
    if page.latest:
        tools.append(Button(t.plain("Statement"), StatementAt()))
    if wallet.held:
        tools.append(Button(t.plain("What is on hold"), OrdersAt(which=OrderFilter.HELD.value)))
    return Screen(text, ((add,), tuple(tools), home_row(t)))


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
        "{amount} held for {n} order. It is charged when the order is accepted, or comes back.",
        "{amount} held for {n} orders. It is charged when they are accepted, or comes back.",
        n=wallet.held_orders,
        amount=isolated(t.exact(wallet.held)),
    )


def _short_line(entry: Entry, t: Translator) -> Html:
    return dotted(
        isolated(t.change(entry.change)),
        meaning_of(entry.transfer, entry.change, t),
        t.date(entry.transfer.created_at),
    )
