"""Screens of the first minute: welcome, terms, home, and what is said when nothing fits."""

from __future__ import annotations

from handlers.kit.callbacks import (
    ADD_MONEY,
    FAVOURITES,
    HELP,
    NEW,
    ORDERS,
    PROFILE,
    SUPPORT,
    WALLET,
    Go,
    OrderAgain,
    ResumeDraft,
)
from handlers.kit.goals import Agree
from handlers.kit.languages import language_rows
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.terms import promises, terms_text
from handlers.start.callbacks import ABOUT, DECLINED, LANGUAGES, TERMS, Welcome, WelcomeIn
from locales.html import Html, bold, lines
from locales.translator import Translator
from services.people.home import Home


def welcome(shop: str, t: Translator, goal: str = "") -> Screen:
    """Greet a newcomer and ask for consent."""
    text = lines(
        t("<b>Welcome to {shop}</b>", shop=shop),
        t("Order social media services, pay from your wallet and watch progress here."),
        "",
        t("Before you start:"),
        promises(t),
    )
    return Screen(
        text,
        (
            (_agree(t, goal),),
            (Button(t.plain("Read full terms"), Welcome(page=TERMS, goal=goal)),),
            (
                Button(f"🌐 {t.language.name}", Welcome(page=LANGUAGES, goal=goal)),
                Button(t.plain("What is this?"), Welcome(page=ABOUT, goal=goal)),
            ),
            (Button(t.plain("Not now"), Welcome(page=DECLINED, goal=goal)),),
        ),
    )


def full_terms(t: Translator, goal: str = "") -> Screen:
    """The terms in full, before consent."""
    return Screen(terms_text(t), ((_agree(t, goal),), (_back(t, goal),)))


def about(shop: str, t: Translator, goal: str = "") -> Screen:
    """What the shop is, for somebody who came by chance."""
    text = lines(
        t("<b>{shop}</b> sells services for social media: followers, likes, views.", shop=shop),
        "",
        t("1. Choose a service and send the link of your page or post."),
        t("2. You see the exact price before you pay, and pay from your wallet here."),
        t("3. One message shows the progress. What is not delivered returns to your wallet."),
        "",
        t("We never need a password, and we do not promise growth."),
    )
    return Screen(text, ((_agree(t, goal),), (_back(t, goal),)))


def declined(t: Translator, goal: str = "") -> Screen:
    """Respect a no: browsing needs no consent."""
    return Screen(
        t("No problem. You can browse, but ordering needs the terms."),
        (
            (Button(t.plain("Browse"), Go(to=NEW), style=Style.PRIMARY),),
            (Button(t.plain("Read terms"), Welcome(page=TERMS, goal=goal)),),
        ),
    )


def languages(t: Translator, goal: str = "") -> Screen:
    """The choice of a language, before consent."""
    rows = language_rows(lambda code: WelcomeIn(language=code, goal=goal))
    return Screen(t("Choose your language."), (*rows, (_back(t, goal),)))


def home(figures: Home, shop: str, t: Translator) -> Screen:
    """The main menu with the customer's figures."""
    text = lines(
        bold(shop),
        t("Balance: <b>{amount}</b>", amount=t.money(figures.wallet.available)),
        t("On hold: {amount}", amount=t.exact(figures.wallet.held))
        if figures.wallet.held
        else None,
        t("Active orders: {n}", n=t.number(figures.active_orders)),
        _draft(figures, t),
        "",
        t("<i>Tip: paste a link or type what you need.</i>"),
    )
    return Screen(text, _menu(figures, t))


def _draft(figures: Home, t: Translator) -> Html | None:
    """What the unfinished order is for, and how much of it."""
    service, quantity = figures.draft_service_name, figures.draft_quantity
    if service is None:
        return None
    if quantity is None:
        return t("Draft: {service}", service=service)
    return t("Draft: {service}, {quantity}", service=service, quantity=t.number(quantity))


def stopped(t: Translator, *, draft: bool) -> Screen:
    """Answer /cancel."""
    if not draft:
        return Screen(t("Stopped. Nothing was ordered."), (home_row(t),))
    resume = Button(t.plain("Resume"), ResumeDraft(), style=Style.PRIMARY)
    return Screen(t("Stopped. Your draft is saved."), ((resume,), home_row(t)))


def unknown_command(t: Translator) -> Screen:
    """Answer a command that there is not."""
    return Screen(t("I do not know this command. Here is what I can do for you."), _hint_rows(t))


def unreadable(t: Translator) -> Screen:
    """Answer a photo, voice, sticker or the like."""
    return Screen(
        t("I understand text, links and numbers. Nothing is lost: just send it as text."),
        _hint_rows(t),
    )


def _menu(figures: Home, t: Translator) -> tuple[Row, ...]:
    has_money = bool(figures.wallet.available) or bool(figures.wallet.held)
    orders = (
        t.plain("📦 Orders · {n}", n=t.number(figures.active_orders))
        if figures.active_orders
        else t.plain("📦 Orders")
    )
    wallet = (
        Button(t.plain("👛 Wallet"), Go(to=WALLET))
        if has_money
        else Button(t.plain("👛 Add money"), Go(to=ADD_MONEY))
    )
    resume = Button(t.plain("📝 Continue your draft"), ResumeDraft())
    return (
        (Button(t.plain("🛒 New order"), Go(to=NEW), style=Style.PRIMARY),),
        (resume,) if figures.draft_service_name else (),
        (Button(orders, Go(to=ORDERS)), wallet),
        _again(figures, t),
        (
            Button(t.plain("👤 Profile"), Go(to=PROFILE)),
            Button(t.plain("💬 Support"), Go(to=SUPPORT)),
        ),
    )


def _again(figures: Home, t: Translator) -> Row:
    """What the customer liked and ordered before."""
    favourites = Button(t.plain("⭐ Favourites"), Go(to=FAVOURITES))
    row = (favourites,) if figures.favourites else ()
    if figures.last_order is None:
        return row
    return (*row, Button(t.plain("🔁 Repeat last"), OrderAgain(id=figures.last_order)))


def _hint_rows(t: Translator) -> tuple[Row, ...]:
    new = Button(t.plain("New order"), Go(to=NEW), style=Style.PRIMARY)
    return ((new,), (Button(t.plain("Help"), Go(to=HELP)), *home_row(t)))


def _agree(t: Translator, goal: str) -> Button:
    return Button(t.plain("I agree, continue"), Agree(goal=goal), style=Style.PRIMARY)


def _back(t: Translator, goal: str) -> Button:
    return Button(t.plain("‹ Back"), Welcome(goal=goal))
