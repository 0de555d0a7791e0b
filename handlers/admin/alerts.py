"""What owners are told without having asked, each alert in words with the way to act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from domain.notices import Notice, NoticeKind
from domain.submission import HoldWhy
from domain.sync_report import SyncOutcome
from handlers.admin.callbacks import AtPage, InboxAt, OpenReview, Page, SyncProvider
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, code, lines
from locales.translator import N_, Translator
from services.catalogue.departed import DEPARTED
from services.catalogue.sync import UNKNOWN_TYPES

WHY_DOWN: Final[Mapping[str, str]] = {
    HoldWhy.DOWN: N_("Five of the last twenty calls got no answer."),
    HoldWhy.AUTH: N_("It refuses our key: check PROVIDER_KEY."),
    HoldWhy.UNCONFIRMED: N_("Three orders within five minutes got no answer."),
    HoldWhy.RATE: N_("It asks us to slow down."),
}
SYNC_PROBLEMS: Final[Mapping[str, str]] = {
    SyncOutcome.UNREADABLE: N_("Its list of services could not be read."),
    SyncOutcome.TOO_MANY_LOST: N_(
        "Its new list would switch off {lost} services that are on sale, so it was not applied."
    ),
    SyncOutcome.NO_RATE: N_("Its currency has no rate: set FX_ and the currency's code."),
}


def alert_screen(notice: Notice, t: Translator) -> Screen:
    """Put an alert into words."""
    view = VIEWS.get(notice.kind)
    if view is None:
        return Screen(t("⚠️ Something odd was seen. Look at the inbox."), (_inbox(t),))
    return view(notice.payload, t)


def _review(payload: Mapping[str, object], t: Translator) -> Screen:
    if payload.get("reminder"):
        text = t("⚠️ An order still needs your decision. Nothing happens to it by itself.")
    else:
        text = t("⚠️ An order needs your decision.")
    number = payload["review_id"]
    assert isinstance(number, int)  # noqa: S101 - payloads are written by us alone
    look = Button(t.plain("Look at it"), OpenReview(id=number), style=Style.PRIMARY)
    return Screen(text, ((look,), _inbox(t)))


def _provider_down(payload: Mapping[str, object], t: Translator) -> Screen:
    why = WHY_DOWN.get(str(payload.get("why")))
    text = lines(
        t("⚠️ <b>{provider}</b> gets no orders for now.", **_named(payload)),
        t(why) if why else None,
        t("New orders wait, nothing is lost. I try again by myself and will tell you."),
    )
    return Screen(text, (_providers(t),))


def _provider_up(payload: Mapping[str, object], t: Translator) -> Screen:
    text = t("✅ <b>{provider}</b> works again. Orders are being sent.", **_named(payload))
    return Screen(text, (_providers(t),))


def _provider_low(payload: Mapping[str, object], t: Translator) -> Screen:
    text = lines(
        t("⚠️ <b>{provider}</b> is running out of money.", **_named(payload)),
        _balance(payload, t),
        t("Top it up at the provider. Orders wait until then, and go out by themselves."),
    )
    return Screen(text, (_providers(t),))


def _balance(payload: Mapping[str, object], t: Translator) -> Html | None:
    balance = payload.get("balance")
    if balance is None:
        return None
    return t("Balance: {balance} {currency}", balance=balance, currency=payload["currency"])


def _ledger(payload: Mapping[str, object], t: Translator) -> Screen:
    text = lines(
        t("⚠️ <b>The ledger does not add up</b> (check {check}).", check=payload["check"]),
        t("New orders are paused. Run this on the server, and look at what it names:"),
        code(t("python -m bot audit")),
        t("When it is understood: /resume"),
    )
    return Screen(text, (_panel(t),))


def _sync(payload: Mapping[str, object], t: Translator) -> Screen:
    problem = str(payload.get("problem"))
    if problem == UNKNOWN_TYPES:
        return _unknown_types(payload, t)
    if problem == DEPARTED:
        return _departed(payload, t)
    text = lines(
        t("⚠️ The services of <b>{provider}</b> were not updated.", **_named(payload)),
        t(SYNC_PROBLEMS[problem], lost=payload.get("lost", 0))
        if problem in SYNC_PROBLEMS
        else None,
        t("The shop goes on with the list that it has."),
    )
    again = Button(t.plain("Sync now"), SyncProvider(provider=str(payload["provider"])))
    return Screen(text, ((again,), _providers(t)))


def _unknown_types(payload: Mapping[str, object], t: Translator) -> Screen:
    types, services = payload.get("types"), payload.get("services")
    text = lines(
        t("<b>{provider}</b> lists types of services that are not known here.", **_named(payload)),
        code(", ".join(map(str, types)) if isinstance(types, list) else ""),
        t("Services that are imported but not sold: {n}", n=services),
    )
    return Screen(text, (_providers(t),))


def _departed(payload: Mapping[str, object], t: Translator) -> Screen:
    orders = payload.get("orders")
    text = lines(
        t("⚠️ <b>{provider}</b> gets no orders for now.", **_named(payload)),
        t("It is not in the settings any more: its services are off sale."),
        t("Its orders that nobody asks about: {n}", n=orders) if orders else None,
        t("To go on with it, set its variables again and restart the shop."),
    )
    return Screen(text, (_providers(t),))


def _named(payload: Mapping[str, object]) -> dict[str, object]:
    return {"provider": payload["provider"]}


def _inbox(t: Translator) -> Row:
    return (Button(t.plain("Inbox"), InboxAt()),)


def _providers(t: Translator) -> Row:
    return (Button(t.plain("Providers"), AtPage(page=Page.PROVIDERS)),)


def _panel(t: Translator) -> Row:
    return (Button(t.plain("Operator panel"), AtPage(page=Page.PANEL)),)


VIEWS: Final[Mapping[NoticeKind, Callable[[Mapping[str, object], Translator], Screen]]] = {
    NoticeKind.ALERT_REVIEW: _review,
    NoticeKind.ALERT_PROVIDER_DOWN: _provider_down,
    NoticeKind.ALERT_PROVIDER_UP: _provider_up,
    NoticeKind.ALERT_PROVIDER_LOW: _provider_low,
    NoticeKind.ALERT_LEDGER: _ledger,
    NoticeKind.ALERT_SYNC: _sync,
}
