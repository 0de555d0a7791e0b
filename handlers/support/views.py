"""Help in five lines, the terms, and whom to write to."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts import User
from domain.ids import UserId
from handlers.kit.callbacks import HELP, NEW, ORDERS, SUPPORT, TERMS, Go
from handlers.kit.contact import contact_names, contact_rows
from handlers.kit.goals import Agree
from handlers.kit.rows import back_row, home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.terms import terms_text
from locales.html import Html, code, lines
from locales.translator import Translator


def help_screen(t: Translator) -> Screen:
    """How it works, and what the statuses mean."""
    text = lines(
        t("<b>How it works</b>"),
        t("1. Paste a link or type what you need, and choose a service."),
        t("2. Check the exact price and pay from your wallet."),
        t("3. Watch the order: its message shows the progress."),
        t("4. What is not delivered returns to your wallet by itself."),
        t("5. Questions? Write to the shop: /support"),
        "",
        _statuses(t),
    )
    support = Button(t.plain("Support"), Go(to=SUPPORT))
    terms = Button(t.plain("Terms"), Go(to=TERMS))
    new = Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY)
    return Screen(text, ((new,), (support, terms), home_row(t)))


def terms_screen(t: Translator, *, accepted: bool) -> Screen:
    """The terms; whoever has not accepted them can do it here."""
    agree: Row = (Button(t.plain("I agree, continue"), Agree(), style=Style.PRIMARY),)
    return Screen(terms_text(t), (() if accepted else agree, back_row(t, Go(to=HELP))))


def support_screen(user_id: UserId, operators: Sequence[User], t: Translator) -> Screen:
    """Whom to write to, and what to send them."""
    contact = contact_names(operators)
    text = lines(
        t("<b>Support</b>"),
        t("Write to {contact}.", contact=contact)
        if contact
        else t("Write to the shop, where you found this bot."),
        t("Your id: {id}", id=code(user_id)),
        t("For an order, send its number. For a payment, send the amount and the day."),
        "",
        t("We never ask for passwords, login codes or card numbers."),
    )
    orders = Button(t.plain("Orders"), Go(to=ORDERS))
    answers = Button(t.plain("Help"), Go(to=HELP))
    return Screen(text, (*contact_rows(operators, user_id, t), (orders, answers), home_row(t)))


def _statuses(t: Translator) -> Html:
    meanings = lines(
        t("⏳ Waiting: paid or on hold, not started yet"),
        t("⏳ Confirming: sent; we make sure that it arrived, and never send it twice"),
        t("🔄 In progress: being delivered"),
        t("✅ Completed: everything was delivered"),
        t("◐ Partial: a part was delivered, the price of the rest is back"),
        t("↩️ Canceled, Did not run: the money is back"),
    )
    return Html(f"<blockquote expandable>{meanings}</blockquote>")
